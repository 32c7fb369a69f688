package io.minirpc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Timers that fire whatever tasks do. */
class TimersTest {
    @Test
    void tasksRunOnDaemonsThatBelongToNobody() throws Exception {
        InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
        local.set("of the caller");
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<String> inherited = new CompletableFuture<>();
        Timers.start(1, () -> {
            inherited.complete(String.valueOf(local.get()));
            thread.complete(Thread.currentThread());
        });
        assertThat(thread.get(20, TimeUnit.SECONDS).isDaemon()).isTrue();
        assertThat(thread.get().getName()).startsWith("minirpc-timer-");
        assertThat(thread.get().getContextClassLoader()).isNull();
        assertThat(inherited.get()).isEqualTo("null");
    }

    @Test
    void tasksThatBlockOrThrowDelayNoOthers() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        List<Future<?>> timers = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                timers.add(Timers.start(0, () -> {
                    try {
                        blocked.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
                timers.add(Timers.start(0, () -> {
                    throw new StackOverflowError("bad");
                }));
            }
            for (Future<?> timer : timers) {
                timer.get(20, TimeUnit.SECONDS);
            }
            CompletableFuture<String> next = new CompletableFuture<>();
            Timers.start(1, () -> next.complete("in time"));
            assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo("in time");
        } finally {
            blocked.countDown();
        }
    }

    @Test
    void moreTasksThanThreadsAllRun() throws Exception {
        CountDownLatch all = new CountDownLatch(10_000);
        for (int i = 0; i < 10_000; i++) {
            Timers.start(i % 1_000, all::countDown);
        }
        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void futureFailsAfterItsTimeUnlessItHasEnded() throws Exception {
        CompletableFuture<String> late = Timers.limit(new CompletableFuture<>(), 1);
        assertThatThrownBy(() -> late.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        CompletableFuture<String> early =
                Timers.limit(new CompletableFuture<>(), Duration.ofDays(365).toNanos());
        early.complete("early");
        assertThat(early.get()).isEqualTo("early");
    }
}
