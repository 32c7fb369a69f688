package io.minirpc.gochat.check;

/**
 * What a screen showed of one conversation, in the order in which it was shown. Not thread-safe: guarded by its
 * {@link ScreenLog}.
 */
final class ShownLog {
    /** Says that the screen dropped what it had and began anew; stands in the place of a seq. */
    static final int RESET = 0;

    /** A number that the screen has not shown yet. */
    static final long NONE = -1;

    /** A cursor that went back from what was shown before. */
    record Back(long from, long to, long at) {}

    private final IntList seqs = new IntList();
    private final LongList times = new LongList();
    private int position;
    private final Runs received = new Runs();
    private long read = NONE;
    private long readAt;
    private long unread = NONE;
    private long peerRead = NONE;
    private long peerDelivered = NONE;
    private long left = NONE;
    private Back back = new Back(0, 0, 0);

    void show(int seq, long now) {
        seqs.add(seq);
        times.add(now);
        position = seq == RESET ? 0 : Math.max(position, seq);
    }

    void receive(int seq, long now) {
        received.add(seq, now);
    }

    void read(long seq, long now) {
        if (seq < read && back.from() == 0) {
            back = new Back(read, seq, now);
        }
        if (seq > read) {
            readAt = now;
        }
        read = seq;
    }

    void unread(long count) {
        unread = count;
    }

    void peer(long readSeq, long deliveredSeq) {
        peerRead = Math.max(peerRead, readSeq);
        peerDelivered = Math.max(peerDelivered, deliveredSeq);
    }

    void left(long seq) {
        left = seq;
    }

    int size() {
        return seqs.size();
    }

    int seq(int index) {
        return seqs.get(index);
    }

    long at(int index) {
        return times.get(index);
    }

    /** Returns the index of the first entry at or after a time; {@link #size} if there is none. */
    int firstAt(long time) {
        int low = 0;
        int high = times.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times.get(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the highest seq that was shown since the last reset. */
    int position() {
        return position;
    }

    /** Returns what was pushed, whether it was shown or not. */
    Runs received() {
        return received;
    }

    /** Returns the user's read cursor as it is shown, or {@link #NONE}. */
    long read() {
        return read;
    }

    /** Returns when the read cursor moved for the last time. */
    long readAt() {
        return readAt;
    }

    /** Returns the first step back of the read cursor; its {@code from} is 0 if there was none. */
    Back back() {
        return back;
    }

    /** Returns the badge as it is shown, or {@link #NONE}. */
    long unread() {
        return unread;
    }

    long peerRead() {
        return peerRead;
    }

    long peerDelivered() {
        return peerDelivered;
    }

    /** Returns the last seq that the user may see, if the screen shows that he is out; else {@link #NONE}. */
    long left() {
        return left;
    }
}
