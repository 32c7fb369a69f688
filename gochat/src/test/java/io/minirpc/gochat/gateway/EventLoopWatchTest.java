package io.minirpc.gochat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EventLoopWatchTest {
    @Test
    void threadThatWaitsInOurCodeIsFound() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Thread loop = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "watched-loop");
        try (EventLoopWatch watch = new EventLoopWatch("watched-")) {
            loop.start();
            await().until(() -> !watch.found().isEmpty());
            assertThat(watch.found().get(0)).contains("EventLoopWatchTest");
        } finally {
            end.countDown();
            loop.join();
        }
    }
}
