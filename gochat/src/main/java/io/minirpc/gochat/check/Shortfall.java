package io.minirpc.gochat.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The messages that open screens lack during a run. Not thread-safe. */
final class Shortfall {
    private final History history;
    private final long promise;
    private final Deque<Heads> past = new ArrayDeque<>();

    /** @param promise how long a message may take to an open screen, in nanoseconds */
    Shortfall(History history, long promise) {
        this.history = history;
        this.promise = promise;
    }

    /** The highest seq of each conversation at a moment. */
    private record Heads(long at, Map<Integer, Integer> heads) {}

    /** Messages that screens lack, each screen counted. */
    record Counts(int onTheWay, int lost) {}

    /** Looks at those of the screens that are open. */
    Counts count(List<Screen> screens) {
        Heads now = heads();
        past.addLast(now);
        while (past.size() > 1 && past.getFirst().at() <= now.at() - promise && second().at() <= now.at() - promise) {
            past.removeFirst();
        }
        Heads due = past.getFirst();
        boolean early = due.at() > now.at() - promise;
        int onTheWay = 0;
        int lost = 0;
        for (ConversationLog conversation : history.conversations()) {
            Membership members = conversation.membership(history.users());
            for (Screen screen : screens) {
                if (!screen.isOpen()) {
                    continue;
                }
                onTheWay += missing(screen.log, conversation, members, now);
                if (!early && screen.log.openSince() <= now.at() - promise) {
                    lost += missing(screen.log, conversation, members, due);
                }
            }
        }
        return new Counts(onTheWay, lost);
    }

    private Heads second() {
        var each = past.iterator();
        each.next();
        return each.next();
    }

    private Heads heads() {
        Map<Integer, Integer> heads = new HashMap<>();
        long at = history.now();
        history.conversations().forEach(conversation -> heads.put(conversation.index, conversation.head()));
        return new Heads(at, heads);
    }

    private static int missing(ScreenLog screen, ConversationLog conversation, Membership members, Heads heads) {
        int head = heads.heads().getOrDefault(conversation.index, 0);
        int position = screen.position(conversation.index);
        int count = 0;
        for (Membership.Span span : members.spans(screen.user)) {
            count += Math.max(0, Math.min(span.last(), head) - Math.max(span.first() - 1, position));
        }
        return count;
    }
}
