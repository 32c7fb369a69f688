package io.minirpc.gochat.chat;

import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.route.HotCache;
import io.minirpc.gochat.store.Membership;
import io.minirpc.gochat.store.MessageStore;
import io.minirpc.gochat.store.Span;
import io.minirpc.gochat.store.StoredMessage;
import io.minirpc.gochat.store.Visible;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Messages that somebody may see, page by page, cut by bytes and by count. Blocks, so it runs on the threads of the
 * store.
 */
final class MessagePages {
    /** The number of messages that are read at once: where they are large, three fill a page. */
    private static final int READ = 50;

    /** The time that the cache has to answer. */
    private static final long CACHE_MILLIS = 50;

    private final MessageStore store;
    private final HotCache hot;

    MessagePages(MessageStore store, HotCache hot) {
        this.store = store;
        this.hot = hot;
    }

    /**
     * Messages in ascending order.
     *
     * @param more whether others lie in the direction that was asked
     * @param full whether the bytes were used up
     */
    record Page(List<Message> messages, boolean more, boolean full) {}

    /** Reads upwards from {@code after} to {@code before}, both exclusive. */
    Page up(Membership membership, long after, long before, int limit, ByteBudget budget) {
        Visible visible = membership.visible();
        List<Message> messages = new ArrayList<>();
        boolean full = !fill(messages, membership, visible.up(after, before, limit), false, budget);
        long reached =
                messages.isEmpty() ? after : messages.get(messages.size() - 1).seq();
        return new Page(messages, !visible.up(reached, before, 1).isEmpty(), full);
    }

    /** Reads downwards from {@code before}, which is exclusive. */
    Page down(Membership membership, long before, int limit, ByteBudget budget) {
        Visible visible = membership.visible();
        List<Message> messages = new ArrayList<>();
        boolean full = !fill(messages, membership, visible.down(before, limit), true, budget);
        Collections.reverse(messages);
        long reached = messages.isEmpty() ? before : messages.get(0).seq();
        return new Page(messages, !visible.down(reached, 1).isEmpty(), full);
    }

    /** Returns whether all fitted. */
    private boolean fill(List<Message> page, Membership membership, List<Span> spans, boolean down, ByteBudget budget) {
        for (Span span : spans) {
            for (Span some : pieces(span, down)) {
                List<Message> read = read(membership, some);
                if (down) {
                    Collections.reverse(read);
                }
                if (!fill(page, read, membership.visible(), budget)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Reads from the cache what is near the head and all there, and the rest from the database. */
    private List<Message> read(Membership membership, Span span) {
        if (span.last() <= membership.head() - HotCache.MAX_MESSAGES) {
            return stored(membership, span);
        }
        List<Message> cached = cached(membership, span);
        if (!cached.isEmpty()) {
            return new ArrayList<>(cached);
        }
        List<Message> stored = stored(membership, span);
        if (span.last() == membership.head()) {
            hot.add(membership.conversation(), membership.editVersion(), stored);
        }
        return stored;
    }

    private List<Message> stored(Membership membership, Span span) {
        List<Message> messages = new ArrayList<>();
        store.read(membership.conversation(), span)
                .forEach(stored -> messages.add(message(stored, membership.visible())));
        return messages;
    }

    private List<Message> cached(Membership membership, Span span) {
        try {
            return hot.read(membership.conversation(), membership.editVersion(), span.first(), span.last())
                    .toCompletableFuture()
                    .get(CACHE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static boolean fill(List<Message> page, List<Message> read, Visible visible, ByteBudget budget) {
        for (Message any : read) {
            Message message = CommittedMessage.after(visible.previous(any.seq()), any);
            if (!budget.takeMessage(JsonSize.of(message))) {
                return false;
            }
            page.add(message);
        }
        return true;
    }

    private static List<Span> pieces(Span span, boolean down) {
        List<Span> pieces = new ArrayList<>();
        for (long first = span.first(); first <= span.last(); first += READ) {
            pieces.add(new Span(first, Math.min(span.last(), first + READ - 1)));
        }
        if (down) {
            Collections.reverse(pieces);
        }
        return pieces;
    }

    /** Returns a message as somebody sees it who may see {@code visible}. */
    static Message message(StoredMessage stored, Visible visible) {
        return new Message(
                stored.conversation(),
                stored.seq(),
                visible.previous(stored.seq()),
                Ids.text(stored.id()),
                Ids.text(stored.sender()),
                stored.type(),
                stored.content(),
                stored.time(),
                stored.clientMsgId().isEmpty() ? null : stored.clientMsgId());
    }
}
