package io.minirpc.client;

import java.util.concurrent.TimeUnit;

/** The wait of a thread for the end of a call. */
final class Waiting {
    /** The grace after the deadline for filters, executors and event loops to complete a call. */
    static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private Waiting() {}

    /**
     * Waits until a call is done, for a little longer than its deadline. If the process was suspended meanwhile, an
     * answer may have arrived unread, and the wait is extended.
     *
     * @param deadlineNanos when the call has to end, as a time of {@link System#nanoTime}
     */
    static End await(Waiter waiter, long deadlineNanos) {
        long end = deadlineNanos + PATIENCE_NANOS;
        while (!waiter.isDone()) {
            long patience = end - System.nanoTime();
            if (patience < -PATIENCE_NANOS) {
                patience = PATIENCE_NANOS;
                end = System.nanoTime() + patience;
            } else if (patience <= 0) {
                return End.LATE;
            }
            waiter.park(patience);
            if (Thread.currentThread().isInterrupted() && !waiter.isDone()) {
                return End.INTERRUPTED;
            }
        }
        return End.DONE;
    }

    /** The outcomes of a wait. */
    enum End {
        DONE,
        LATE,
        /** The thread was interrupted, and still is. */
        INTERRUPTED
    }

    /** A thread that waits for a call. */
    interface Waiter {
        boolean isDone();

        /** Waits for a time, or until the call is done or the thread is interrupted, which it stays. */
        void park(long nanos);
    }
}
