package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.ConversationPage;
import io.minirpc.gochat.api.ListQuery;
import io.minirpc.gochat.frame.ClientFrame.ListPosition;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Rest;
import io.minirpc.gochat.frame.ServerFrame.User;
import io.minirpc.gochat.store.InboxStore;
import io.minirpc.gochat.store.InboxStore.Peer;
import io.minirpc.gochat.store.ListStore;
import io.minirpc.gochat.store.ListStore.Listing;
import io.minirpc.gochat.store.ListStore.Place;
import io.minirpc.gochat.store.ListStore.Row;
import io.minirpc.gochat.store.Membership;
import io.minirpc.gochat.store.MessageStore;
import io.minirpc.gochat.store.StoredMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The list of a user's conversations. Thread-safe; blocks, so it runs on the threads of the store. The rows and the
 * sums of a page are of one moment; the last messages and the peers' cursors are read after it.
 */
final class ListReader {
    static final int MAX_LIMIT = 100;

    /** Of encoded conversations, so that the last messages of a page fit into a frame. */
    static final int MAX_BYTES = 200 * 1024;

    private final InboxStore store;
    private final ListStore list;
    private final MessageStore messages;

    ListReader(InboxStore store, ListStore list, MessageStore messages) {
        this.store = store;
        this.list = list;
        this.messages = messages;
    }

    ConversationPage read(long user, ListQuery query) {
        ListPosition before = query.before();
        Place below = before == null ? null : new Place(before.time(), before.conversation());
        List<String> only = query.only();
        if (only == null) {
            int limit = Math.min(Math.max(query.limit(), 1), MAX_LIMIT);
            return page(user, list.page(user, below, limit));
        }
        Listing listing = list.named(user, only, below);
        List<Conversation> named = conversations(user, listing.rows());
        boolean more = named.size() < listing.rows().size();
        return new ConversationPage(named, more, below == null ? null : rest(listing, List.of()));
    }

    private ConversationPage page(long user, Listing listing) {
        List<Conversation> page = conversations(user, listing.rows());
        Rest rest = rest(listing, listing.rows().subList(0, page.size()));
        return new ConversationPage(page, rest.n() > 0, rest);
    }

    /** Returns the sums without those rows. */
    private static Rest rest(Listing listing, List<Row> shown) {
        return new Rest(
                listing.sums().n() - shown.size(),
                listing.sums().heads() - shown.stream().mapToLong(Row::head).sum(),
                listing.sums().reads() - shown.stream().mapToLong(Row::read).sum(),
                listing.unread() - shown.stream().mapToLong(Row::unread).sum());
    }

    /** Returns the first of the rows, as many as fit. */
    private List<Conversation> conversations(long user, List<Row> rows) {
        List<String> ids = rows.stream().map(Row::conversation).toList();
        Map<String, Membership> memberships = store.memberships(user, ids);
        Map<String, Peer> peers = store.peers(user, ids);
        Map<String, StoredMessage> last = messages.at(heads(rows));
        ByteBudget budget = new ByteBudget(MAX_BYTES);
        List<Conversation> conversations = new ArrayList<>();
        for (Row row : rows) {
            String id = row.conversation();
            Conversation conversation = conversation(row, peers.get(id), message(last.get(id), memberships.get(id)));
            if (!budget.takeEntry(JsonSize.of(conversation))) {
                break;
            }
            conversations.add(conversation);
        }
        return conversations;
    }

    private static Map<String, Long> heads(List<Row> rows) {
        Map<String, Long> heads = new HashMap<>();
        rows.forEach(row -> heads.put(row.conversation(), row.head()));
        return heads;
    }

    private static @Nullable Message message(@Nullable StoredMessage stored, @Nullable Membership membership) {
        return stored == null || membership == null ? null : MessagePages.message(stored, membership.visible());
    }

    private static Conversation conversation(Row row, @Nullable Peer peer, @Nullable Message last) {
        Shown shown = Shown.of(peer);
        return new Conversation(
                row.conversation(),
                peer == null ? null : new User(Ids.text(peer.id()), peer.name(), peer.display()),
                row.group(),
                row.head(),
                row.read(),
                row.delivered(),
                shown.read(),
                shown.delivered(),
                row.unread(),
                row.left(),
                row.time(),
                last);
    }
}
