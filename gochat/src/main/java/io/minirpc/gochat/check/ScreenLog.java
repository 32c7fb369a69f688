package io.minirpc.gochat.check;

import io.minirpc.gochat.frame.ServerFrame.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What one screen did: a connection of a device, with what it showed over all its reconnects. Thread-safe. */
final class ScreenLog {
    private static final int MAX_NOTICES = 100_000;

    final int index;
    final int user;
    final String name;

    /** Whether this is a new device that read everything after the end. */
    final boolean fresh;

    private final History history;
    private final Map<Integer, ShownLog> shown = new HashMap<>();
    private final LongList opened = new LongList();
    private final LongList closed = new LongList();
    private final List<Notice> notices = new ArrayList<>();

    ScreenLog(History history, int index, int user, String name, boolean fresh) {
        this.history = history;
        this.index = index;
        this.user = user;
        this.name = name;
        this.fresh = fresh;
    }

    /**
     * Something that only members are told: typing, receipts, counts.
     *
     * @param position the highest seq of the conversation that the screen had shown by then
     */
    record Notice(String what, int conversation, int position, long at) {}

    /** Logs that the connection is open, and everything may be expected of it. */
    synchronized void opened() {
        if (!isOpen()) {
            opened.add(history.now());
        }
    }

    /** Logs that the connection is closed, or that it is being disturbed. */
    synchronized void closed() {
        if (isOpen()) {
            closed.add(history.now());
        }
    }

    synchronized boolean isOpen() {
        return opened.size() > closed.size();
    }

    /** Returns since when it is open; {@link Long#MAX_VALUE} if it is not. */
    synchronized long openSince() {
        return isOpen() ? opened.get(opened.size() - 1) : Long.MAX_VALUE;
    }

    synchronized int connections() {
        return opened.size();
    }

    /** Returns whether it was open from one moment to another without a break. */
    synchronized boolean wasOpen(long from, long to) {
        int low = 0;
        int high = opened.size();
        while (low < high) { // the last that was opened at or before from
            int middle = (low + high) >>> 1;
            if (opened.get(middle) <= from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && closed.get(low - 1, Long.MAX_VALUE) >= to;
    }

    /** Logs that a message appeared on the screen. */
    void shows(Message message) {
        int conversation = history.see(message, index);
        if (conversation >= 0) {
            synchronized (this) {
                of(conversation).show((int) message.seq(), history.now());
            }
        }
    }

    /** Logs that a message that is shown was replaced by what is left of it after a recall. */
    void changes(Message message) {
        history.see(message, index);
    }

    /** Logs that a message was pushed, whether it is shown or not. */
    void receives(Message message) {
        int conversation = history.see(message, index);
        if (conversation >= 0) {
            synchronized (this) {
                of(conversation).receive((int) message.seq(), history.now());
            }
        }
    }

    /** Logs that the screen dropped what it had of a conversation. */
    synchronized void resets(String conversation) {
        of(history.conversation(conversation).index).show(ShownLog.RESET, history.now());
    }

    /** Logs the user's read cursor as the screen shows it. */
    synchronized void read(String conversation, long seq) {
        of(history.conversation(conversation).index).read(seq, history.now());
    }

    synchronized void unread(String conversation, long count) {
        of(history.conversation(conversation).index).unread(count);
    }

    /** Logs how far the other one of two got. */
    synchronized void peer(String conversation, long read, long delivered) {
        of(history.conversation(conversation).index).peer(read, delivered);
    }

    /** Logs that the screen shows that its user is out of a conversation; {@link ShownLog#NONE}: in again. */
    synchronized void left(String conversation, long seq) {
        of(history.conversation(conversation).index).left(seq);
    }

    /** Logs what only members are told. */
    synchronized void notice(String what, String conversation) {
        int index = history.conversation(conversation).index;
        if (notices.size() < MAX_NOTICES) {
            notices.add(new Notice(what, index, of(index).position(), history.now()));
        }
    }

    private ShownLog of(int conversation) {
        return shown.computeIfAbsent(conversation, key -> new ShownLog());
    }

    /** Returns what it showed of a conversation; null if it showed nothing of it. */
    synchronized @Nullable ShownLog shown(int conversation) {
        return shown.get(conversation);
    }

    synchronized int position(int conversation) {
        ShownLog log = shown.get(conversation);
        return log == null ? 0 : log.position();
    }

    /** Returns whether it showed each conversation as far as another screen did. */
    boolean isAsFarAs(ScreenLog other) {
        return other.conversations().stream()
                .allMatch(conversation -> position(conversation) >= other.position(conversation));
    }

    /** Returns the conversations of which it showed anything, in order. */
    synchronized Set<Integer> conversations() {
        return new TreeSet<>(shown.keySet());
    }

    /** Returns how many messages it showed. */
    synchronized long showings() {
        return shown.values().stream().mapToLong(ShownLog::size).sum();
    }

    synchronized List<Notice> notices() {
        return List.copyOf(notices);
    }
}
