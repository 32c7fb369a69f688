package io.minirpc.filter.retry;

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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Retries failed calls: those that certainly did not run, and those of idempotent methods that failed temporarily. A
 * client filter. Filters added before it see one call, filters added after it see each attempt, and each attempt may go
 * to another server.
 *
 * <pre>{@code
 * RpcClient client = RpcClient.builder()
 *     .address("10.0.0.7", 7000)
 *     .filter(RetryFilter.create())
 *     .build();
 * }</pre>
 *
 * <p>A call is retried if
 *
 * <ul>
 *   <li>it certainly did not run ({@link Reply#isNotExecuted}) and failed with UNAVAILABLE or RESOURCE_EXHAUSTED, or
 *   <li>its method is idempotent and it failed with one of {@link Builder#codes}, or an attempt took longer than
 *       {@link Builder#attemptTimeout},
 * </ul>
 *
 * and attempts are left, the server does not say otherwise, the deadline is further away than the wait, the call is not
 * cancelled, and the {@link RetryBudget} has a retry. The policy is, in this order, that of {@code Builder.method}, of
 * {@code @Retry} on the interface, or of {@link Builder#policy}. A method that is not idempotent never runs twice,
 * whatever its policy.
 *
 * <p>The wait is drawn between nothing and a limit that doubles with each retry ("full jitter", Marc Brooker,
 * <i>Exponential Backoff and Jitter</i>, AWS 2015), so that callers who failed together do not come back together.
 * Where the server says how long to wait, by {@link io.minirpc.Metadata#RETRY_AFTER}, that counts instead.
 *
 * <p>The caller gets the reply of the last attempt; the failures of up to three before it are its suppressed ones. One
 * that fails for want of attempts or budget says by RETRY_AFTER that it should not be retried: a server whose handler
 * throws it on passes that on too, so retries don't multiply in a chain of calls. Thread-safe.
 */
public final class RetryFilter implements Filter {
    /** The key of the metadata that a retry carries: its number, 1 for the first. */
    public static final String ATTEMPT = "retry-attempt";

    private static final Set<StatusCode> NOT_EXECUTED =
            Set.copyOf(EnumSet.of(StatusCode.UNAVAILABLE, StatusCode.RESOURCE_EXHAUSTED));

    private final MethodPolicies<RetryPolicy> policies;
    private final Set<StatusCode> codes;
    private final RetryBudget budget;
    private final boolean isBudgetShared;
    private final @Nullable Duration attemptTimeout;
    private final long maxRetryAfterNanos;
    private final DoubleSupplier random;
    private final Pause.Source pauses;

    /** @param random returns numbers from 0 up to 1 */
    RetryFilter(Builder builder, DoubleSupplier random, Pause.Source pauses) {
        policies = new MethodPolicies<>(RetryPolicy.class, builder.policies, builder.policy);
        codes = EnumSet.copyOf(builder.codes);
        isBudgetShared = builder.budget != null;
        budget = builder.budget == null ? RetryBudget.create() : builder.budget;
        attemptTimeout = builder.attemptTimeout;
        maxRetryAfterNanos = builder.maxRetryAfter.toNanos();
        this.random = random;
        this.pauses = pauses;
    }

    /** Returns a filter with all settings at their defaults. */
    public static RetryFilter create() {
        return builder().build();
    }

    /** Returns a builder of filters. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CompletionStage<Reply> filter(Invocation call, Invoker next) {
        if (isBudgetShared) {
            return new RetriedCall(this, budget.countOnce(call), next).start();
        }
        budget.count();
        return new RetriedCall(this, call, next).start();
    }

    @Nullable
    Duration attemptTimeout() {
        return attemptTimeout;
    }

    RetryBudget budget() {
        return budget;
    }

    RetryPolicy policy(MethodDescriptor<?, ?> method) {
        return requireNonNull(policies.of(method)); // there is a default
    }

    /** Returns whether another attempt is allowed and may do better. */
    boolean isWorthRetrying(Invocation call, Invocation attempt, Reply reply) {
        boolean isIdempotent = call.method().isIdempotent();
        if (isTimeOfAttemptUp(call, attempt, reply)) {
            return isIdempotent || reply.isNotExecuted();
        }
        return (reply.isNotExecuted() && NOT_EXECUTED.contains(reply.code()))
                || (isIdempotent && codes.contains(reply.code()));
    }

    private static boolean isTimeOfAttemptUp(Invocation call, Invocation attempt, Reply reply) {
        return reply.code() == StatusCode.DEADLINE_EXCEEDED
                && attempt.context().remainingNanos() == 0
                && call.context().remainingNanos() > 0;
    }

    /** Returns how long to wait after some number of retries. */
    long waitNanos(RetryPolicy of, int retries, @Nullable PushBack pushBack) {
        if (pushBack != null) {
            return Math.min(pushBack.nanos(), maxRetryAfterNanos);
        }
        long doubled = of.initialBackoff().toNanos() << retries; // a year nine times doubled would be too much
        long limit = doubled >> retries == of.initialBackoff().toNanos() ? doubled : Long.MAX_VALUE;
        return (long)
                (random.getAsDouble() * (double) Math.min(limit, of.maxBackoff().toNanos()));
    }

    Pause pause(long nanos) {
        return pauses.start(nanos);
    }

    /** A builder of filters. Not thread-safe. */
    public static final class Builder {
        private final Map<String, RetryPolicy> policies = new HashMap<>();
        private Set<StatusCode> codes = EnumSet.of(StatusCode.UNAVAILABLE);
        private RetryPolicy policy = RetryPolicy.ofMillis(3, 50, 2_000);
        private @Nullable RetryBudget budget;
        private @Nullable Duration attemptTimeout;
        private Duration maxRetryAfter = Duration.ofSeconds(30);

        private Builder() {}

        /**
         * Sets what holds for methods of which nothing else is said; by default 3 attempts, with waits of up to 50 ms
         * that double up to 2 s.
         */
        public Builder policy(RetryPolicy policy) {
            this.policy = requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets the policy of a method, in place of its interface's. Calls of a method that is not idempotent are
         * retried only if they certainly did not run.
         */
        public Builder method(MethodDescriptor<?, ?> method, RetryPolicy policy) {
            return method(method.fullName(), policy);
        }

        /**
         * Sets the policy of a method by its name, in place of its interface's.
         *
         * @param fullName service and method, such as {@code Arith.Add}
         * @throws IllegalArgumentException if the name is not of that form
         */
        public Builder method(String fullName, RetryPolicy policy) {
            policies.put(Checks.methodName(fullName), requireNonNull(policy, "policy"));
            return this;
        }

        /**
         * Sets the failures after which calls of idempotent methods are retried although they may have run. Default:
         * UNAVAILABLE.
         *
         * @throws IllegalArgumentException if one is OK or CANCELLED
         */
        public Builder codes(StatusCode first, StatusCode... others) {
            codes = Checks.failureCodes(first, others);
            return this;
        }

        /** Sets what bounds all retries of the filter together; by default {@link RetryBudget#create}, its own. */
        public Builder budget(RetryBudget shared) {
            budget = requireNonNull(shared, "budget");
            return this;
        }

        /** Sets how long a single attempt may take, up to a year; by default as long as the call. */
        public Builder attemptTimeout(Duration timeout) {
            attemptTimeout = Checks.positive("attemptTimeout", timeout);
            return this;
        }

        /**
         * Sets the longest wait that a server may ask for, up to a year; by default 30 s. When it asks for more, the
         * call is made again after this time.
         */
        public Builder maxRetryAfter(Duration longest) {
            maxRetryAfter = Checks.positive("maxRetryAfter", longest);
            return this;
        }

        /** Returns the filter. */
        public RetryFilter build() {
            return new RetryFilter(this, () -> ThreadLocalRandom.current().nextDouble(), Pause::start);
        }
    }
}
