package io.minirpc.tests.resilience;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** Starts calls at a rate, whether or not those before have ended, as callers who know nothing of each other do. */
public final class OpenLoop {
    private OpenLoop() {}

    /** Calls the action with 0, 1, 2 and so on, each at its time. */
    public static void run(int perSecond, long count, LongConsumer action) {
        long start = System.nanoTime();
        for (long i = 0; i < count; i++) {
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            long wait;
            while ((wait = due - System.nanoTime()) > 0) {
                LockSupport.parkNanos(wait);
            }
            action.accept(i);
        }
    }
}
