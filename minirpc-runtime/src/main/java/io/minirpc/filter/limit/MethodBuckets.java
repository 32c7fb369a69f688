package io.minirpc.filter.limit;

import io.minirpc.Invocation;
import io.minirpc.MethodDescriptor;
import io.minirpc.internal.MethodPolicies;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A bucket for each method that has a rate. Thread-safe. */
final class MethodBuckets implements Buckets {
    private final MethodPolicies<RateLimitPolicy> policies;
    private final Map<String, Optional<TokenBucket>> buckets = new ConcurrentHashMap<>();

    MethodBuckets(MethodPolicies<RateLimitPolicy> policies) {
        this.policies = policies;
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
        return Optional.ofNullable(policies.of(method))
                .map(policy -> new TokenBucket(Rate.of(policy.perSecond(), policy.burst()), "for this method"));
    }
}
