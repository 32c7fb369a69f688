package io.minirpc.gochat.store;

import io.minirpc.gochat.store.AccountStore.Ban;
import io.minirpc.gochat.store.AccountStore.StoredSession;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Marks of operators, and bans. Nobody has both. Thread-safe; each method is a transaction of its own on the caller's
 * thread, may be repeated, and does nothing where what it asks for is so already.
 */
public interface ModerationStore {
    static ModerationStore of(Database database) {
        return new SqlModerationStore(database);
    }

    /**
     * A user, and what was decided about him.
     *
     * @param name the canonical name
     * @param operatorSinceMs when he was marked; null if he is no operator
     * @param ban null if he is not banned
     */
    record Standing(
            long user,
            String name,
            String display,
            long createdMs,
            @Nullable Long operatorSinceMs,
            @Nullable Ban ban) {}

    Optional<Standing> byName(String name);

    /** Returns the operators, those who were marked last first, at most {@code max}. */
    List<Standing> operators(int max);

    /** Returns the users who are banned, those whose ban is the newest first, at most {@code max}. */
    List<Standing> banned(int max);

    /** Marks a user as an operator; returns false, and marks nobody, if he is banned. */
    boolean mark(long user, long nowMs);

    void unmark(long user);

    /**
     * Bans a user, in place of a ban before, and ends his living sessions.
     *
     * @return the sessions that ended; empty, and nothing happens, if he is an operator
     */
    Optional<List<StoredSession>> ban(long user, Ban ban);

    void unban(long user);
}
