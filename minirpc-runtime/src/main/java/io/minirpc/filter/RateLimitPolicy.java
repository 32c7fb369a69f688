package io.minirpc.filter;

import io.minirpc.MethodPolicy;
import io.minirpc.transport.SettingChecks;

/**
 * How many calls of a method may be made in which time. Immutable.
 *
 * @param perSecond how many calls a second in the long run; more than 0, may be a fraction
 * @param burst how many at once after a while without any, 1 or more
 */
public record RateLimitPolicy(double perSecond, int burst) implements MethodPolicy {
    /** @throws IllegalArgumentException if a component is out of its range */
    public RateLimitPolicy {
        if (!(perSecond > 0 && Double.isFinite(perSecond))) {
            throw new IllegalArgumentException("perSecond: " + perSecond + " (expected: a number above 0)");
        }
        SettingChecks.inRange("burst", burst, 1, Integer.MAX_VALUE);
    }
}
