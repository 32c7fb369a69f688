package io.minirpc.filter.limit;

import static io.minirpc.internal.Checks.inRange;
import static java.util.Objects.requireNonNull;

import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import io.minirpc.StatusCode;
import io.minirpc.internal.Checks;
import io.minirpc.internal.MethodPolicies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many calls a second through, and so many at once after a pause: of all methods together, of each method, of
 * each caller, or all of these, which a call then has to pass one and all. What is too much fails at once with
 * RESOURCE_EXHAUSTED and says in {@link io.minirpc.Metadata#RETRY_AFTER} when to come again.
 *
 * <pre>{@code
 * RpcServer.builder()
 *     .filter(RateLimitFilter.builder()
 *         .limit(5_000, 500)
 *         .method(MailMethods.SEND, 10, 2)
 *         .keyedBy(call -> call.metadata().get("user"), 50, 100)
 *         .build())
 * }</pre>
 *
 * Its place is a server, outside of what costs more than it does; a client that knows what it is allowed may have one
 * too. Methods may have a rate of their own in the interface, a {@link RateLimitPolicy}, which the filter keeps to
 * without being told. Only so many callers are told apart at a time: keys come from outside, and memory has to stay
 * bounded. When there are too many, new ones share a bucket, as do calls without a key and those whose key is longer
 * than 256 characters. Callers whose bucket is full again are forgotten.
 *
 * <p>Buckets are of the generic cell rate algorithm (ITU-T I.371), without locks, threads and timers. Thread-safe.
 */
public final class RateLimitFilter implements Filter {
    private final Buckets[] all;
    private final LongSupplier nanoClock;
    private final long origin;

    private RateLimitFilter(Builder builder, LongSupplier nanoClock) {
        this.all = builder.buckets().toArray(new Buckets[0]);
        this.nanoClock = nanoClock;
        origin = nanoClock.getAsLong();
    }

    /**
     * Returns a filter that limits all calls together, and those methods whose interface says so.
     *
     * @param perSecond calls a second in the long run, 0.001 to 10,000,000
     * @param burst calls at once after a pause, 1 to 1,000,000
     */
    public static RateLimitFilter of(double perSecond, int burst) {
        return builder().limit(perSecond, burst).build();
    }

    /** Returns a builder of filters, at first with the limits of interfaces only. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CompletionStage<Reply> filter(Invocation call, Invoker next) {
        CompletionStage<Reply> refusal = refusal(0, call, now());
        return refusal == null ? next.invoke(call) : refusal;
    }

    /** Takes a permit from each bucket from one on, or from none, which returns why. */
    private @Nullable CompletionStage<Reply> refusal(int index, Invocation call, long now) {
        if (index == all.length) {
            return null;
        }
        TokenBucket bucket = all[index].of(call, now);
        if (bucket == null) {
            return refusal(index + 1, call, now);
        }
        long permit = bucket.take(now);
        if (permit == TokenBucket.FORGOTTEN) {
            return refusal(index, call, now);
        }
        if (permit > 0) {
            return refused(call, bucket, permit);
        }
        CompletionStage<Reply> refusal = refusal(index + 1, call, now);
        if (refusal != null) {
            bucket.giveBack(permit, now());
        }
        return refusal;
    }

    private static CompletionStage<Reply> refused(Invocation call, TokenBucket bucket, long wait) {
        return Reply.notExecuted(
                        StatusCode.RESOURCE_EXHAUSTED,
                        call.method() + ": over the rate limit of " + bucket,
                        Duration.ofNanos(wait))
                .completed();
    }

    private long now() {
        return nanoClock.getAsLong() - origin;
    }

    /**
     * Collects settings. Rates are 0.001 to 10,000,000 calls a second, bursts 1 to 1,000,000 calls. Not thread-safe.
     */
    public static final class Builder {
        private @Nullable Rate together;
        private @Nullable RateLimitPolicy perMethod;
        private final Map<String, RateLimitPolicy> ofMethods = new HashMap<>();
        private @Nullable Rate perKey;
        private @Nullable Function<? super Invocation, ? extends @Nullable String> key;
        private int maxKeys = 10_000;

        private Builder() {}

        /** Limits all calls together; no limit by default. */
        public Builder limit(double perSecond, int burst) {
            together = Rate.of(perSecond, burst);
            return this;
        }

        /**
         * Limits each method for itself that has no limit of its own, here or in its interface; no limit by default.
         */
        public Builder perMethod(double perSecond, int burst) {
            perMethod = new RateLimitPolicy(perSecond, burst);
            return this;
        }

        /** Limits a method, in place of its interface's limit. */
        public Builder method(MethodDescriptor<?, ?> method, double perSecond, int burst) {
            return method(method.fullName(), perSecond, burst);
        }

        /**
         * Limits a method by its name, in place of its interface's limit.
         *
         * @param fullName service and method, such as {@code Arith.Add}
         * @throws IllegalArgumentException if the name is not of that form
         */
        public Builder method(String fullName, double perSecond, int burst) {
            ofMethods.put(Checks.methodName(fullName), new RateLimitPolicy(perSecond, burst));
            return this;
        }

        /**
         * Limits each caller for itself; no limit by default.
         *
         * @param key tells callers apart: a user, an address; null for those that share a bucket. Called for each call,
         *     from many threads; must not block.
         */
        public Builder keyedBy(
                Function<? super Invocation, ? extends @Nullable String> key, double perSecond, int burst) {
            this.key = requireNonNull(key, "key");
            perKey = Rate.of(perSecond, burst);
            return this;
        }

        /** Sets how many callers are told apart at a time, 1 to 10,000,000; 10,000 by default. */
        public Builder maxKeys(int keys) {
            maxKeys = inRange("maxKeys", keys, 1, 10_000_000);
            return this;
        }

        /** Returns the filter. */
        public RateLimitFilter build() {
            return build(System::nanoTime);
        }

        RateLimitFilter build(LongSupplier nanoClock) {
            return new RateLimitFilter(this, nanoClock);
        }

        /** Returns the buckets, those first that hold one caller back and not all. */
        private List<Buckets> buckets() {
            List<Buckets> buckets = new ArrayList<>();
            if (key != null && perKey != null) {
                buckets.add(new KeyedBuckets(key, perKey, maxKeys));
            }
            buckets.add(new MethodBuckets(new MethodPolicies<>(RateLimitPolicy.class, ofMethods, perMethod)));
            if (together != null) {
                TokenBucket only = new TokenBucket(together, "for all calls together");
                buckets.add((call, now) -> only);
            }
            return buckets;
        }
    }
}
