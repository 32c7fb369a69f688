package io.minirpc.gochat.account;

import io.minirpc.gochat.api.GrantResult.Granted;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.User;
import io.minirpc.gochat.store.AccountStore;
import io.minirpc.gochat.store.AccountStore.Ban;
import io.minirpc.gochat.store.AccountStore.Refresh;
import io.minirpc.gochat.store.AccountStore.Refreshed;
import io.minirpc.gochat.store.AccountStore.StoredSession;
import io.minirpc.gochat.store.AccountStore.StoredUser;
import io.minirpc.gochat.store.StoreException;
import io.minirpc.gochat.store.StoreException.Kind;
import io.minirpc.gochat.token.TokenSigner;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Beginning and refreshing sessions, each with an access and a refresh token. Thread-safe. Methods block: call them on
 * threads of the store.
 */
final class Grants {
    static final int MAX_SESSIONS = 100;

    private final AccountStore store;
    private final LongSupplier ids;
    private final TokenSigner signer;
    private final RefreshTokens refreshTokens;
    private final Clock clock;

    Grants(AccountStore store, LongSupplier ids, AccountKeys keys, Clock clock) {
        this.store = store;
        this.ids = ids;
        this.signer = new TokenSigner(keys.issuer(), keys.accessKey(), clock);
        this.refreshTokens = new RefreshTokens(Base64.getDecoder().decode(keys.refreshKey()));
        this.clock = clock;
    }

    /** Adds a user and his first session. */
    Granted register(String name, String display, String passwordHash, String device) {
        long now = clock.millis();
        StoredUser user = new StoredUser(ids.getAsLong(), name, display, passwordHash, now, false);
        RefreshTokens.Token token = refreshTokens.first(ids.getAsLong());
        StoredSession session = session(user, token, device, now);
        try {
            store.register(user, session);
        } catch (StoreException e) {
            throw e.kind() == Kind.DUPLICATE_KEY ? nameTaken(name) : e;
        }
        return granted(user, token, session.expiresMs() - now);
    }

    static RefusedException nameTaken(String name) {
        return RefusedException.of(ErrorCode.NAME_TAKEN, "the name " + name + " is taken");
    }

    /**
     * Begins a session of a user whose password was verified; empty if it was changed since.
     *
     * @throws RefusedException if the user is banned
     */
    Optional<Granted> begin(StoredUser user, String device) {
        long now = clock.millis();
        RefreshTokens.Token token = refreshTokens.first(ids.getAsLong());
        StoredSession session = session(user, token, device, now);
        if (!store.begin(session, user.passwordHash(), MAX_SESSIONS)) {
            store.banOf(user.id()).ifPresent(Grants::refuse);
            return Optional.empty();
        }
        return Optional.of(granted(user, token, session.expiresMs() - now));
    }

    private static void refuse(Ban ban) {
        String reason = ban.reason() == null ? "" : ": " + ban.reason();
        throw RefusedException.of(ErrorCode.BANNED, "this account is banned" + reason);
    }

    static RefusedException wrongPassword() {
        return RefusedException.of(ErrorCode.WRONG_PASSWORD, "no user has this name and password");
    }

    Granted refresh(String text) {
        RefreshTokens.Token token = refreshTokens.read(text).orElseThrow(Grants::ended);
        long now = clock.millis();
        Refreshed refreshed = store.refresh(token.session(), now, session -> refreshTokens.decide(token, session, now))
                .orElseThrow(() -> ended(token.session()));
        if (refreshed.decision() instanceof Refresh.End) {
            throw ended();
        }
        long expiresMs = refreshed.decision() instanceof Refresh.Rotate rotate
                ? rotate.next().expiresMs()
                : refreshed.session().expiresMs();
        return granted(refreshed.user(), refreshTokens.successor(token), expiresMs - now);
    }

    /** Returns why the session of a token that was issued here is over. */
    private RefusedException ended(long session) {
        store.banOfSession(session).ifPresent(Grants::refuse);
        return ended();
    }

    private static RefusedException ended() {
        return RefusedException.of(ErrorCode.UNAUTHENTICATED, "the refresh token is not valid, or its session ended");
    }

    static User shown(StoredUser user) {
        return new User(Ids.text(user.id()), user.name(), user.display());
    }

    private static StoredSession session(StoredUser user, RefreshTokens.Token token, String device, long now) {
        return new StoredSession(
                token.session(),
                user.id(),
                device,
                token.counter(),
                RefreshTokens.hash(token),
                null,
                now,
                now,
                now + RefreshTokens.LIFETIME.toMillis());
    }

    private Granted granted(StoredUser user, RefreshTokens.Token token, long refreshExpiresInMs) {
        return new Granted(
                shown(user),
                token.session(),
                signer.sign(user.id(), token.session()),
                TokenSigner.LIFETIME.toMillis(),
                refreshTokens.text(token),
                refreshExpiresInMs,
                user.operator());
    }
}
