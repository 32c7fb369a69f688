package io.minirpc.tests.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers that are restarted one after the other cost no call, and run none twice. */
class RollingRestartTest {
    private static final int SERVERS = 3;
    private static final int CALLERS = 8;

    @Test
    void noCallFailsWhileEachServerIsRestarted() throws Exception {
        restart(1, 5_000);
    }

    @Test
    @Tag("soak")
    void noCallFailsWhileEachServerIsRestartedTenTimes() throws Exception {
        restart(10, 100_000);
    }

    private static void restart(int rounds, int minCalls) throws Exception {
        try (Fleet fleet = new Fleet(SERVERS)) {
            AtomicLong ids = new AtomicLong();
            AtomicBoolean restarting = new AtomicBoolean(true);
            Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
            List<CompletableFuture<Void>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(CompletableFuture.runAsync(
                        () -> {
                            while (restarting.get() || ids.get() < minCalls) {
                                callOnce(fleet, ids.getAndIncrement(), failures);
                            }
                        },
                        task -> new Thread(task).start()));
            }
            int restarts = rounds * SERVERS;
            try {
                for (int i = 0; i < restarts; i++) {
                    awaitAtLeast(ids, (long) minCalls * i / restarts);
                    fleet.restart(i % SERVERS);
                }
            } finally {
                restarting.set(false);
            }
            Calls.awaitEnd(callers);

            long calls = ids.get();
            Calls.print(
                    "%d graceful restarts of %d servers under %,d calls: %d failed, %d retries",
                    restarts, SERVERS, calls, failures.size(), fleet.retries.get());
            assertThat(failures).isEmpty();
            assertThat(callers).allSatisfy(CompletableFuture::join);
            assertThat(fleet.executions).hasSize((int) calls);
            assertThat(fleet.executions.values()).as("executions of each call").containsOnly(1);
        }
    }

    private static void callOnce(Fleet fleet, long id, Queue<Throwable> failures) {
        try {
            fleet.call((int) (id % SERVERS), Fleet.once(id, 0)).join();
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    /** Spreads the restarts over the calls. */
    private static void awaitAtLeast(AtomicLong counter, long value) {
        while (counter.get() < value) {
            Thread.onSpinWait();
            Thread.yield();
        }
    }
}
