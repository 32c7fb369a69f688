package io.minirpc.gochat.gateway;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The spans of the groups that were used last, by group. Bounded by their number in all; one group's are always kept.
 * Thread-safe.
 */
final class GroupSpansCache {
    private final int maxSpans;
    private final Map<String, GroupSpans> groups = new LinkedHashMap<>(16, 0.75f, true);
    private int size;

    /** @param maxSpans of all groups together */
    GroupSpansCache(int maxSpans) {
        this.maxSpans = maxSpans;
    }

    synchronized @Nullable GroupSpans get(String group) {
        return groups.get(group);
    }

    synchronized void put(String group, GroupSpans spans) {
        remove(group);
        groups.put(group, spans);
        size += spans.size();
        Iterator<GroupSpans> oldest = groups.values().iterator();
        while (size > maxSpans && groups.size() > 1) {
            size -= oldest.next().size();
            oldest.remove();
        }
    }

    synchronized void remove(String group) {
        GroupSpans before = groups.remove(group);
        size -= before == null ? 0 : before.size();
    }

    synchronized int groups() {
        return groups.size();
    }
}
