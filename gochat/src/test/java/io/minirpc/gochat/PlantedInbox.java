package io.minirpc.gochat;

import io.minirpc.gochat.store.InboxStore;
import io.minirpc.gochat.store.Membership;
import io.minirpc.gochat.store.Span;
import io.minirpc.gochat.store.Visible;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads of conversations with a bug, for the history checker to find. */
abstract class PlantedInbox implements InboxStore {
    final InboxStore inner;

    PlantedInbox(InboxStore inner) {
        this.inner = inner;
    }

    @Override
    public Map<Long, Session> sessions(Collection<Long> ids, long now, int members) {
        return inner.sessions(ids, now, members);
    }

    @Override
    public Map<Long, Sums> sums(Collection<Long> users) {
        return inner.sums(users);
    }

    @Override
    public Map<String, Membership> memberships(long user, Collection<String> conversations) {
        return inner.memberships(user, conversations);
    }

    @Override
    public Map<String, Peer> peers(long user, Collection<String> conversations) {
        return inner.peers(user, conversations);
    }

    /** Heartbeats carry what users were told, and nothing of what was lost on the way to them. */
    static final class ToldSums extends PlantedInbox {
        private final LosingPushes lost;

        ToldSums(InboxStore inner, LosingPushes lost) {
            super(inner);
            this.lost = lost;
        }

        @Override
        public Map<Long, Sums> sums(Collection<Long> users) {
            Map<Long, Sums> told = new HashMap<>(inner.sums(users));
            told.replaceAll((user, sums) -> new Sums(sums.n(), sums.heads() - lost.untold(user), sums.reads()));
            return told;
        }
    }

    /**
     * The span is read first, and the head afterwards: a removal falls between the two. The head of the conversation is
     * that which anybody has read.
     */
    static final class SpanThenHead extends PlantedInbox {
        private final Map<String, Long> heads = new ConcurrentHashMap<>();

        SpanThenHead(InboxStore inner) {
            super(inner);
        }

        @Override
        public Map<String, Membership> memberships(long user, Collection<String> conversations) {
            Map<String, Membership> read = new HashMap<>(inner.memberships(user, conversations));
            read.values().forEach(one -> heads.merge(one.conversation(), one.head(), Math::max));
            read.replaceAll((conversation, one) -> one.left() == null ? one : asBefore(one));
            return read;
        }

        /** The member's last span as it was before he was out, up to a head that was read after. */
        private Membership asBefore(Membership one) {
            long head = heads.getOrDefault(one.conversation(), one.head());
            List<Span> spans = new ArrayList<>(one.visible().spans());
            Span last = spans.remove(spans.size() - 1);
            spans.add(new Span(last.first(), head));
            return new Membership(
                    one.conversation(),
                    head,
                    one.editVersion(),
                    null,
                    one.read(),
                    one.delivered(),
                    one.unread(),
                    new Visible(spans));
        }
    }
}
