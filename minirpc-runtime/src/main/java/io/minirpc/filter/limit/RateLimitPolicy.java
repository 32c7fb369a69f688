package io.minirpc.filter.limit;

import io.minirpc.MethodPolicy;

/**
 * The rate limit of a method; see {@link RateLimitFilter}.
 *
 * @param perSecond calls a second in the long run, 0.001 to 10,000,000
 * @param burst calls at once after a pause, 1 to 1,000,000
 */
public record RateLimitPolicy(double perSecond, int burst) implements MethodPolicy {
    /** @throws IllegalArgumentException if a component is out of its range */
    public RateLimitPolicy {
        Rate.of(perSecond, burst);
    }

    /**
     * Returns a policy from calls a second and a burst, as the annotation has them.
     *
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public static RateLimitPolicy ofPerSecond(double calls, int burst) {
        return new RateLimitPolicy(calls, burst);
    }
}
