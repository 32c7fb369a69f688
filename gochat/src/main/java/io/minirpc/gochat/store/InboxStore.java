package io.minirpc.gochat.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Reads of the conversations of users. Thread-safe; blocks, so it runs on the threads of the store. Each method is one
 * statement and therefore sees one state of the database. Failures are {@link StoreException}s.
 */
public interface InboxStore {
    static InboxStore of(Database database) {
        return new SqlInboxStore(database);
    }

    /**
     * Reads those of the sessions that are alive at {@code now}, by id, with their users, sums, and groups of at least
     * {@code members} members.
     */
    Map<Long, Session> sessions(Collection<Long> ids, long now, int members);

    /** Reads the sums of users; those who never belonged to a conversation are left out. */
    Map<Long, Sums> sums(Collection<Long> users);

    /** Reads what conversations are for a user; those that he never belonged to are left out. */
    Map<String, Membership> memberships(long user, Collection<String> conversations);

    /** Reads the other one of each conversation of two, by conversation. */
    Map<String, Peer> peers(long user, Collection<String> conversations);

    /**
     * Sums over the conversations that a user belongs or belonged to.
     *
     * @param n their number
     * @param heads over the last seq that he may see in each
     * @param reads over his read cursors
     */
    record Sums(long n, long heads, long reads) {
        public static final Sums NONE = new Sums(0, 0, 0);
    }

    /** A session, its user, what he should have, and the large groups that he is in. */
    record Session(long id, long user, String name, String display, Sums sums, List<String> groups) {
        Session with(List<String> large) {
            return new Session(id, user, name, display, sums, large);
        }
    }

    /**
     * The other one of a conversation of two.
     *
     * @param blocked whether one of the two has blocked the other
     */
    record Peer(
            String conversation, long id, String name, String display, long read, long delivered, boolean blocked) {}
}
