package io.minirpc.gochat.client;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The read cursor and the unread messages of one conversation: what the server counted up to a seq, and what the device
 * counts itself above it. Not thread-safe.
 */
final class Badge {
    private static final int MAX_COUNTED = 2_000;

    private final Deque<Long> counted = new ArrayDeque<>(); // seqs of messages that count, above the cursor, ascending
    private long read;
    private long unread;
    private long at;
    private long countedSince; // how many of them are above at
    private long countedAbove; // every message that counts above this seq, up to the position, is in counted

    long read() {
        return read;
    }

    long unread() {
        return unread + countedSince;
    }

    /** A message was shown that counts. */
    void count(long seq) {
        if (seq <= read) {
            return;
        }
        counted.add(seq);
        countedSince += seq > at ? 1 : 0;
        if (counted.size() > MAX_COUNTED) {
            long oldest = counted.remove();
            if (oldest > at) {
                unread++;
                at = oldest;
                countedSince--;
            }
            countedAbove = Math.max(countedAbove, oldest);
        }
    }

    /** What is shown begins above a seq; what counts below it is not known one by one. */
    void beginAbove(long seq) {
        counted.clear();
        countedSince = 0;
        countedAbove = seq;
    }

    /**
     * Takes a cursor and what the server counted. Cursors never go back: a lower one is dropped, and so is the same one
     * that was counted at a lower seq.
     *
     * @return false if the device cannot count on from there by itself: it has to ask again
     */
    boolean cursor(long newRead, long newUnread, long newAt) {
        if (newRead < read || (newRead == read && newAt < at)) {
            return true;
        }
        read = newRead;
        unread = newUnread;
        at = newAt;
        while (!counted.isEmpty() && counted.getFirst() <= read) {
            counted.remove();
        }
        countAgain();
        return at >= countedAbove;
    }

    private void countAgain() {
        countedSince = counted.stream().filter(seq -> seq > at).count();
    }

    /** The user is out: nothing is unread. */
    void clear(long last) {
        counted.clear();
        countedSince = 0;
        unread = 0;
        at = Math.max(at, last);
        countedAbove = Math.max(countedAbove, last);
    }

    /** The database is another one. */
    void reset() {
        counted.clear();
        countedSince = 0;
        read = 0;
        unread = 0;
        at = 0;
        countedAbove = 0;
    }
}
