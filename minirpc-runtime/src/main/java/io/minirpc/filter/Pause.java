package io.minirpc.filter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A time to wait, without a thread. One that is over before its time must be completed, not cancelled: before JDK 21
 * futures that end with an exception keep their timers.
 */
final class Pause extends CompletableFuture<Boolean> {
    /** Runs what comes afterwards: the JDK has one thread for all timers. */
    private static final Executor EXECUTOR = new CompletableFuture<Void>().defaultExecutor();

    /** Begins to wait, for nanoseconds. */
    interface Source {
        Pause start(long nanos);
    }

    /** Returns a pause that ends by itself. */
    static Pause start(long nanos) {
        return (Pause) new Pause().completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS); // which returns itself
    }

    /** Runs a task when the time is over; never when it ended before. */
    @SuppressWarnings("FutureReturnValueIgnored") // neither this nor an executor's execute fails
    void thenGoOn(Runnable task) {
        thenAccept(isOver -> {
            if (isOver) {
                EXECUTOR.execute(task);
            }
        });
    }

    /** Ends the pause before its time, and tells whether there was any left. */
    boolean end() {
        return complete(false);
    }
}
