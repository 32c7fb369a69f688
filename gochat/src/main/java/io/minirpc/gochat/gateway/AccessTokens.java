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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies access tokens, with keys that the account service is asked for until it answers. Thread-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // failures are seen before
final class AccessTokens {
    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);
    private static final long RETRY_MILLIS = 500;

    private final AccountService accounts;
    private final EventExecutor timer;
    private volatile @Nullable TokenVerifier verifier;

    AccessTokens(AccountService accounts, EventExecutor timer) {
        this.accounts = accounts;
        this.timer = timer;
    }

    /** Asks for the keys, again and again until they are there. */
    void start() {
        CompletionStage<TokenKeys> keys;
        try {
            keys = accounts.keys();
        } catch (RuntimeException e) {
            keys = CompletableFuture.failedStage(e);
        }
        keys.thenAccept(found -> verifier = TokenVerifier.of(found.issuer(), found.publicKey(), Clock.systemUTC()))
                .whenComplete((done, failure) -> {
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
    Optional<AccessClaims> verify(String token) {
        TokenVerifier current = verifier;
        if (current == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(current.verify(token));
        } catch (TokenException e) {
            Failures.ignore(e);
            return Optional.empty();
        }
    }
}
