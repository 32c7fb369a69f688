package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.HistoryPage;
import io.minirpc.gochat.api.HistoryQuery;
import io.minirpc.gochat.store.InboxStore;
import io.minirpc.gochat.store.Membership;
import java.util.List;
import java.util.Optional;

/** Pages of a conversation's past. Blocks, so it runs on the threads of the store. */
final class HistoryReader {
    static final int MAX_LIMIT = 200;

    private final InboxStore store;
    private final MessagePages pages;

    HistoryReader(InboxStore store, MessagePages pages) {
        this.store = store;
        this.pages = pages;
    }

    /** Returns nothing for conversations that are missing, foreign, or left by the user: they answer alike. */
    Optional<HistoryPage> read(long user, String conversation, HistoryQuery query) {
        return Optional.ofNullable(
                        store.memberships(user, List.of(conversation)).get(conversation))
                .filter(membership -> membership.left() == null)
                .map(membership -> page(membership, query))
                .map(page -> new HistoryPage(page.messages(), page.more()));
    }

    private MessagePages.Page page(Membership membership, HistoryQuery query) {
        int limit = Math.min(Math.max(query.limit(), 1), MAX_LIMIT);
        long before = query.before() == null ? membership.head() + 1 : query.before();
        ByteBudget budget = new ByteBudget(query.maxBytes());
        return query.after() == null
                ? pages.down(membership, before, limit, budget)
                : pages.up(membership, query.after(), before, limit, budget);
    }
}
