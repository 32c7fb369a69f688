package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.HttpBodies.Grant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The access tokens of a session, refreshed when the server refuses one. Thread-safe; several clients of one session
 * may share it.
 */
public final class SessionTokens implements AccessTokens {
    private final Accounts accounts;
    private final Consumer<Grant> renewed;
    private Grant grant;

    /**
     * The tokens of a session.
     *
     * @param renewed is told each new grant, whose refresh token replaces the one before; must not block for long
     */
    public SessionTokens(Accounts accounts, Grant grant, Consumer<Grant> renewed) {
        this.accounts = accounts;
        this.grant = grant;
        this.renewed = renewed;
    }

    @Override
    public CompletionStage<String> token(boolean refused) {
        Grant known = grant();
        String refreshToken = known.refreshToken();
        if (!refused || refreshToken == null) {
            return CompletableFuture.completedFuture(known.accessToken());
        }
        return accounts.refreshAsync(refreshToken).thenApply(this::take);
    }

    private String take(Grant fresh) {
        synchronized (this) {
            grant = fresh;
        }
        renewed.accept(fresh);
        return fresh.accessToken();
    }

    public synchronized Grant grant() {
        return grant;
    }
}
