package io.minirpc.gochat.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conversations that a connection was shown its user is out of. What has the highest seq counts, since answers and
 * pushes overtake each other. Bounded: the oldest is forgotten. Belongs to an event loop.
 */
final class Departures {
    private static final int MAX = 1_000;

    private final Map<String, Shown> shown = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Shown> eldest) {
            return size() > MAX;
        }
    };

    /** Notes that the user is out since a seq. */
    void out(String conversation, long seq) {
        Shown before = shown.get(conversation);
        if (before == null || seq >= before.seq) {
            shown.put(conversation, new Shown(seq, true));
        }
    }

    /** Notes that the user was in at a seq. */
    void in(String conversation, long seq) {
        Shown before = shown.get(conversation);
        if (before != null && seq > before.seq) {
            shown.put(conversation, new Shown(seq, false));
        }
    }

    boolean isOut(@Nullable String conversation) {
        Shown last = conversation == null ? null : shown.get(conversation);
        return last != null && last.out;
    }

    private record Shown(long seq, boolean out) {}
}
