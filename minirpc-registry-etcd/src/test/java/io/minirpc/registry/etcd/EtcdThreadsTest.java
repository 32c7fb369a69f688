package io.minirpc.registry.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EtcdThreadsTest {
    @Test
    void hangingLookupsDelayNeitherListenersNorOtherLookups() throws Exception {
        EtcdThreads threads = new EtcdThreads();
        CountDownLatch nameServerAnswers = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(2);
        try {
            threads.lookups().execute(() -> awaitQuietly(nameServerAnswers));
            threads.lookups().execute(others::countDown);
            threads.listeners().execute(others::countDown);
            assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            nameServerAnswers.countDown();
            threads.close();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
