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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes calls that are slow to answer once more, beside the first attempt, and takes the first good reply: one slow
 * server of many then costs little of the tail. The other attempts are cancelled, at their servers too. A client
 * filter; each attempt may go to another server. Where there is a {@link RetryFilter} as well, that comes first.
 *
 * <pre>{@code
 * RpcClient client = RpcClient.builder()
 *     .registry(registry)
 *     .filter(RetryFilter.builder().budget(budget).build())
 *     .filter(HedgingFilter.builder().budget(budget).build())
 *     .build();
 * }</pre>
 *
 * <p>Only calls of idempotent methods are hedged. After which time and how often is said, in this order, by
 * {@link Builder#method}, by {@code @Hedge} on the interface, and by {@link Builder#policy}; without any of them a
 * method is not hedged. Each attempt after the first takes a retry from the {@link RetryBudget}; when that is empty,
 * there is none.
 *
 * <p>A failure ends the call at once, except UNAVAILABLE and RESOURCE_EXHAUSTED while another attempt is on its way.
 * When none is left, the call fails, though there may be attempts that were not made: to make failed calls again is
 * what {@code RetryFilter} is for. A server that fails with {@link io.minirpc.Metadata#RETRY_AFTER} has the next
 * attempt wait so long, or not be made at all. Thread-safe. After Dean and Barroso, <i>The Tail at Scale</i>,
 * Communications of the ACM 56 (2013).
 */
public final class HedgingFilter implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(HedgingFilter.class);
    private static final Set<StatusCode> PASSING = Set.of(StatusCode.UNAVAILABLE, StatusCode.RESOURCE_EXHAUSTED);

    private final MethodPolicies<HedgePolicy> policies;
    private final RetryBudget budget;
    private final boolean isBudgetShared;
    private final Pause.Source pauses;

    /** The methods that have a policy of their own here, no idempotence, and a line in the log. */
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    HedgingFilter(Builder builder, Pause.Source pauses) {
        policies = new MethodPolicies<>(HedgePolicy.class, builder.policies, builder.policy);
        isBudgetShared = builder.budget != null;
        budget = builder.budget == null ? RetryBudget.create() : builder.budget;
        this.pauses = pauses;
    }

    /** Returns a filter that hedges the methods whose interfaces say so. */
    public static HedgingFilter create() {
        return builder().build();
    }

    /** Returns a builder of filters. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CompletionStage<Reply> filter(Invocation call, Invoker next) {
        HedgePolicy forIt = policy(call.method());
        if (forIt == null || forIt.maxAttempts() == 1) {
            return next.invoke(call);
        }
        if (isBudgetShared) {
            return new HedgedCall(this, forIt, budget.countOnce(call), next).start();
        }
        budget.count();
        return new HedgedCall(this, forIt, call, next).start();
    }

    private @Nullable HedgePolicy policy(MethodDescriptor<?, ?> method) {
        if (method.isIdempotent()) {
            return policies.of(method);
        }
        if (policies.isSet(method) && refused.add(method.fullName())) {
            LOG.warn(
                    "{} is not hedged, as it is not idempotent; put @Idempotent on it, or remove its HedgePolicy",
                    method);
        }
        return null;
    }

    RetryBudget budget() {
        return budget;
    }

    /** Returns whether another attempt may do better. */
    boolean isPassing(Reply reply) {
        return PASSING.contains(reply.code());
    }

    Pause pause(long nanos) {
        return pauses.start(nanos);
    }

    /** A builder of filters. Not thread-safe. */
    public static final class Builder {
        private final Map<String, HedgePolicy> policies = new HashMap<>();
        private @Nullable HedgePolicy policy;
        private @Nullable RetryBudget budget;

        private Builder() {}

        /** Sets what holds for idempotent methods of which nothing else is said; by default they are not hedged. */
        public Builder policy(HedgePolicy policy) {
            this.policy = requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets the policy of a method, in place of its interface's.
         *
         * @throws IllegalArgumentException if the method is not idempotent
         */
        public Builder method(MethodDescriptor<?, ?> method, HedgePolicy policy) {
            if (!method.isIdempotent()) {
                throw new IllegalArgumentException("method: " + method + " (expected: one marked @Idempotent)");
            }
            return method(method.fullName(), policy);
        }

        /**
         * Sets the policy of a method by its name, in place of its interface's. A method that is not idempotent is not
         * hedged; the first call logs a warning.
         *
         * @param fullName service and method, such as {@code Arith.Add}
         * @throws IllegalArgumentException if the name is not of that form
         */
        public Builder method(String fullName, HedgePolicy policy) {
            policies.put(Checks.methodName(fullName), requireNonNull(policy, "policy"));
            return this;
        }

        /** Sets what bounds all hedges of the filter together; by default {@link RetryBudget#create}, its own. */
        public Builder budget(RetryBudget shared) {
            budget = requireNonNull(shared, "budget");
            return this;
        }

        /** Returns the filter. */
        public HedgingFilter build() {
            return new HedgingFilter(this, Pause::start);
        }
    }
}
