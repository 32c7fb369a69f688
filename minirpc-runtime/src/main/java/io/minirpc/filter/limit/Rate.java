package io.minirpc.filter.limit;

import static io.minirpc.internal.Checks.inRange;

import java.util.concurrent.TimeUnit;

/**
 * A rate and a burst in the words of virtual scheduling.
 *
 * @param intervalNanos how long one permit takes to come back
 * @param burstNanos how long an empty bucket takes to be full
 * @param text the rate, for people
 */
record Rate(long intervalNanos, long burstNanos, String text) {
    private static final double MIN_PER_SECOND = 0.001;
    private static final double MAX_PER_SECOND = 10_000_000; // a hundred nanoseconds each, so rounding costs 0.5 %

    /** Returns a rate; what is left of its interval after whole nanoseconds is lost. */
    static Rate of(double perSecond, int burst) {
        if (!(perSecond >= MIN_PER_SECOND && perSecond <= MAX_PER_SECOND)) {
            throw new IllegalArgumentException("perSecond: " + perSecond + " (expected: 0.001 to 10000000)");
        }
        inRange("burst", burst, 1, 1_000_000);
        long interval = Math.round(TimeUnit.SECONDS.toNanos(1) / perSecond);
        return new Rate(interval, interval * burst, perSecond + " calls a second, " + burst + " at once");
    }
}
