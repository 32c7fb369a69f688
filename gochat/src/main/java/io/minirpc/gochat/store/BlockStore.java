package io.minirpc.gochat.store;

import java.util.Collection;
import java.util.OptionalLong;
import java.util.Set;

/** The blocks between users. Thread-safe; blocks the thread, so it runs on the threads of the store. */
public interface BlockStore {
    static BlockStore of(Database database) {
        return new SqlBlockStore(database);
    }

    /**
     * Lets a user block another; does nothing where he has already. When this returns, every transaction that locks the
     * row of the conversation of the two sees the block, and none that did not see it is still under way.
     *
     * @param conversation of the two; it need not exist
     * @return false where there is no such user
     */
    boolean block(long user, long other, String conversation, long now);

    /**
     * Ends that; does nothing where it has not begun.
     *
     * @return false where there is no such user
     */
    boolean unblock(long user, long other);

    /**
     * Returns the other one of a conversation of two; empty where the user is not in, or one of the two has blocked the
     * other.
     */
    OptionalLong reachable(long user, String conversation);

    /**
     * Returns those of {@code users} who are in a conversation that the user is in too, of two or a group of less than
     * {@code members}, and where none of the two has blocked the other; one statement.
     */
    Set<Long> acquainted(long user, Collection<Long> users, int members);
}
