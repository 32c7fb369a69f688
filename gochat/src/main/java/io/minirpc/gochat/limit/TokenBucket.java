package io.minirpc.gochat.limit;

/**
 * A token bucket: {@code burst} at once, {@code perSecond} in the long run. Not thread-safe.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Token_bucket">Token bucket</a>
 */
public final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Rate rate;
    private double tokens;
    private long atNanos;

    public TokenBucket(Rate rate, long nowNanos) {
        this.rate = rate;
        this.tokens = rate.burst();
        this.atNanos = nowNanos;
    }

    /**
     * Takes tokens if they are there.
     *
     * @param nowNanos a time of {@code System.nanoTime()}
     * @return 0 if they were taken, else the milliseconds until they will be there, at least 1
     */
    public long tryTake(int count, long nowNanos) {
        double earned = Math.max(0, nowNanos - atNanos) / NANOS_PER_SECOND * rate.perSecond();
        tokens = Math.min(rate.burst(), tokens + earned);
        atNanos = nowNanos;
        if (tokens >= count) {
            tokens -= count;
            return 0;
        }
        return (long) Math.ceil((count - tokens) / rate.perSecond() * 1_000);
    }
}
