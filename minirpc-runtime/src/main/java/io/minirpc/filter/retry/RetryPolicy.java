package io.minirpc.filter.retry;

import io.minirpc.MethodPolicy;
import io.minirpc.internal.Checks;
import java.time.Duration;

/**
 * The number of attempts of failed calls of a method and the waits between them; see {@link RetryFilter}. Immutable.
 *
 * @param maxAttempts the most attempts of a call, the first one included; 1 to 10, where 1 turns retries off
 * @param initialBackoff the longest wait before the first retry; it doubles for each one that follows
 * @param maxBackoff the longest wait; not less than the first
 */
public record RetryPolicy(int maxAttempts, Duration initialBackoff, Duration maxBackoff) implements MethodPolicy {
    static final int MOST_ATTEMPTS = 10;

    /** @throws IllegalArgumentException if a component is out of its range */
    public RetryPolicy {
        Checks.inRange("maxAttempts", maxAttempts, 1, MOST_ATTEMPTS);
        Checks.positive("initialBackoff", initialBackoff);
        Checks.positive("maxBackoff", maxBackoff);
        if (maxBackoff.compareTo(initialBackoff) < 0) {
            throw new IllegalArgumentException(
                    "maxBackoff: " + maxBackoff + " (expected: not less than initialBackoff, " + initialBackoff + ")");
        }
    }

    /**
     * Returns a policy from milliseconds, as the annotation has them.
     *
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public static RetryPolicy ofMillis(int maxAttempts, long initialBackoffMillis, long maxBackoffMillis) {
        return new RetryPolicy(
                maxAttempts, Duration.ofMillis(initialBackoffMillis), Duration.ofMillis(maxBackoffMillis));
    }
}
