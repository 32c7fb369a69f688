package io.minirpc.gochat.chat;

import io.minirpc.gochat.chat.MessagePages.Page;
import io.minirpc.gochat.frame.ClientFrame.Position;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.store.InboxStore;
import io.minirpc.gochat.store.InboxStore.Peer;
import io.minirpc.gochat.store.Membership;
import io.minirpc.gochat.store.MessageStore;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reader of the messages that devices lack. Thread-safe; blocks, so it runs on the threads of the store. */
final class SyncReader {
    /** How many messages of one conversation an answer holds, so that others have their turn. */
    static final int MAX_MESSAGES = 200;

    /** A device that has nothing of a conversation and lacks more than this starts at the newest page. */
    static final int GAP = 1_000;

    static final int NEWEST_PAGE = 50;

    private static final SyncEntry UNKNOWN =
            new SyncEntry(0, 0, 0, null, false, 0, 0, 0, null, false, false, true, 0, 0);

    private final InboxStore store;
    private final MessageStore messages;
    private final MessagePages pages;

    SyncReader(InboxStore store, MessageStore messages, MessagePages pages) {
        this.store = store;
        this.messages = messages;
        this.pages = pages;
    }

    /**
     * Reads entries in the order of {@code have} until the bytes are used up. Heads and spans of all come from one
     * statement, and no message above those heads is part of the answer: what commits meanwhile, such as a removal and
     * what follows it, does not show.
     */
    Map<String, SyncEntry> read(long user, Map<String, Position> have, int maxBytes) {
        Map<String, Membership> memberships = store.memberships(user, have.keySet());
        Map<String, Peer> peers = store.peers(user, memberships.keySet());
        Map<String, Long> ids = messages.idsAt(knownSeqs(have, memberships));
        ByteBudget budget = new ByteBudget(maxBytes);
        Map<String, SyncEntry> entries = new LinkedHashMap<>();
        for (Map.Entry<String, Position> asked : have.entrySet()) {
            String conversation = asked.getKey();
            Membership membership = memberships.get(conversation);
            if (!budget.takeEntry(JsonSize.ofEntry(conversation, membership == null ? 0 : membership.head()))) {
                break;
            }
            if (membership == null) {
                entries.put(conversation, UNKNOWN);
                continue;
            }
            Lack lack = lack(membership, asked.getValue(), ids.get(conversation), budget);
            if (lack.full && lack.messages.isEmpty()) {
                break; // without an entry it is asked for again
            }
            entries.put(conversation, entry(membership, peers.get(conversation), lack));
        }
        return entries;
    }

    /** Returns the positions whose message may be another one in the database. */
    private static Map<String, Long> knownSeqs(Map<String, Position> have, Map<String, Membership> memberships) {
        Map<String, Long> seqs = new HashMap<>();
        memberships.forEach((conversation, membership) -> {
            Position position = have.get(conversation);
            if (position != null
                    && position.id() != null
                    && membership.visible().has(position.seq())) {
                seqs.put(conversation, position.seq());
            }
        });
        return seqs;
    }

    private record Lack(List<Message> messages, boolean more, boolean ahead, boolean gap, boolean full) {
        static final Lack AHEAD = new Lack(List.of(), false, true, false, false);
    }

    private Lack lack(Membership membership, Position have, @Nullable Long id, ByteBudget budget) {
        long end = membership.head() + 1;
        if (have.seq() > 0 && isAhead(membership, have, id)) {
            return Lack.AHEAD;
        }
        if (have.seq() <= 0 && membership.visible().count() > GAP) {
            Page newest = pages.down(membership, end, NEWEST_PAGE, budget);
            return new Lack(newest.messages(), false, false, true, newest.full());
        }
        Page next = pages.up(membership, have.seq(), end, MAX_MESSAGES, budget);
        return new Lack(next.messages(), next.more(), false, false, next.full());
    }

    /** Returns whether the device has what the database, which may have been restored, has not. */
    private static boolean isAhead(Membership membership, Position have, @Nullable Long id) {
        if (!membership.visible().has(have.seq())) {
            return true;
        }
        return have.id() != null && (id == null || !have.id().equals(Ids.text(id)));
    }

    private static SyncEntry entry(Membership membership, @Nullable Peer peer, Lack lack) {
        List<Message> messages = lack.messages;
        boolean none = messages.isEmpty();
        Shown shown = Shown.of(peer);
        return new SyncEntry(
                none ? 0 : messages.get(0).seq(),
                none ? 0 : messages.get(messages.size() - 1).seq(),
                membership.head(),
                none ? null : messages,
                lack.more,
                membership.read(),
                membership.delivered(),
                membership.unread(),
                membership.left(),
                lack.ahead,
                lack.gap,
                false,
                shown.read(),
                shown.delivered());
    }
}
