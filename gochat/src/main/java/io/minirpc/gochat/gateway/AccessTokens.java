package io.minirpc.gochat.gateway;

import io.minirpc.gochat.api.AccountService;
import io.minirpc.gochat.api.TokenKeys;
import io.minirpc.gochat.token.AccessClaims;
import io.minirpc.gochat.token.TokenException;
import io.minirpc.gochat.token.TokenVerifier;
import io.netty.util.concurrent.EventExecutor;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies access tokens, with keys that the account service is asked for until it answers. Thread-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // failures are seen before
public final class AccessTokens {
    /** Whom a token belongs to. */
    public record Claims(long user, long session) {}

    /** Verifies a token; empty where it is not valid. */
    @FunctionalInterface
    public interface Verifier {
        Optional<Claims> verify(String token);
    }

    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);
    private static final long RETRY_MILLIS = 500;

    private final AccountService accounts;
    private final Function<TokenKeys, Verifier> verifiers;
    private final EventExecutor timer;
    private volatile @Nullable Verifier verifier;

    AccessTokens(AccountService accounts, Function<TokenKeys, Verifier> verifiers, EventExecutor timer) {
        this.accounts = accounts;
        this.verifiers = verifiers;
        this.timer = timer;
    }

    /** Returns what verifies the tokens that the account service signs. */
    static Verifier verifier(TokenKeys keys) {
        TokenVerifier verifier = TokenVerifier.of(keys.issuer(), keys.publicKey(), Clock.systemUTC());
        return token -> {
            try {
                AccessClaims claims = verifier.verify(token);
                return Optional.of(new Claims(claims.user(), claims.session()));
            } catch (TokenException e) {
                return Optional.empty();
            }
        };
    }

    /** Asks for the keys, again and again until they are there. */
    void start() {
        CompletionStage<TokenKeys> keys;
        try {
            keys = accounts.keys();
        } catch (RuntimeException e) {
            keys = CompletableFuture.failedStage(e);
        }
        keys.thenAccept(found -> verifier = verifiers.apply(found)).whenComplete((done, failure) -> {
            if (failure != null && !timer.isShuttingDown()) {
                LOG.warn("The account service gives no keys yet: {}", failure.toString());
                timer.schedule(this::start, RETRY_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    /** Returns whether tokens can be verified. */
    boolean isReady() {
        return verifier != null;
    }

    /** Verifies a token; empty where it is not valid, or cannot be verified yet. */
    Optional<Claims> verify(String token) {
        Verifier current = verifier;
        return current == null ? Optional.empty() : current.verify(token);
    }
}
