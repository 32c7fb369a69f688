package io.minirpc.gochat.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is served by which sync. */
class SharedSyncTest {
    private final SharedSync shared = new SharedSync();
    private final AtomicInteger syncs = new AtomicInteger();

    /** A sync that lasts until it may end. */
    private class Slow implements SharedSync.Sync {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch end = new CountDownLatch(1);

        @Override
        public void run() throws SQLException {
            syncs.incrementAndGet();
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
        }
    }

    private CompletableFuture<Void> inBackground(SharedSync.Sync sync) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                shared.await(sync);
                done.complete(null);
            } catch (SQLException e) {
                done.completeExceptionally(e);
            }
        });
        thread.start();
        return done;
    }

    private CompletableFuture<Void> count() {
        return inBackground(syncs::incrementAndGet);
    }

    private void awaitWaiting(int count) {
        await().until(() -> shared.waiting() == count);
    }

    @Test
    void commitsDuringASyncShareTheNextOne() throws Exception {
        Slow first = new Slow();
        CompletableFuture<Void> served = inBackground(first);
        first.begun.await();
        List<CompletableFuture<Void>> later =
                IntStream.range(0, 5).mapToObj(i -> count()).toList();
        awaitWaiting(5);
        assertThat(later).noneMatch(CompletableFuture::isDone);

        first.end.countDown();
        served.join();
        later.forEach(CompletableFuture::join);
        assertThat(syncs).hasValue(2);
    }

    @Test
    void failedSyncFailsOnlyItsOwner() throws Exception {
        Slow failing = new Slow() {
            @Override
            public void run() throws SQLException {
                super.run();
                throw new SQLException("disk full (injected)");
            }
        };
        CompletableFuture<Void> owner = inBackground(failing);
        failing.begun.await();
        CompletableFuture<Void> other = count();
        awaitWaiting(1);
        failing.end.countDown();

        other.join();
        assertThat(owner).failsWithin(Duration.ofMinutes(1));
        assertThat(syncs).hasValue(2);
    }

    /** Commits and syncs are numbered by one clock: each answer comes after a sync that began after its commit. */
    @Test
    void everyAnswerFollowsASyncThatBeganAfterItsCommit() {
        AtomicLong clock = new AtomicLong();
        AtomicLong newestSync = new AtomicLong();
        CompletableFuture<?>[] threads = IntStream.range(0, 8)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        long committed = clock.incrementAndGet();
                        commit(() -> {
                            long begun = clock.incrementAndGet();
                            Thread.yield();
                            newestSync.set(begun);
                        });
                        assertThat(newestSync.get()).isGreaterThan(committed);
                    }
                }))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(threads).join();
    }

    private void commit(SharedSync.Sync sync) {
        try {
            shared.await(sync);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }
}
