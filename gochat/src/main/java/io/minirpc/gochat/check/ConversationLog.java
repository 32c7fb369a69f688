package io.minirpc.gochat.check;

import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.SystemEventCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a conversation by seq, as whoever saw them first saw them, and every sighting that differs from the
 * first. Thread-safe.
 */
final class ConversationLog {
    /** A message that is no payload of this run. */
    static final int FOREIGN = -1;

    /** A text without content, since it was recalled before anybody saw it. */
    static final int RECALLED = -2;

    /** A recall or a system event. */
    static final int NOTE = -3;

    private static final int NEVER_SEEN = Integer.MIN_VALUE;
    private static final int MAX_SEQ = 5_000_000;
    private static final int MAX_ODD = 100;

    final int index;
    final String id;

    private final IntList senders = new IntList(); // by seq; NEVER_SEEN where nobody saw it
    private final IntList payloads = new IntList();
    private final LongList ids = new LongList();
    private final LongList firstSeen = new LongList();
    private final IntList firstScreen = new IntList();
    private final SortedMap<Integer, Membership.Change> changes = new TreeMap<>();
    private final Map<Integer, String> notes = new HashMap<>();
    private final Map<Integer, Integer> recalls = new HashMap<>();
    private final Map<Integer, Sighting> recalled = new HashMap<>();
    private final List<Sighting> odd = new ArrayList<>();
    private int head;

    ConversationLog(int index, String id) {
        this.index = index;
        this.id = id;
    }

    /** What one screen saw. */
    record Sighting(int seq, int screen, long at, Message message) {}

    /** Logs a sighting; returns whether its seq is one that can be logged. */
    synchronized boolean see(Message message, int sender, int payload, int screen, long now) {
        if (message.seq() < 1 || message.seq() > MAX_SEQ) {
            odd(new Sighting(0, screen, now, message));
            return false;
        }
        int seq = (int) message.seq();
        if (senders.get(seq, NEVER_SEEN) == NEVER_SEEN) {
            first(seq, message, sender, payload, screen, now);
        } else if (differs(seq, message, sender, payload)) {
            odd(new Sighting(seq, screen, now, message));
        } else if (payloads.get(seq) == RECALLED) {
            payloads.set(seq, payload, FOREIGN);
        }
        if (message.type().equals(MessageType.RECALLED)) {
            recalled.putIfAbsent(seq, new Sighting(seq, screen, now, message));
        }
        return true;
    }

    private void first(int seq, Message message, int sender, int payload, int screen, long now) {
        senders.set(seq, sender, NEVER_SEEN);
        payloads.set(seq, payload, FOREIGN);
        ids.set(seq, Ids.parse(message.id()), 0);
        firstSeen.set(seq, now, Long.MAX_VALUE);
        firstScreen.set(seq, screen, -1);
        head = Math.max(head, seq);
        if (payload == NOTE) {
            note(seq, message, sender);
        }
    }

    private void note(int seq, Message message, int sender) {
        notes.put(seq, message.content());
        if (message.type().equals(MessageType.RECALL)) {
            recalls.put((int) Ids.parse(message.content()), seq);
        } else if (!changes(seq, message, sender)) {
            odd(new Sighting(seq, firstScreen.get(seq), firstSeen.get(seq), message));
        }
    }

    private boolean changes(int seq, Message message, int sender) {
        try {
            changes.put(seq, new Membership.Change(sender, SystemEventCodec.INSTANCE.fromJson(message.content())));
            return true;
        } catch (RuntimeException e) {
            return false; // an event that cannot be read is a finding
        }
    }

    private boolean differs(int seq, Message message, int sender, int payload) {
        boolean blanked = payload == RECALLED || payloads.get(seq) == RECALLED;
        return ids.get(seq) != Ids.parse(message.id())
                || senders.get(seq) != sender
                || (!blanked && payloads.get(seq) != payload)
                || (payload == NOTE && !message.content().equals(notes.get(seq)));
    }

    private void odd(Sighting sighting) {
        if (odd.size() < MAX_ODD) {
            odd.add(sighting);
        }
    }

    /** Returns sightings that differ from the first of their seq, or that make no sense. */
    synchronized List<Sighting> odd() {
        return List.copyOf(odd);
    }

    /** Returns the highest seq that anybody saw. */
    synchronized int head() {
        return head;
    }

    synchronized boolean isSeen(int seq) {
        return senders.get(seq, NEVER_SEEN) != NEVER_SEEN;
    }

    synchronized int sender(int seq) {
        return senders.get(seq);
    }

    /** Returns the number of the invocation whose payload it is, or one of the negative constants. */
    synchronized int payload(int seq) {
        return payloads.get(seq);
    }

    synchronized long messageId(int seq) {
        return ids.get(seq);
    }

    synchronized long firstSeen(int seq) {
        return firstSeen.get(seq, Long.MAX_VALUE);
    }

    synchronized int firstScreen(int seq) {
        return firstScreen.get(seq);
    }

    /** Returns whether it counts as unread for others. */
    boolean counts(int seq) {
        return payload(seq) != NOTE;
    }

    /** Returns the content of an event or a recall; null for anything else. */
    synchronized @Nullable String note(int seq) {
        return notes.get(seq);
    }

    /** Returns first sightings of recalled texts for which no recall was seen. */
    synchronized List<Sighting> recalledByNobody() {
        return recalled.values().stream()
                .filter(sighting -> !recalls.containsKey(sighting.seq()))
                .toList();
    }

    /** Returns who may see what. */
    synchronized Membership membership(Map<String, Integer> users) {
        ConversationId parsed = ConversationId.parse(id).orElse(null);
        if (parsed instanceof ConversationId.OfTwo two) {
            return Membership.ofTwo(
                    users.getOrDefault(Ids.text(two.low()), FOREIGN),
                    users.getOrDefault(Ids.text(two.high()), FOREIGN));
        }
        return Membership.ofGroup(changes, users);
    }
}
