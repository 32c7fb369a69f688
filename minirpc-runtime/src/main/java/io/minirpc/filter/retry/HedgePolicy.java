package io.minirpc.filter.retry;

import io.minirpc.MethodPolicy;
import io.minirpc.internal.Checks;
import java.time.Duration;

/**
 * When calls of a method that are slow to answer are sent a second time; see {@link HedgingFilter}. Immutable.
 *
 * @param delay how long an attempt may take before there is another one
 * @param maxAttempts how often a call is made at most, the first time included; 1 to 10, where 1 is without hedging
 */
public record HedgePolicy(Duration delay, int maxAttempts) implements MethodPolicy {
    /** @throws IllegalArgumentException if a component is out of its range */
    public HedgePolicy {
        Checks.positive("delay", delay);
        Checks.inRange("maxAttempts", maxAttempts, 1, RetryPolicy.MOST_ATTEMPTS);
    }

    /**
     * Returns a policy from milliseconds, as the annotation has them.
     *
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public static HedgePolicy ofMillis(long delayMillis, int maxAttempts) {
        return new HedgePolicy(Duration.ofMillis(delayMillis), maxAttempts);
    }
}
