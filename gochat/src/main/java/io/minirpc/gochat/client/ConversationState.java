package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.ClientFrame.Position;
import io.minirpc.gochat.frame.ServerFrame.Message;
import org.jspecify.annotations.Nullable;

/** What a device knows of one conversation. Belongs to the loop. */
final class ConversationState {
    final String id;
    final Badge badge = new Badge();

    /** Whether the device counts the conversation itself; if not, it is part of the rest of the list. */
    boolean counted;

    /** The last seq that the user may see, as far as the device has heard. */
    long head;

    /** When something happened that the user may see; 0 for a conversation that he has left. */
    long time;

    /** The last seq that the user may see, if he is out. */
    @Nullable
    Long left;

    /** Before this time nothing is shown: the device began with what came then. */
    long shownFrom;

    private final Rules rules;
    private long peerRead;
    private long peerDelivered;
    private @Nullable Long toldLeft;
    private boolean started;
    private long position;
    private @Nullable String positionId;
    private long toldUnread;
    private long toldRead;
    private long acknowledged;

    ConversationState(String id, Rules rules) {
        this.id = id;
        this.rules = rules;
    }

    boolean isStarted() {
        return started;
    }

    /** Begins at a place: what lies below it is history. */
    void startAt(long seq, @Nullable String messageId) {
        started = true;
        position = seq;
        positionId = messageId;
        acknowledged = Math.max(acknowledged, seq);
        badge.beginAbove(seq);
    }

    long position() {
        return position;
    }

    Position have() {
        return new Position(position, position == 0 ? null : positionId);
    }

    boolean lacks() {
        return started && position < head;
    }

    /** Takes a message, and moves the position if it joins what is there. */
    Rules.Arrival take(Message message, String self) {
        head = Math.max(head, message.seq());
        Rules.Arrival arrival = rules.arrival(position, message);
        if (arrival == Rules.Arrival.SHOW) {
            if (message.seq() > position) {
                position = message.seq();
                positionId = message.id();
            }
            if (left == null) {
                time = Math.max(time, message.time());
            }
            if (rules.counts(message, self)) {
                badge.count(message.seq());
            }
        }
        return arrival;
    }

    /** Takes a cursor; returns whether the badge has to be asked for again. */
    boolean cursor(long read, long unread, long at) {
        boolean known = badge.cursor(read, unread, at);
        if (left != null) {
            badge.clear(left);
            return false;
        }
        return !known;
    }

    /** The user is out since a seq. */
    void leave(long last) {
        left = last;
        time = 0;
        badge.clear(last);
    }

    void join() {
        left = null;
        toldLeft = null;
    }

    /** Forgets everything: the database has another history. */
    void drop() {
        startAt(0, null);
        head = 0;
        acknowledged = 0;
        left = null;
        badge.reset();
    }

    /** Returns whether the peer's cursors moved on; they never go back. */
    boolean receipt(long read, long delivered) {
        boolean moved = read > peerRead || delivered > peerDelivered;
        peerRead = Math.max(peerRead, read);
        peerDelivered = Math.max(Math.max(peerDelivered, delivered), peerRead);
        return moved;
    }

    long peerRead() {
        return peerRead;
    }

    long peerDelivered() {
        return peerDelivered;
    }

    /** Returns whether the position moved since it was acknowledged last; it is now. */
    boolean acknowledge() {
        boolean moved = started && position > acknowledged;
        acknowledged = Math.max(acknowledged, position);
        return moved;
    }

    /** Returns whether the badge is another one than the listener was told; it is told now. */
    boolean tellBadge() {
        boolean changed = badge.unread() != toldUnread;
        toldUnread = badge.unread();
        return changed;
    }

    /** Returns whether the listener has to be told that the user is out, since he was shown the end; it is told now. */
    boolean tellLeft() {
        if (left == null || position < left || left.equals(toldLeft)) {
            return false;
        }
        toldLeft = left;
        return true;
    }

    boolean tellRead() {
        boolean changed = badge.read() != toldRead;
        toldRead = badge.read();
        return changed;
    }
}
