package io.minirpc.filter;

import static java.util.Objects.requireNonNull;

import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import io.minirpc.StatusCode;
import io.minirpc.internal.Checks;
import io.minirpc.internal.Internals;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers in the place of calls that failed: with a value that is made from the arguments and the failure, or with what
 * comes of another call. It does so for the methods it was told of, where they failed with UNAVAILABLE,
 * DEADLINE_EXCEEDED or RESOURCE_EXHAUSTED, unless other codes are set, and never for calls that were cancelled. Where
 * the fallback fails as well, the call fails as it did, and the fallback's failure is suppressed in it.
 *
 * <pre>{@code
 * RpcClient.builder()
 *     .filter(FallbackFilter.builder()
 *         .method(Prices.FIND, (product, failure) -> cache.get(product))
 *         .methodAsync(Users.FIND, (name, failure) -> replica.findAsync(name))
 *         .build())
 * }</pre>
 *
 * Its place is a client, outside of whatever tries again: it answers what all of these could not. A fallback runs in
 * the context of the call, so calls that it makes have what is left of the call's time. After a call that took all of
 * it, that is nothing: leave time by a {@link DeadlineFilter} inside of this one. Fallbacks must not block.
 * Thread-safe.
 */
public final class FallbackFilter implements Filter {
    private final Set<StatusCode> codes;
    private final Map<String, Fallback> ofMethods;

    private FallbackFilter(Builder builder) {
        codes = EnumSet.copyOf(builder.codes);
        ofMethods = Map.copyOf(builder.ofMethods);
    }

    /** Returns a builder of filters, at first without fallbacks. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CompletionStage<Reply> filter(Invocation call, Invoker next) {
        Fallback fallback = ofMethods.get(call.method().fullName());
        return fallback == null
                ? next.invoke(call)
                : next.invoke(call).thenCompose(reply -> handled(call, reply, fallback));
    }

    private CompletionStage<Reply> handled(Invocation call, Reply reply, Fallback fallback) {
        Throwable failure = reply.failure();
        if (failure == null || !codes.contains(reply.code()) || Internals.get().isCancelledEarly(call.context())) {
            return CompletableFuture.completedFuture(reply);
        }
        CompletionStage<?> stage;
        try {
            stage = requireNonNull(fallback.of(call, failure), "the fallback returned null (expected: a stage)");
        } catch (Throwable thrown) {
            return CompletableFuture.completedFuture(failed(reply, failure, thrown));
        }
        return stage.handle(
                (value, thrown) -> thrown == null ? reply.withValue(value) : failed(reply, failure, thrown));
    }

    private static Reply failed(Reply reply, Throwable failure, Throwable ofFallback) {
        Throwable cause = ofFallback instanceof CompletionException ? ofFallback.getCause() : null;
        Throwable thrown = cause == null ? ofFallback : cause;
        if (thrown != failure) { // a fallback may well throw what it was given
            failure.addSuppressed(thrown);
        }
        return reply;
    }

    /** The answer in place of a call that failed. */
    @FunctionalInterface
    private interface Fallback {
        @Nullable
        CompletionStage<?> of(Invocation call, Throwable failure);
    }

    /** A builder of filters. Of what is said twice of a method, the last holds. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Fallback> ofMethods = new HashMap<>();
        private Set<StatusCode> codes =
                EnumSet.of(StatusCode.UNAVAILABLE, StatusCode.DEADLINE_EXCEEDED, StatusCode.RESOURCE_EXHAUSTED);

        private Builder() {}

        /**
         * Sets for which failures there is a fallback; for UNAVAILABLE, DEADLINE_EXCEEDED and RESOURCE_EXHAUSTED by
         * default. Exceptions that a method declares are UNKNOWN.
         *
         * @throws IllegalArgumentException if one is OK or CANCELLED
         */
        public Builder codes(StatusCode first, StatusCode... others) {
            codes = Checks.failureCodes(first, others);
            return this;
        }

        /**
         * Adds the fallback of a method.
         *
         * @param fallback makes a value from the arguments and the failure
         */
        @SuppressWarnings({"unchecked", "NullAway"}) // filters keep to the type of the arguments, which may be null
        public <Q, R> Builder method(
                MethodDescriptor<Q, R> method, BiFunction<? super Q, ? super Throwable, ? extends R> fallback) {
            requireNonNull(fallback, "fallback");
            return add(method.fullName(), (call, failure) -> value(fallback.apply((Q) call.arguments(), failure)));
        }

        /**
         * Adds the fallback of a method, where the value is still to come, as that of another call.
         *
         * @param fallback makes a stage of a value from the arguments and the failure
         */
        @SuppressWarnings({"unchecked", "NullAway"}) // filters keep to the type of the arguments, which may be null
        public <Q, R> Builder methodAsync(
                MethodDescriptor<Q, R> method,
                BiFunction<? super Q, ? super Throwable, ? extends CompletionStage<? extends R>> fallback) {
            requireNonNull(fallback, "fallback");
            return add(method.fullName(), (call, failure) -> fallback.apply((Q) call.arguments(), failure));
        }

        /**
         * Adds the fallback of a method by its name.
         *
         * @param fullName service and method, such as {@code Arith.Add}
         * @param fallback makes a value, of the type that the method returns, from the call and the failure
         */
        public Builder method(
                String fullName,
                BiFunction<? super Invocation, ? super Throwable, ? extends @Nullable Object> fallback) {
            requireNonNull(fallback, "fallback");
            return add(fullName, (call, failure) -> value(fallback.apply(call, failure)));
        }

        /**
         * Adds the fallback of a method by its name, where the value is still to come.
         *
         * @param fullName service and method, such as {@code Arith.Add}
         * @param fallback makes a stage of a value, of the type that the method returns, from the call and the failure
         */
        public Builder methodAsync(
                String fullName,
                BiFunction<? super Invocation, ? super Throwable, ? extends CompletionStage<?>> fallback) {
            requireNonNull(fallback, "fallback");
            return add(fullName, fallback::apply);
        }

        /** Returns the filter. */
        public FallbackFilter build() {
            return new FallbackFilter(this);
        }

        private Builder add(String fullName, Fallback fallback) {
            ofMethods.put(Checks.methodName(fullName), fallback);
            return this;
        }

        private static CompletionStage<?> value(@Nullable Object value) {
            return CompletableFuture.completedFuture(value);
        }
    }
}
