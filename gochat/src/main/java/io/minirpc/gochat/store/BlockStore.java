package io.minirpc.gochat.store;

import java.util.Collection;
import java.util.List;

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

    /** Returns those conversations of two that the user is in, and where none of the two has blocked the other. */
    List<String> reachable(long user, Collection<String> conversations);
}
