package io.minirpc.gochat.limit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A token bucket for each key, as for each address. Thread-safe. Of more than {@code maxKeys} keys the one that was
 * used least recently is forgotten, which means a full bucket.
 */
public final class RateLimiter {
    private final Rate rate;
    private final LongSupplier nanoTime;
    private final Map<String, TokenBucket> buckets;

    public RateLimiter(Rate rate, int maxKeys, LongSupplier nanoTime) {
        this.rate = rate;
        this.nanoTime = nanoTime;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
                return size() > maxKeys;
            }
        };
    }

    /** Takes a token of a key; returns 0 if there was one, else the milliseconds until there will be, at least 1. */
    public long tryTake(String key) {
        long now = nanoTime.getAsLong();
        synchronized (buckets) {
            return buckets.computeIfAbsent(key, absent -> new TokenBucket(rate, now))
                    .tryTake(1, now);
        }
    }

    int keys() {
        synchronized (buckets) {
            return buckets.size();
        }
    }
}
