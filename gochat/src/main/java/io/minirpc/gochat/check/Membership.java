package io.minirpc.gochat.check;

import io.minirpc.gochat.frame.SystemEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Who may see which messages of a conversation, as its own system events say. The event that adds a user is the first
 * that he sees, the event that removes him the last.
 */
final class Membership {
    private static final int OPEN = Integer.MAX_VALUE;

    /** A member from {@code first} on and up to {@code last}, both inclusive. */
    record Span(int first, int last) {
        boolean has(int seq) {
            return seq >= first && seq <= last;
        }
    }

    /** A system event and the user who caused it. */
    record Change(int by, SystemEvent event) {}

    private final Map<Integer, List<Span>> spans = new HashMap<>();

    private Membership() {}

    /** Returns the membership of a conversation of two, whose users see all of it. */
    static Membership ofTwo(int one, int other) {
        Membership members = new Membership();
        members.add(one, 1);
        members.add(other, 1);
        return members;
    }

    /**
     * Returns the membership of a group.
     *
     * @param users the numbers of users by their ids; others are ignored
     */
    static Membership ofGroup(SortedMap<Integer, Change> changes, Map<String, Integer> users) {
        Membership members = new Membership();
        changes.forEach((seq, change) -> members.apply(seq, change, users));
        return members;
    }

    private void apply(int seq, Change change, Map<String, Integer> users) {
        SystemEvent event = change.event();
        if (event instanceof SystemEvent.Created created) {
            add(change.by(), seq);
            addAll(created.members(), seq, users);
        } else if (event instanceof SystemEvent.Added added) {
            addAll(added.users(), seq, users);
        } else if (event instanceof SystemEvent.Joined) {
            add(change.by(), seq);
        } else if (event instanceof SystemEvent.Left) {
            remove(change.by(), seq);
        } else if (event instanceof SystemEvent.Removed removed) {
            Integer user = users.get(removed.user());
            if (user != null) {
                remove(user, seq);
            }
        } else if (event instanceof SystemEvent.Dissolved) {
            List.copyOf(spans.keySet()).forEach(user -> remove(user, seq));
        }
    }

    private void addAll(Collection<String> ids, int seq, Map<String, Integer> users) {
        for (String id : ids) {
            Integer user = users.get(id);
            if (user != null) {
                add(user, seq);
            }
        }
    }

    private void add(int user, int seq) {
        if (!isIn(user)) {
            spans.computeIfAbsent(user, key -> new ArrayList<>()).add(new Span(seq, OPEN));
        }
    }

    private void remove(int user, int seq) {
        if (isIn(user)) {
            List<Span> all = spans(user);
            all.set(all.size() - 1, new Span(all.get(all.size() - 1).first(), seq));
        }
    }

    Collection<Integer> users() {
        return spans.keySet();
    }

    /** Returns the spans of a user in ascending order; none if he never was a member. */
    List<Span> spans(int user) {
        return spans.getOrDefault(user, List.of());
    }

    boolean sees(int user, int seq) {
        for (Span span : spans(user)) {
            if (span.has(seq)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the user is a member at the end. */
    boolean isIn(int user) {
        List<Span> all = spans(user);
        return !all.isEmpty() && all.get(all.size() - 1).last() == OPEN;
    }

    /** Returns the last seq up to {@code head} that the user may see, 0 for none. */
    int lastVisible(int user, int head) {
        List<Span> all = spans(user);
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).first() <= head) {
                return Math.min(all.get(i).last(), head);
            }
        }
        return 0;
    }

    /** Returns the seq of the event by which the user was out once {@code seq} was shown to him; 0 if he was in. */
    int outAt(int user, int seq) {
        int out = 0;
        for (Span span : spans(user)) {
            if (span.first() <= seq) {
                out = span.last() <= seq ? span.last() : 0;
            }
        }
        return out;
    }
}
