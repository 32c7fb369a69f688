package io.minirpc.gochat.store;

import java.util.List;

/** The cursors of members. Thread-safe; blocks, so it runs on the threads of the store. */
public interface CursorStore {
    static CursorStore of(Database database) {
        return new SqlCursorStore(database);
    }

    /**
     * Moves cursors up in one transaction. None goes back, and none goes above what its member may see.
     *
     * @param moves each of another member; in the order of conversation and user, so that two batches never wait for
     *     each other
     * @return the cursors after it, in the same order, without those who are no members; committed when this returns
     */
    List<Moved> move(List<Move> moves);

    /**
     * Where cursors should be.
     *
     * @param peer the other one, if it is a conversation of two; else 0
     * @param read 0 to leave it
     * @param delivered 0 to leave it
     */
    record Move(String conversation, long user, long peer, long read, long delivered) {}

    /**
     * The cursors of a member.
     *
     * @param unread messages of others that count, above {@code read} and up to {@code head}
     * @param head the last seq that the member may see
     * @param receipt whether the peer sees another cursor than before: one of the two moved, and none has blocked the
     *     other
     */
    record Moved(Move move, long read, long delivered, long unread, long head, boolean readMoved, boolean receipt) {}
}
