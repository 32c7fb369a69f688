package io.minirpc.gochat.account;

import io.minirpc.gochat.frame.DisplayNames;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.store.AccountStore;
import io.minirpc.gochat.store.AccountStore.Ban;
import io.minirpc.gochat.store.AccountStore.StoredSession;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.ModerationStore;
import io.minirpc.gochat.store.ModerationStore.Standing;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What whoever runs the site decides about users: who is an operator, who is banned, which sessions end. Thread-safe.
 * Methods block on the caller's thread, and may be repeated. Users are named in any spelling that leads to their
 * account; a name that is none, or nobody's, is refused.
 */
public final class Moderation {
    private static final int MAX_LISTED = 1_000;
    private static final int MAX_REASON = 200;

    private final AccountStore accounts;
    private final ModerationStore store;
    private final Clock clock;

    Moderation(Database database, Clock clock) {
        accounts = AccountStore.of(database);
        store = ModerationStore.of(database);
        this.clock = clock;
    }

    public static Moderation of(Database database) {
        return new Moderation(database, Clock.systemUTC());
    }

    /** A ban that was set, and the sessions that it ended. */
    public record Banned(Standing user, List<StoredSession> ended) {}

    public Standing user(String name) {
        return byName(Names.canonical(name));
    }

    private Standing byName(String canonical) {
        return store.byName(canonical)
                .orElseThrow(() -> RefusedException.of(ErrorCode.NOT_FOUND, "there is no user @" + canonical));
    }

    /** Returns the operators, those who were marked last first, at most 1,000. */
    public List<Standing> operators() {
        return store.operators(MAX_LISTED);
    }

    /** Returns the users who are banned, those whose ban is the newest first, at most 1,000. */
    public List<Standing> banned() {
        return store.banned(MAX_LISTED);
    }

    /**
     * Marks a user as an operator.
     *
     * @throws RefusedException if he is banned
     */
    public Standing mark(String name) {
        Standing user = user(name);
        if (!store.mark(user.user(), clock.millis())) {
            throw RefusedException.of(
                    ErrorCode.CONFLICT, "@" + user.name() + " is banned (expected: a user who is not; see unban)");
        }
        return byName(user.name());
    }

    public Standing unmark(String name) {
        Standing user = user(name);
        store.unmark(user.user());
        return byName(user.name());
    }

    /**
     * Bans a user, in place of a ban before, and ends all his sessions. Gateways close their connections within 5 s.
     *
     * @param reason what he is told when he logs in, 1 to 200 characters; null for nothing
     * @throws RefusedException if he is an operator, or the reason is not taken
     */
    public Banned ban(String name, @Nullable String reason) {
        String checked = reason == null ? null : reason(reason.strip());
        Standing user = user(name);
        List<StoredSession> ended = store.ban(user.user(), new Ban(clock.millis(), checked))
                .orElseThrow(() -> RefusedException.of(
                        ErrorCode.CONFLICT,
                        "@" + user.name() + " is an operator (expected: a user who is none; see unmark)"));
        return new Banned(byName(user.name()), ended);
    }

    private static String reason(String reason) {
        DisplayNames.flawOf(reason, MAX_REASON).ifPresent(flaw -> {
            throw RefusedException.invalid("reason: " + flaw);
        });
        return reason;
    }

    public Standing unban(String name) {
        Standing user = user(name);
        store.unban(user.user());
        return byName(user.name());
    }

    /** Returns the living sessions of a user, the newest first. */
    public List<StoredSession> sessions(String name) {
        return accounts.living(user(name).user(), clock.millis(), Grants.MAX_SESSIONS);
    }

    /**
     * Ends a session of a user. Gateways close its connections within 5 s.
     *
     * @throws RefusedException if he has no such session that is living
     */
    public void endSession(String name, long session) {
        Standing user = user(name);
        if (!accounts.end(user.user(), session, clock.millis())) {
            throw RefusedException.of(
                    ErrorCode.NOT_FOUND, "@" + user.name() + " has no session " + session + " (see sessions)");
        }
    }
}
