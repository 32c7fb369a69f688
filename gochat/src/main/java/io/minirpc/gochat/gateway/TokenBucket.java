package io.minirpc.gochat.gateway;

/** A rate with a burst. Starts full. Thread-safe. Times are those of {@code System.nanoTime}. */
final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perNano;
    private final double burst;
    private double tokens;
    private long at;

    TokenBucket(int perSecond, int burst, long now) {
        perNano = perSecond / NANOS_PER_SECOND;
        this.burst = burst;
        tokens = burst;
        at = now;
    }

    /** Takes a token. Returns 0, or the nanoseconds until there will be one. */
    synchronized long take(long now) {
        refill(now);
        if (tokens >= 1) {
            tokens--;
            return 0;
        }
        return (long) Math.ceil((1 - tokens) / perNano);
    }

    synchronized boolean isFull(long now) {
        refill(now);
        return tokens >= burst;
    }

    private void refill(long now) {
        if (now - at > 0) {
            tokens = Math.min(burst, tokens + (now - at) * perNano);
            at = now;
        }
    }
}
