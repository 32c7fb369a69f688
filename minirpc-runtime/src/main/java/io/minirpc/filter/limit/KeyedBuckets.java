package io.minirpc.filter.limit;

import io.minirpc.Invocation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bucket for each caller, as long as it is not full. Keys come from outside, so there is a bound: when it is reached,
 * callers that are not known yet share a bucket. Were those forgotten instead that have been known the longest,
 * somebody who makes keys up would be held by no limit at all. Thread-safe.
 */
final class KeyedBuckets implements Buckets {
    static final int MAX_KEY_LENGTH = 256; // so that a bound on keys is one on memory

    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Function<? super Invocation, ? extends @Nullable String> key;
    private final Rate rate;
    private final int maxKeys;
    private final TokenBucket shared;
    private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong nextSweep = new AtomicLong(SWEEP_NANOS);

    KeyedBuckets(Function<? super Invocation, ? extends @Nullable String> key, Rate rate, int maxKeys) {
        this.key = key;
        this.rate = rate;
        this.maxKeys = maxKeys;
        shared = new TokenBucket(rate, "for callers that are not told apart");
    }

    @Override
    public TokenBucket of(Invocation call, long now) {
        String caller = key.apply(call);
        if (caller == null || caller.length() > MAX_KEY_LENGTH) {
            return shared;
        }
        TokenBucket known = buckets.get(caller);
        if (known != null && known.isForgotten()) {
            remove(caller, known); // rather than wait for the thread that is about to
            known = null;
        }
        return known == null ? add(caller, now) : known;
    }

    private TokenBucket add(String caller, long now) {
        sweep(now);
        if (size.incrementAndGet() > maxKeys) {
            size.decrementAndGet();
            return shared;
        }
        TokenBucket added = new TokenBucket(rate, "for each caller");
        TokenBucket other = buckets.putIfAbsent(caller, added);
        if (other != null) {
            size.decrementAndGet();
            return other;
        }
        return added;
    }

    /** Forgets buckets that are full, which are like new ones; looks through all of them, so not too often. */
    private void sweep(long now) {
        long due = nextSweep.get();
        if (now < due || !nextSweep.compareAndSet(due, now + SWEEP_NANOS)) {
            return;
        }
        buckets.forEach((caller, bucket) -> {
            if (bucket.forget(now)) {
                remove(caller, bucket);
            }
        });
    }

    private void remove(String caller, TokenBucket bucket) {
        if (buckets.remove(caller, bucket)) {
            size.decrementAndGet();
        }
    }

    int size() {
        return size.get();
    }
}
