package io.minirpc.gochat.chat;

import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.store.SendStore.Changed;
import io.minirpc.gochat.store.SendStore.Head;
import io.minirpc.gochat.store.SendStore.Joined;
import io.minirpc.gochat.store.SendStore.MemberWrites;
import io.minirpc.gochat.store.SendStore.NewSpan;
import io.minirpc.gochat.store.SendStore.Own;
import io.minirpc.gochat.store.SendStore.SpanEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The changes that a batch makes to the memberships of one conversation, merged into one final row for each user. */
final class MemberChanges {
    private final String conversation;
    private final Members before;
    private final Map<Long, Long> out;
    private final Map<Long, Entry> entries = new TreeMap<>();
    private @Nullable Long dissolved;

    /**
     * @param before those who were in before the batch
     * @param out the last seq that each may see of those who were out and may be added
     */
    MemberChanges(String conversation, Members before, Map<Long, Long> out) {
        this.conversation = conversation;
        this.before = before;
        this.out = out;
    }

    private static final class Entry {
        private final boolean known;
        private final List<NewSpan> spans = new ArrayList<>();
        private @Nullable Role role;
        private @Nullable Long left;
        private @Nullable Head joined;
        private @Nullable Long ended;
        private boolean changed;
        private long own;

        Entry(@Nullable Role role, @Nullable Long left) {
            this.role = role;
            this.left = left;
            this.known = role != null || left != null;
        }
    }

    private Entry entry(long user) {
        return entries.computeIfAbsent(user, id -> new Entry(before.role(id), out.get(id)));
    }

    /** Counts a message of a member's own that counts as unread for others. */
    void countOwn(long user) {
        entry(user).own++;
    }

    /**
     * Adds a user.
     *
     * @param at the end of the conversation with the event that adds him
     * @return the last seq before it that he may see, 0 for none
     */
    long join(long user, Head at, Role role) {
        Entry entry = entry(user);
        long previous = entry.left == null ? 0 : entry.left;
        entry.joined = at;
        entry.own = 0;
        entry.left = null;
        entry.role = role;
        entry.spans.add(new NewSpan(conversation, user, at.seq(), null));
        return previous;
    }

    /** Removes a member, who may see what lies up to {@code last}. */
    void leave(long user, long last) {
        Entry entry = entry(user);
        if (entry.joined == null) {
            entry.ended = last;
        } else {
            NewSpan open = entry.spans.remove(entry.spans.size() - 1);
            entry.spans.add(new NewSpan(conversation, user, open.first(), last));
        }
        entry.left = last;
        entry.role = null;
        entry.changed = true;
    }

    void setRole(long user, Role role) {
        Entry entry = entry(user);
        entry.role = role;
        entry.changed = true;
    }

    /** Removes all who are in. */
    void dissolve(long last) {
        dissolved = last;
    }

    void addTo(MemberWrites writes) {
        entries.forEach((user, entry) -> add(user, entry, writes));
        if (dissolved != null) {
            writes.dissolved().put(conversation, dissolved);
        }
    }

    private void add(long user, Entry entry, MemberWrites writes) {
        if (entry.ended != null) {
            writes.ended().add(new SpanEnd(conversation, user, entry.ended));
        }
        writes.spans().addAll(entry.spans);
        Head at = entry.joined;
        if (at != null) {
            writes.joined()
                    .add(new Joined(
                            conversation,
                            user,
                            entry.known,
                            entry.role,
                            at.seq(),
                            at.countable(),
                            entry.own,
                            entry.left));
            return;
        }
        if (entry.own > 0) {
            writes.own().add(new Own(conversation, user, entry.own));
        }
        if (entry.changed) {
            writes.changed().add(new Changed(conversation, user, entry.role, entry.left));
        }
    }
}
