package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.Throwing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HandlerPoolTest {
    private static final int MAX_THREADS = 3;
    private static final int PRODUCERS = 4;
    private static final int PER_PRODUCER = 5_000;
    private static final int ONE_BY_ONE = 3_000;
    private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final List<HandlerPool> pools = new ArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger done = new AtomicInteger();

    enum Kind {
        /** Threads that stay. */
        PATIENT(Duration.ofMinutes(1)),
        /** Threads that end so soon that they meet the next calls on their way out. */
        HASTY(Duration.ofNanos(1)),
        /** As the server has them on the JDK that runs the test. */
        SERVER(Duration.ZERO);

        private final Duration keepAlive;

        Kind(Duration keepAlive) {
            this.keepAlive = keepAlive;
        }
    }

    @AfterEach
    void shutDown() {
        release.countDown();
        pools.forEach(HandlerPool::shutdownNow);
        pools.forEach(pool -> await().until(() -> pool.threads() == 0));
    }

    @Test
    void aThreadThatNeverArrivesIsReplaced() {
        AtomicInteger started = new AtomicInteger();
        HandlerPool pool = new HandlerPool(10, Duration.ZERO, task -> {
            if (started.getAndIncrement() > 0) {
                new Thread(task).start();
            } // else it is lost, as JDK 25 loses a virtual thread that nothing carries
        });
        submit(pool, done::incrementAndGet);
        await().until(() -> {
            pool.signal(); // as every read does, and once a second the watch
            return done.get() == 1;
        });
        submit(pool, done::incrementAndGet, done::incrementAndGet);
        await().until(() -> done.get() == 3);
    }

    @ParameterizedTest
    @EnumSource(Throwing.class)
    void callsRunAfterAThreadThatCouldNotBeStarted(Throwing kind) {
        AtomicInteger started = new AtomicInteger();
        HandlerPool pool = new HandlerPool(10, Duration.ZERO, task -> {
            if (started.getAndIncrement() == 0) {
                kind.raise();
            }
            new Thread(task).start();
        });
        pools.add(pool);
        submit(pool, done::incrementAndGet);
        assertThat(pool.threads()).isZero();
        pool.signal();
        await().until(() -> done.get() == 1);
    }

    @ParameterizedTest
    @EnumSource
    void aBlockedCallDelaysNoOther(Kind kind) {
        HandlerPool pool = pool(kind);
        submit(pool, this::block, done::incrementAndGet, this::block, done::incrementAndGet, done::incrementAndGet);
        await().until(() -> done.get() == 3);
    }

    @Test
    void callsBeyondTheThreadsWaitForOne() {
        HandlerPool pool = pool(Kind.PATIENT);
        CountDownLatch first = new CountDownLatch(1);
        submit(pool, () -> block(first), this::block, this::block, done::incrementAndGet);
        await().until(() -> pool.threads() == MAX_THREADS);
        assertThat(done).hasValue(0);
        first.countDown();
        await().until(() -> done.get() == 1);
    }

    @ParameterizedTest
    @EnumSource
    void noCallIsLostAmongManyProducers(Kind kind) throws Exception {
        HandlerPool pool = pool(kind);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        produce(() -> submit(pool, () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            running.decrementAndGet();
            done.incrementAndGet();
        }));
        await().until(() -> done.get() == PRODUCERS * PER_PRODUCER);
        assertThat(kind == Kind.SERVER ? 1 : most.get()).isBetween(1, MAX_THREADS);
    }

    @ParameterizedTest
    @EnumSource
    void noActionIsLostAmongManyProducers(Kind kind) throws Exception {
        HandlerPool pool = pool(kind);
        produce(() -> submit(pool, new Runnable() {
            @Override
            public void run() {
                pool.afterCall(this, done::incrementAndGet);
            }
        }));
        await().until(() -> done.get() == PRODUCERS * PER_PRODUCER);
    }

    @ParameterizedTest
    @EnumSource
    void anActionDoesNotWaitForTheCallsBehind(Kind kind) {
        HandlerPool pool = pool(kind);
        for (int i = 1; i <= MAX_THREADS - 1; i++) {
            int expected = i;
            submit(
                    pool,
                    new Runnable() {
                        @Override
                        public void run() {
                            pool.afterCall(this, done::incrementAndGet);
                        }
                    },
                    this::block);
            await().until(() -> done.get() == expected);
        }
    }

    @Test
    void aCallIsRunThatComesWhenTheOnlyThreadHasFoundNoneAndIsNotIdleYet() {
        HandlerPool pool = pool(Kind.PATIENT, 1);
        submit(pool, new Runnable() {
            @Override
            public void run() {
                pool.afterCall(this, () -> submit(pool, done::incrementAndGet)); // performed in that moment
            }
        });
        await().until(() -> done.get() == 1);
    }

    /** One call at a time, brought sooner or later in the short life of the only thread; no other call mends a loss. */
    @Test
    void aCallIsRunThatComesWhileTheOnlyThreadEnds() {
        HandlerPool pool = pool(Kind.HASTY, 1);
        for (int i = 0; i < ONE_BY_ONE; i++) {
            int expected = i + 1;
            submit(pool, done::incrementAndGet);
            long start = System.nanoTime();
            while (done.get() < expected && System.nanoTime() - start < LOST_NANOS) {
                Thread.onSpinWait();
            }
            assertThat(done).as("calls run").hasValue(expected);
            for (int turns = i * 7 % 1_000; turns > 0; turns--) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void oneThreadAtATimeIsOnItsWay() {
        List<Runnable> sentOff = new ArrayList<>();
        HandlerPool pool = new HandlerPool(MAX_THREADS, Duration.ZERO, sentOff::add);
        submit(pool, done::incrementAndGet);
        submit(pool, done::incrementAndGet);
        assertThat(sentOff).hasSize(1);
        sentOff.get(0).run(); // sends off the next before it begins
        assertThat(sentOff).hasSize(2);
        assertThat(done).hasValue(2);
        sentOff.get(1).run();
        assertThat(sentOff).hasSize(2);
        assertThat(pool.threads()).isZero();
    }

    @Test
    void anActionForAnotherCallIsPerformedAtOnce() {
        HandlerPool pool = pool(Kind.PATIENT);
        submit(pool, () -> {
            pool.afterCall(() -> {}, done::incrementAndGet);
            block();
        });
        await().until(() -> done.get() == 1);
    }

    @Test
    void aCallThatThrowsHarmsNoOther() {
        HandlerPool pool = pool(Kind.PATIENT);
        submit(
                pool,
                () -> {
                    throw new IllegalStateException("as the test wants it");
                },
                done::incrementAndGet);
        await().until(() -> done.get() == 1);
    }

    @Test
    void anInterruptEndsWithItsCall() {
        HandlerPool pool = pool(Kind.PATIENT, 1);
        AtomicBoolean interrupted = new AtomicBoolean();
        submit(pool, () -> Thread.currentThread().interrupt(), () -> {
            interrupted.set(Thread.currentThread().isInterrupted());
            done.incrementAndGet();
        });
        await().until(() -> done.get() == 1);
        assertThat(interrupted).isFalse();
    }

    @Test
    void idleThreadsEndAndOthersFollow() {
        HandlerPool pool = pool(Kind.HASTY);
        for (int i = 1; i <= 3; i++) {
            int expected = i;
            submit(pool, done::incrementAndGet);
            await().until(() -> done.get() == expected && pool.threads() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shutdownInterruptsDropsAndEndsAllThreads(Kind kind) {
        HandlerPool pool = pool(kind);
        CountDownLatch blocked = new CountDownLatch(MAX_THREADS);
        Runnable call = () -> {
            blocked.countDown();
            block();
        };
        submit(pool, call, call, call);
        await().until(() -> blocked.getCount() == 0);
        pool.shutdownNow();
        await().until(() -> pool.threads() == 0);
        assertThat(release.getCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void callsAfterTheShutdownAreRejected(Kind kind) {
        HandlerPool pool = pool(kind);
        submit(pool, done::incrementAndGet);
        await().until(() -> done.get() == 1);
        pool.shutdownNow();
        assertThatThrownBy(() -> pool.submit(done::incrementAndGet)).isInstanceOf(RejectedExecutionException.class);
    }

    private HandlerPool pool(Kind kind) {
        return pool(kind, MAX_THREADS);
    }

    private HandlerPool pool(Kind kind, int threads) {
        HandlerPool pool =
                kind == Kind.SERVER ? HandlerThreads.pool(threads) : HandlerThreads.platform(threads, kind.keepAlive);
        pools.add(pool);
        return pool;
    }

    private static void submit(HandlerPool pool, Runnable... calls) {
        for (Runnable call : calls) {
            pool.submit(call);
        }
        pool.signal();
    }

    /** Runs an action many times in each of several threads, with pauses in which the pool becomes idle. */
    private static void produce(Runnable action) throws InterruptedException {
        Runnable producer = () -> IntStream.range(0, PER_PRODUCER).forEach(i -> {
            action.run();
            if (i % 8 == 0) {
                LockSupport.parkNanos(1);
            }
        });
        List<Thread> threads = IntStream.range(0, PRODUCERS)
                .mapToObj(i -> new Thread(producer))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void block() {
        block(release);
    }

    private static void block(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the pool was shut down
        }
    }
}
