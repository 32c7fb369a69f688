package io.minirpc.transport;

import java.util.concurrent.TimeUnit;

/**
 * Tells timers that come a little late, as they always do, from those that come after the process was stopped or its
 * thread was blocked: then what peers have sent meanwhile may still be unread, and they must not be judged by it.
 */
public final class Lateness {
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int PART_OF_INTERVAL = 4;

    private Lateness() {}

    /**
     * Returns whether a timer comes so late that the time until now does not count.
     *
     * @param lateNanos how late it comes
     * @param intervalNanos what it was set to
     */
    public static boolean isStandstill(long lateNanos, long intervalNanos) {
        return lateNanos > Math.min(intervalNanos / PART_OF_INTERVAL, MAX_NANOS);
    }

    /** Returns a moment put off by a time, but not beyond now. */
    public static long putOff(long moment, long nanos, long now) {
        return now - moment < nanos ? now : moment + nanos;
    }
}
