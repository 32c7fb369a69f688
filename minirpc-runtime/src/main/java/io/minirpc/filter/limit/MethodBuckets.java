package io.minirpc.filter.limit;

import io.minirpc.Invocation;
import io.minirpc.MethodDescriptor;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A bucket for each method that has a rate. Thread-safe. */
final class MethodBuckets implements Buckets {
    private final Map<String, Rate> rates;
    private final @Nullable Rate otherwise;
    private final Map<String, Optional<TokenBucket>> buckets = new ConcurrentHashMap<>();

    /**
     * @param rates those of methods by full name, which come before what interfaces say
     * @param otherwise that of methods of which nobody says anything
     */
    MethodBuckets(Map<String, Rate> rates, @Nullable Rate otherwise) {
        this.rates = Map.copyOf(rates);
        this.otherwise = otherwise;
    }

    @Override
    public @Nullable TokenBucket of(Invocation call, long now) {
        MethodDescriptor<?, ?> method = call.method();
        Optional<TokenBucket> known = buckets.get(method.fullName());
        if (known == null) {
            known = buckets.computeIfAbsent(method.fullName(), name -> bucket(method));
        }
        return known.orElse(null);
    }

    private Optional<TokenBucket> bucket(MethodDescriptor<?, ?> method) {
        return Optional.ofNullable(rate(method)).map(rate -> new TokenBucket(rate, "for this method"));
    }

    private @Nullable Rate rate(MethodDescriptor<?, ?> method) {
        Rate set = rates.get(method.fullName());
        if (set != null) {
            return set;
        }
        RateLimitPolicy policy = method.policy(RateLimitPolicy.class);
        return policy == null ? otherwise : Rate.of(policy.perSecond(), policy.burst());
    }
}
