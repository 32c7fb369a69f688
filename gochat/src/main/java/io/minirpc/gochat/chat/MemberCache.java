package io.minirpc.gochat.chat;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of conversations as of a version. What is true of a version stays true, so nothing is ever invalidated:
 * whoever has read a newer version asks for that one. Thread-safe. Bounded by the members that it holds; those are
 * forgotten first that were not asked for longest.
 */
final class MemberCache {
    static final int MAX_MEMBERS = 200_000;

    /** The weight of an entry without its members, in members. */
    private static final int ENTRY = 4;

    private record Key(String conversation, long version) {}

    private final int maxMembers;
    private final Map<Key, Members> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long held;

    MemberCache() {
        this(MAX_MEMBERS);
    }

    MemberCache(int maxMembers) {
        this.maxMembers = maxMembers;
    }

    synchronized @Nullable Members find(String conversation, long version) {
        return entries.get(new Key(conversation, version));
    }

    synchronized void put(String conversation, long version, Members members) {
        Members before = entries.put(new Key(conversation, version), members);
        held += weight(members) - (before == null ? 0 : weight(before));
        Iterator<Members> eldest = entries.values().iterator();
        while (held > maxMembers) {
            held -= weight(eldest.next());
            eldest.remove();
        }
    }

    private static int weight(Members members) {
        return members.size() + ENTRY;
    }
}
