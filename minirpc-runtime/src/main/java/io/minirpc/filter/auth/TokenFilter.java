package io.minirpc.filter.auth;

import static io.minirpc.internal.Checks.positive;
import static java.util.Objects.requireNonNull;

import io.minirpc.CallContext;
import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.internal.Internals;
import io.minirpc.internal.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows a client's token to servers, in the metadata {@code authorization: Bearer <token>}, as
 * {@link AuthenticationFilter} asks for. A call that is UNAUTHENTICATED, and so did not run, is made once more where
 * there is another token by then. Metadata {@code authorization} that a call has already stays as it is. Without TLS
 * tokens travel as plain text.
 *
 * <pre>{@code
 * RpcClient.builder().filter(TokenFilter.of(() -> config.token()))…
 * RpcClient.builder().filter(TokenFilter.refreshing(() -> identity.fetchToken()
 *     .thenApply(t -> AccessToken.of(t.text(), t.validity()))))…
 * }</pre>
 *
 * Goes to {@code RpcClientBuilder.filter}. Thread-safe; one filter can serve many clients, which then share the token.
 */
public final class TokenFilter implements Filter {
    private final Supplier<CompletableFuture<@Nullable AccessToken>> tokens;
    private final @Nullable TokenCache cache;

    private TokenFilter(Supplier<CompletableFuture<@Nullable AccessToken>> tokens, @Nullable TokenCache cache) {
        this.tokens = tokens;
        this.cache = cache;
    }

    /**
     * Returns a filter that asks for the token with each call.
     *
     * @param token returns what {@link AccessToken#of(String)} takes, or null for none; thread-safe, must not block
     */
    public static TokenFilter of(Supplier<@Nullable String> token) {
        requireNonNull(token, "token");
        return new TokenFilter(
                () -> {
                    String text = token.get();
                    return CompletableFuture.completedFuture(text == null ? null : AccessToken.of(text));
                },
                null);
    }

    /** Returns a filter whose tokens are fetched when they are needed, with the default settings of {@link Builder}. */
    public static TokenFilter refreshing(Supplier<? extends CompletionStage<AccessToken>> source) {
        return builder(source).build();
    }

    /**
     * Returns a builder of filters that fetch tokens when they are needed.
     *
     * @param source starts to fetch a token; is called by one thread at a time, must not block nor call through this
     *     filter, which would wait for itself. Calls whose token cannot be had are UNAVAILABLE, or what an
     *     {@link RpcException} says, and wait no longer than their deadline.
     */
    public static Builder builder(Supplier<? extends CompletionStage<AccessToken>> source) {
        return new Builder(requireNonNull(source, "source"));
    }

    @Override
    public CompletionStage<Reply> filter(Invocation call, Invoker next) {
        return call.metadata().get(Bearer.AUTHORIZATION) != null
                ? next.invoke(call)
                : withToken(call, token -> attempt(call, next, token));
    }

    private CompletionStage<Reply> attempt(Invocation call, Invoker next, @Nullable AccessToken token) {
        if (token == null) {
            return next.invoke(call);
        }
        CompletionStage<Reply> reply = next.invoke(Bearer.with(call, token.text()));
        return reply.thenCompose(ended -> wasRefused(call, ended) ? again(call, next, token, ended) : reply);
    }

    /** Returns whether the call was refused for its token, and not by a handler that had a reason of its own. */
    private static boolean wasRefused(Invocation call, Reply reply) {
        return reply.code() == StatusCode.UNAUTHENTICATED
                && (reply.isNotExecuted() || call.method().isIdempotent());
    }

    private CompletionStage<Reply> again(Invocation call, Invoker next, AccessToken refused, Reply reply) {
        if (cache != null) {
            cache.refused(refused);
        }
        return withToken(
                call,
                other -> other == null || other.text().equals(refused.text())
                        ? CompletableFuture.completedFuture(reply)
                        : next.invoke(Bearer.with(call, other.text())));
    }

    /** Goes on as soon as there is a token, in the call's context, and fails the call if there is none in time. */
    private CompletionStage<Reply> withToken(Invocation call, Step step) {
        CompletableFuture<@Nullable AccessToken> token;
        try {
            token = tokens.get();
        } catch (Throwable thrown) {
            return failed(call, thrown);
        }
        if (token.isDone() && !token.isCompletedExceptionally()) {
            return step.with(token.join());
        }
        return Timers.limit(token.copy(), call.context().remainingNanos())
                .handle((got, failure) -> {
                    CallContext outer = Internals.get().attach(call.context());
                    try {
                        return failure == null ? step.with(got) : failed(call, failure);
                    } finally {
                        Internals.get().attach(outer);
                    }
                })
                .thenCompose(reply -> reply);
    }

    /** Says what kind of failure it was and not its text, which may quote secrets. */
    private static CompletionStage<Reply> failed(Invocation call, Throwable thrown) {
        Throwable failure = Reply.failed(call.method(), thrown).failure();
        if (failure instanceof TimeoutException) {
            return Reply.notExecuted(
                            StatusCode.DEADLINE_EXCEEDED,
                            call.method() + ": the deadline passed while a token was fetched")
                    .completed();
        }
        return Reply.notExecuted(
                        failure instanceof RpcException rpc ? rpc.code() : StatusCode.UNAVAILABLE,
                        call.method() + ": no token to call with, its source failed with "
                                + (failure == null
                                        ? "nothing"
                                        : failure.getClass().getName()))
                .completed();
    }

    /** What is done with a token. */
    @FunctionalInterface
    private interface Step {
        CompletionStage<Reply> with(@Nullable AccessToken token);
    }

    /** A builder of filters that fetch tokens. Not thread-safe. */
    public static final class Builder {
        private final Supplier<? extends CompletionStage<AccessToken>> source;
        private Duration refreshAhead = Duration.ofSeconds(30);
        private Duration fetchTimeout = Duration.ofSeconds(5);
        private LongSupplier nanoClock = System::nanoTime;

        private Builder(Supplier<? extends CompletionStage<AccessToken>> source) {
            this.source = source;
        }

        /**
         * Sets how long before a token's end the next one is fetched, while calls go on with the old: more than
         * nothing, 30 s by default; never more than half of what a token is good for.
         */
        public Builder refreshAhead(Duration time) {
            refreshAhead = positive("refreshAhead", time);
            return this;
        }

        /**
         * Sets the timeout of a fetch, which must be positive. After it, calls that wait for the fetch fail with
         * UNAVAILABLE, and the next call asks the source again. While the old token is valid, calls use it and the
         * source is asked again after a second. A token that arrives late is used unless there is a valid one. Default:
         * 5 s.
         */
        public Builder fetchTimeout(Duration time) {
            fetchTimeout = positive("fetchTimeout", time);
            return this;
        }

        Builder nanoClock(LongSupplier clock) {
            nanoClock = clock;
            return this;
        }

        /** Returns the filter. */
        @SuppressWarnings("NullAway") // a token that may be null is one that is not
        public TokenFilter build() {
            TokenCache cache = new TokenCache(source, refreshAhead, fetchTimeout, nanoClock);
            return new TokenFilter(() -> cache.get().thenApply(token -> token), cache);
        }
    }
}
