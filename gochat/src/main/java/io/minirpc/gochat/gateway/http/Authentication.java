package io.minirpc.gochat.gateway.http;

import io.minirpc.gochat.api.AccountService;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.token.AccessClaims;
import io.minirpc.gochat.token.TokenException;
import io.minirpc.gochat.token.TokenVerifier;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Finds out who sent a request: by a valid access token of a session that is alive. Thread-safe. */
final class Authentication {
    private final AccountService accounts;
    private final Clock clock;
    private volatile @Nullable TokenVerifier verifier; // null until the service told its keys

    Authentication(AccountService accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Returns whose session it is; fails with {@code UNAUTHENTICATED} if it is nobody's. */
    CompletionStage<AccessClaims> of(HttpCall call) {
        String token = call.bearer().orElseThrow(() -> unauthenticated("no access token (expected: Bearer TOKEN)"));
        return verifier()
                .thenApply(keys -> verified(keys, token))
                .thenCompose(claims -> accounts.alive(claims.user(), claims.session())
                        .thenApply(alive -> {
                            if (!alive) {
                                throw unauthenticated("the session has ended");
                            }
                            return claims;
                        }));
    }

    private CompletionStage<TokenVerifier> verifier() {
        TokenVerifier known = verifier;
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        return accounts.keys().thenApply(keys -> {
            TokenVerifier created = TokenVerifier.of(keys.issuer(), keys.publicKey(), clock);
            verifier = created;
            return created;
        });
    }

    private static AccessClaims verified(TokenVerifier verifier, String token) {
        try {
            return verifier.verify(token);
        } catch (TokenException e) {
            throw unauthenticated("the access token is not valid, or has expired");
        }
    }

    private static HttpFailure unauthenticated(String text) {
        return HttpFailure.of(ErrorCode.UNAUTHENTICATED, text);
    }
}
