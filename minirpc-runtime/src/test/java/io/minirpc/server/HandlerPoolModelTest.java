package io.minirpc.server;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/** No call is left behind by threads that come to an end, however they and those who bring calls interleave. */
class HandlerPoolModelTest {
    private static final int INTERLEAVINGS = 300;

    @Test
    void aCallThatReliesOnAThreadUnderWayIsRunThoughThatHasFoundNothing() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, HandlerPoolModelTest::bringACallWhileAThreadFindsNothing);
    }

    private static void bringACallWhileAThreadFindsNothing() {
        Queue<Runnable> sentOff = new ConcurrentLinkedQueue<>();
        // Threads that do not stay: nobody looks after them, as is the case with virtual ones.
        HandlerPool pool = new HandlerPool(3, Duration.ZERO, sentOff::add);
        AtomicInteger done = new AtomicInteger();
        bring(pool, () -> bring(pool, done::incrementAndGet)); // the first thread runs both, so the second finds none
        sentOff.remove().run();
        Thread arriving = new Thread(sentOff.remove());
        Thread producer = new Thread(() -> bring(pool, done::incrementAndGet));
        arriving.start();
        producer.start();
        join(arriving);
        join(producer);
        for (Runnable next = sentOff.poll(); next != null; next = sentOff.poll()) {
            next.run();
        }
        check(done.get() == 2, "calls run: " + done.get() + " (expected: 2)");
        check(pool.threads() == 0, "a thread has not ended");
    }

    private static void bring(HandlerPool pool, Runnable call) {
        pool.submit(call);
        pool.signal();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void check(boolean good, String what) {
        if (!good) {
            throw new AssertionError(what);
        }
    }
}
