package io.minirpc.filter.auth;

import static java.util.Objects.requireNonNull;

import io.minirpc.MethodDescriptor;
import io.minirpc.StatusCode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds out by a token who calls, for {@link AuthenticationFilter}. Asked for each call, on the thread that is going to
 * run the method; thread-safe.
 */
@FunctionalInterface
public interface TokenVerifier {
    /**
     * Looks at a token.
     *
     * @param token the client's text as it came, a secret: it must not get into logs, messages and exceptions
     * @param method what is called, which may matter to what a token is good for
     * @return who calls, or null where the token is not accepted. A failure refuses the call too, and its text stays
     *     here: with the code of an {@link io.minirpc.RpcException}, such as {@link StatusCode#UNAVAILABLE} where
     *     nobody can be asked, otherwise as UNAUTHENTICATED.
     */
    CompletionStage<@Nullable Caller> verify(String token, MethodDescriptor<?, ?> method);

    /**
     * Returns one that knows at once.
     *
     * @param verifier returns who calls, or null; may throw as {@link #verify} may fail
     */
    static TokenVerifier of(Function<? super String, ? extends @Nullable Caller> verifier) {
        requireNonNull(verifier, "verifier");
        return (token, method) -> CompletableFuture.completedFuture(verifier.apply(token));
    }

    /**
     * Returns one that accepts some tokens, and takes as long for wrong ones however much of them is right.
     *
     * @param callers who is known by each token
     */
    static TokenVerifier ofTokens(Map<String, Caller> callers) {
        return of(new FixedTokens(callers)::caller);
    }
}
