package io.minirpc.gochat.limit;

/**
 * A rate.
 *
 * @param burst how many at once, at least 1
 * @param perSecond how many in the long run, above 0
 */
public record Rate(int burst, double perSecond) {
    public Rate {
        if (burst < 1) {
            throw new IllegalArgumentException("burst: " + burst + " (expected: >= 1)");
        }
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("perSecond: " + perSecond + " (expected: > 0)");
        }
    }
}
