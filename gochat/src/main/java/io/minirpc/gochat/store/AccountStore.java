package io.minirpc.gochat.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Users and their sessions. Thread-safe; each method is a transaction of its own on the caller's thread. What ends a
 * session records a revocation in the same transaction. A session is living until it ends or expires.
 */
public interface AccountStore {
    static AccountStore of(Database database) {
        return new SqlAccountStore(database);
    }

    /**
     * A user.
     *
     * @param name the canonical name, by which he is found
     * @param display the name that others see
     * @param passwordHash in the PHC string format
     * @param operator whether the user is marked as one who runs the site
     */
    record StoredUser(long id, String name, String display, String passwordHash, long createdMs, boolean operator) {
        public StoredUser withPasswordHash(String changed) {
            return new StoredUser(id, name, display, changed, createdMs, operator);
        }

        @Override
        public String toString() {
            return "StoredUser[" + id + ", " + name + "]";
        }
    }

    /**
     * A session.
     *
     * @param counter how often the refresh token was replaced
     * @param refreshHash the hash of the refresh token that is good now
     * @param previousHash that of the token before, null if there was none
     * @param rotatedMs when the token was replaced last, or the session began
     * @param expiresMs when the session ends without a further refresh
     */
    record StoredSession(
            long id,
            long user,
            String device,
            long counter,
            String refreshHash,
            @Nullable String previousHash,
            long rotatedMs,
            long createdMs,
            long expiresMs) {
        /** Returns this session with the next token. */
        public StoredSession rotated(String nextHash, long nowMs, long nextExpiresMs) {
            return new StoredSession(
                    id, user, device, counter + 1, nextHash, refreshHash, nowMs, createdMs, nextExpiresMs);
        }
    }

    /** What becomes of a session whose refresh is asked for. */
    sealed interface Refresh {
        /** Its token is replaced. */
        record Rotate(StoredSession next) implements Refresh {}

        /** Nothing changes. */
        record Keep() implements Refresh {}

        /** It ends. */
        record End() implements Refresh {}
    }

    /** A session after a decision about it. */
    record Refreshed(StoredUser user, StoredSession session, Refresh decision) {}

    /**
     * The end of a session.
     *
     * @param banned whether a ban of the user ended it
     */
    record Revocation(long number, long session, boolean banned) {}

    /**
     * A ban: it ended the user's sessions, and no others begin.
     *
     * @param reason what the user is told; null for nothing
     */
    record Ban(long sinceMs, @Nullable String reason) {}

    /** Returns whether there is no user yet. */
    boolean isEmpty();

    Optional<StoredUser> byName(String name);

    Optional<StoredUser> byId(long user);

    /**
     * Adds a user and his first session.
     *
     * @throws StoreException of the kind {@code DUPLICATE_KEY} if the name is taken
     */
    void register(StoredUser user, StoredSession session);

    /**
     * Adds users and their sessions, all or none.
     *
     * @throws StoreException of the kind {@code DUPLICATE_KEY} if a name or an id is taken
     */
    void registerAll(List<StoredUser> users, List<StoredSession> sessions);

    /**
     * Adds a session, unless the user has another password by now than the one that was verified, or is banned. Beyond
     * {@code maxSessions} living ones, those that were not refreshed for the longest time end.
     *
     * @return whether it was added
     */
    boolean begin(StoredSession session, String verifiedHash, int maxSessions);

    Optional<Ban> banOf(long user);

    /** Returns the ban of the user whose session it is or was. */
    Optional<Ban> banOfSession(long session);

    /**
     * Locks a living session and does what {@code decision} says.
     *
     * @return empty if there is no such session or it is not living; {@code decision} is not asked then
     */
    Optional<Refreshed> refresh(long session, long nowMs, Function<StoredSession, Refresh> decision);

    /** Ends a session of a user; returns false if it is not his or not living. */
    boolean end(long user, long session, long nowMs);

    /** Ends the living sessions of a user but {@code except}; 0 for none. */
    void endAll(long user, long except, long nowMs);

    /**
     * Sets another password and ends the living sessions but {@code except}.
     *
     * @return false if the user has another password than the one that was verified
     */
    boolean changePassword(long user, String verifiedHash, String passwordHash, long except, long nowMs);

    /** Replaces the hash of a password that stays the same; nothing happens if another one was set since. */
    void rehash(long user, String verifiedHash, String passwordHash);

    /** Returns false if there is no such user. */
    boolean setDisplay(long user, String display);

    /** Returns the living sessions of a user, the newest first, at most {@code max}. */
    List<StoredSession> living(long user, long nowMs, int max);

    boolean alive(long user, long session, long nowMs);

    /**
     * Deletes up to {@code max} sessions that expired before a time, and up to {@code max} ends before it.
     *
     * @return the number of sessions that were deleted
     */
    int deleteExpired(long beforeMs, int max);

    /** Returns the ends above a number, in ascending order, at most {@code max}. */
    List<Revocation> revocations(long after, int max);

    /** Returns the number of the newest end, 0 if there is none. */
    long lastRevocation();
}
