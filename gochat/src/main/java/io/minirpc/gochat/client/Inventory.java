package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.ClientFrame.ListPosition;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Listed;
import io.minirpc.gochat.frame.ServerFrame.Rest;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conversations that a device knows, and its sums: those of the conversations that it counts, and of the rest of
 * the list. A conversation is counted from the answer on that lists it above the bound, since the rest of that answer
 * is without it; until then a push does not make it count. Belongs to the loop.
 */
final class Inventory {
    private static final Rest NOTHING = new Rest(0, 0, 0, 0);

    private final Map<String, ConversationState> conversations = new LinkedHashMap<>();
    private final Rules rules;
    private Rest rest = NOTHING;
    private boolean restMoved; // since the last page
    private @Nullable ListPosition bound; // null: nothing lies below what was listed

    Inventory(Rules rules) {
        this.rules = rules;
    }

    ConversationState of(String id) {
        return conversations.computeIfAbsent(id, missing -> new ConversationState(missing, rules));
    }

    @Nullable
    ConversationState find(String id) {
        return conversations.get(id);
    }

    Collection<ConversationState> all() {
        return conversations.values();
    }

    void remove(String id) {
        conversations.remove(id);
    }

    void clear() {
        conversations.clear();
        rest = NOTHING;
        restMoved = false;
        bound = null;
    }

    @Nullable
    ListPosition bound() {
        return bound;
    }

    /** Takes a page of the list; returns the place below which the next one begins, null if it was the last. */
    @Nullable
    ListPosition page(Listed page, boolean first) {
        List<Conversation> entries = page.conversations();
        if (first) {
            conversations.values().forEach(known -> known.counted = false);
        }
        entries.forEach(entry -> take(entry).counted = true);
        boolean more = page.more() && !entries.isEmpty();
        if (more) {
            Conversation lowest = entries.get(entries.size() - 1);
            bound = new ListPosition(lowest.time(), lowest.id());
        } else {
            bound = null;
        }
        rest = more && page.rest() != null ? page.rest() : NOTHING;
        restMoved = false;
        return bound;
    }

    /** Takes the answer about single conversations, and the rest of its moment. */
    void named(Listed answer) {
        for (Conversation entry : answer.conversations()) {
            take(entry).counted = isAboveBound(entry);
        }
        Rest told = answer.rest();
        if (bound != null && told != null) {
            restMoved |= !told.equals(rest);
            rest = told;
        }
    }

    /** Returns whether the rest has changed, so that what the device knows of single conversations in it may be old. */
    boolean hasRestMoved() {
        return restMoved;
    }

    private boolean isAboveBound(Conversation entry) {
        ListPosition place = bound;
        return place == null
                || entry.time() > place.time()
                || (entry.time() == place.time() && entry.id().compareTo(place.conversation()) >= 0);
    }

    private ConversationState take(Conversation entry) {
        ConversationState known = of(entry.id());
        Long left = entry.left();
        if (left != null && entry.head() >= known.head) {
            known.head = entry.head();
            known.leave(left);
        } else if (left == null && known.left != null && entry.head() > known.left) {
            known.join();
        }
        known.head = Math.max(known.head, entry.head());
        if (known.left == null) {
            known.time = Math.max(known.time, entry.time());
        }
        return known;
    }

    /** A conversation went to the end of the list, since the user left it: it is part of the rest that is told next. */
    void wentDown(ConversationState conversation) {
        if (bound != null) {
            conversation.counted = false;
        }
    }

    /** Returns what the device has, in the terms of the truth. */
    Truth sums() {
        long n = rest.n();
        long heads = rest.heads();
        long reads = rest.reads();
        for (ConversationState known : conversations.values()) {
            if (known.counted) {
                n++;
                heads += known.head;
                reads += known.badge.read();
            }
        }
        return new Truth(n, heads, reads);
    }
}
