package io.minirpc.filter.auth;

import static java.util.Objects.requireNonNull;

import io.minirpc.CallContext;
import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.internal.Internals;
import io.minirpc.internal.ThrottledLog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Lets a server's calls through that bring a token it accepts, in the metadata {@code authorization: Bearer <token>};
 * clients send it by a {@link TokenFilter}. Calls without are UNAUTHENTICATED and do not run; those whose caller may
 * not make them are PERMISSION_DENIED. Handlers find out who calls by {@link Caller#current}. No message, log or text
 * form has the token; without TLS it can be read on its way all the same.
 *
 * <pre>{@code
 * RpcServer.builder()
 *     .filter(AuthenticationFilter.builder(TokenVerifier.of(tokens::callerOf))
 *         .except(method -> method.service().equals("Health"))
 *         .authorize((caller, method) -> caller.hasRole(method.service()))
 *         .build())…
 * }</pre>
 *
 * Goes to {@code RpcServerBuilder.filter}, outside of all that costs something: every call asks for its own token,
 * other than {@code RpcServerBuilder.authenticator}, which asks once for each connection. Thread-safe.
 */
public final class AuthenticationFilter implements Filter {
    private static final ThrottledLog LOG = new ThrottledLog(LoggerFactory.getLogger(AuthenticationFilter.class));

    private final TokenVerifier verifier;
    private final BiPredicate<? super Caller, ? super MethodDescriptor<?, ?>> authorized;
    private final Predicate<? super MethodDescriptor<?, ?>> exempt;
    private final @Nullable Executor executor;

    private AuthenticationFilter(Builder settings) {
        verifier = settings.verifier;
        authorized = settings.authorized;
        exempt = settings.exempt;
        executor = settings.executor;
    }

    /** Returns a filter that lets every caller in whose token is accepted. */
    public static AuthenticationFilter create(TokenVerifier verifier) {
        return builder(verifier).build();
    }

    /** Returns a builder of filters that verify tokens. */
    public static Builder builder(TokenVerifier verifier) {
        return new Builder(requireNonNull(verifier, "verifier"));
    }

    @Override
    public CompletionStage<Reply> filter(Invocation call, Invoker next) {
        if (exempt.test(call.method())) {
            return next.invoke(call);
        }
        String token = Bearer.tokenOf(call);
        if (token == null) {
            return Reply.notExecuted(
                            StatusCode.UNAUTHENTICATED,
                            call.method()
                                    + " asks for a token, and the call has none (remedy: a TokenFilter in the client,"
                                    + " which sends it as \"authorization: Bearer …\")")
                    .completed();
        }
        CompletableFuture<@Nullable Caller> caller = verify(token, call.method());
        if (caller.isDone()) {
            return goOn(call, next, caller);
        }
        CompletableFuture<CompletionStage<Reply>> asked = executor == null
                ? caller.handle((known, failure) -> inContext(call, next, caller))
                : caller.handleAsync((known, failure) -> inContext(call, next, caller), executor);
        return asked.thenCompose(reply -> reply);
    }

    @SuppressWarnings("ConstantValue") // whoever writes verifiers may not know
    private CompletableFuture<@Nullable Caller> verify(String token, MethodDescriptor<?, ?> method) {
        try {
            CompletionStage<@Nullable Caller> stage = verifier.verify(token, method);
            return stage == null ? CompletableFuture.completedFuture(null) : stage.toCompletableFuture();
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    private CompletionStage<Reply> inContext(Invocation call, Invoker next, CompletableFuture<@Nullable Caller> done) {
        CallContext outer = Internals.get().attach(call.context());
        try {
            return goOn(call, next, done);
        } finally {
            Internals.get().attach(outer);
        }
    }

    private CompletionStage<Reply> goOn(Invocation call, Invoker next, CompletableFuture<@Nullable Caller> done) {
        Caller caller;
        try {
            caller = done.join();
        } catch (Throwable failed) {
            return failed(call, failed);
        }
        if (caller == null) {
            return refused(call, StatusCode.UNAUTHENTICATED);
        }
        if (!authorized.test(caller, call.method())) {
            return Reply.notExecuted(
                            StatusCode.PERMISSION_DENIED, "caller " + caller.name() + " may not call " + call.method())
                    .completed();
        }
        return next.invoke(call.withContext(call.context().with(Caller.KEY, caller)));
    }

    private static CompletionStage<Reply> failed(Invocation call, Throwable thrown) {
        Throwable failure = Reply.failed(call.method(), thrown).failure();
        LOG.info("the token of a {} could not be verified: {}", call, failure == null ? "" : failure.getClass());
        return refused(call, failure instanceof RpcException rpc ? rpc.code() : StatusCode.UNAUTHENTICATED);
    }

    /** Says nothing of why: an exception's text may quote the token. */
    private static CompletionStage<Reply> refused(Invocation call, StatusCode code) {
        return Reply.notExecuted(
                        code,
                        code == StatusCode.UNAUTHENTICATED
                                ? call.method() + ": the call's token is not accepted"
                                : call.method() + ": the call's token could not be verified")
                .completed();
    }

    /** A builder of filters. Not thread-safe. */
    public static final class Builder {
        private final TokenVerifier verifier;
        private BiPredicate<? super Caller, ? super MethodDescriptor<?, ?>> authorized = (caller, method) -> true;
        private Predicate<? super MethodDescriptor<?, ?>> exempt = method -> false;
        private @Nullable Executor executor;

        private Builder(TokenVerifier verifier) {
            this.verifier = verifier;
        }

        /**
         * Sets who may call what, of those that are known; everybody everything by default. Others are
         * PERMISSION_DENIED.
         */
        public Builder authorize(BiPredicate<? super Caller, ? super MethodDescriptor<?, ?>> authorized) {
            this.authorized = requireNonNull(authorized, "authorized");
            return this;
        }

        /** Sets which methods may be called without a token; none by default. Their tokens are not looked at. */
        public Builder except(Predicate<? super MethodDescriptor<?, ?>> methods) {
            exempt = requireNonNull(methods, "methods");
            return this;
        }

        /**
         * Sets what runs the methods of calls whose token could not be verified at once. By default that is the thread
         * that completes the verifier's stage: where it is an event loop, handlers must not block.
         */
        public Builder executor(Executor executor) {
            this.executor = requireNonNull(executor, "executor");
            return this;
        }

        /** Returns the filter. */
        public AuthenticationFilter build() {
            return new AuthenticationFilter(this);
        }
    }
}
