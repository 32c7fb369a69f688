package io.minirpc.gochat.check;

import io.minirpc.gochat.check.Finding.Evidence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The findings of a run: all are counted, the first of each kind are kept. Not thread-safe. */
final class Findings {
    private static final int KEPT = 10;

    private final List<Finding> kept = new ArrayList<>();
    private final Map<FindingKind, Integer> counts = new EnumMap<>(FindingKind.class);

    void add(FindingKind kind, ConversationLog conversation, int seq, String text, Evidence... evidence) {
        if (counts.merge(kind, 1, Integer::sum) <= KEPT) {
            kept.add(new Finding(kind.name(), conversation.id, seq, text, List.of(evidence)));
        }
    }

    /** Returns the first of each kind. */
    List<Finding> kept() {
        return List.copyOf(kept);
    }

    /** Returns how many there are of each kind; those without any are missing. */
    Map<FindingKind, Integer> counts() {
        return counts;
    }

    int count() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
