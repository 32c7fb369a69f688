package io.minirpc.internal.transport;

import java.util.concurrent.TimeUnit;

/**
 * Distinguishes timers that are a little late, as always, from those that are late because the process was stopped or
 * its thread was blocked. Then data from peers may still be unread, and must not be taken for silence.
 */
public final class Lateness {
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int PART_OF_INTERVAL = 4;

    private Lateness() {}

    /**
     * Returns whether a timer is so late that the time until now does not count.
     *
     * @param lateNanos how late it is
     * @param intervalNanos its delay
     */
    public static boolean isStandstill(long lateNanos, long intervalNanos) {
        return lateNanos > Math.min(intervalNanos / PART_OF_INTERVAL, MAX_NANOS);
    }

    /** Returns a moment postponed by a time, but not beyond now. */
    public static long putOff(long moment, long nanos, long now) {
        return now - moment < nanos ? now : moment + nanos;
    }
}
