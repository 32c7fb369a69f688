package io.minirpc.gochat.store;

import java.util.List;

/** The cursors of members. Thread-safe; blocks, so it runs on the threads of the store. */
public interface CursorStore {
    static CursorStore of(Database database) {
        return new SqlCursorStore(database);
    }

    /**
     * Moves cursors up in one transaction. None goes back, and none goes above what its member may see. In large groups
     * delivered cursors are not kept.
     *
     * @param moves each of another member; in the order of conversation and user, so that two batches never wait for
     *     each other
     * @return the cursors after it, in the same order, without those who are no members and those with nothing to move;
     *     committed when this returns
     */
    List<Moved> move(List<Move> moves);

    /**
     * Where cursors should be.
     *
     * @param peer the other one, if it is a conversation of two; else 0
     * @param read {@link #NO_READ} to leave it
     * @param delivered 0 to leave it
     */
    record Move(String conversation, long user, long peer, long read, long delivered) {
        public static final long NO_READ = -1;
    }

    /** How far somebody is in a conversation. */
    record Progress(long read, long delivered) {
        /** Returns what others are shown as delivered: who has read a message has received it. */
        public long received() {
            return Math.max(read, delivered);
        }
    }

    /**
     * The cursors of a member.
     *
     * @param unread messages of others that count, above the read cursor and up to {@code head}
     * @param head the last seq that the member may see
     * @param shown whether others are shown these cursors: the peer where none of the two has blocked the other; in a
     *     group that is not large, while the member is in
     */
    record Moved(Move move, Progress before, Progress after, long unread, long head, boolean shown) {
        public boolean readMoved() {
            return after.read() > before.read();
        }

        /** Returns whether others see another cursor than before. */
        public boolean isNews() {
            return shown && (readMoved() || after.received() > before.received());
        }
    }
}
