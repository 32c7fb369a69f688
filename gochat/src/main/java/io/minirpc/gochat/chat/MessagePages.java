package io.minirpc.gochat.chat;

import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.store.MessageStore;
import io.minirpc.gochat.store.Span;
import io.minirpc.gochat.store.StoredMessage;
import io.minirpc.gochat.store.Visible;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Messages that somebody may see, page by page, cut by bytes and by count. Blocks, so it runs on the threads of the
 * store.
 */
final class MessagePages {
    /** The number of messages that are read at once: where they are large, three fill a page. */
    private static final int READ = 50;

    private final MessageStore store;

    MessagePages(MessageStore store) {
        this.store = store;
    }

    /**
     * Messages in ascending order.
     *
     * @param more whether others lie in the direction that was asked
     * @param full whether the bytes were used up
     */
    record Page(List<Message> messages, boolean more, boolean full) {}

    /** Reads upwards from {@code after} to {@code before}, both exclusive. */
    Page up(String conversation, Visible visible, long after, long before, int limit, ByteBudget budget) {
        List<Message> messages = new ArrayList<>();
        boolean full = !fill(messages, conversation, visible, visible.up(after, before, limit), false, budget);
        long reached =
                messages.isEmpty() ? after : messages.get(messages.size() - 1).seq();
        return new Page(messages, !visible.up(reached, before, 1).isEmpty(), full);
    }

    /** Reads downwards from {@code before}, which is exclusive. */
    Page down(String conversation, Visible visible, long before, int limit, ByteBudget budget) {
        List<Message> messages = new ArrayList<>();
        boolean full = !fill(messages, conversation, visible, visible.down(before, limit), true, budget);
        Collections.reverse(messages);
        long reached = messages.isEmpty() ? before : messages.get(0).seq();
        return new Page(messages, !visible.down(reached, 1).isEmpty(), full);
    }

    /** Returns whether all fitted. */
    private boolean fill(
            List<Message> page,
            String conversation,
            Visible visible,
            List<Span> spans,
            boolean down,
            ByteBudget budget) {
        for (Span span : spans) {
            for (Span some : pieces(span, down)) {
                List<StoredMessage> read = new ArrayList<>(store.read(conversation, some));
                if (down) {
                    Collections.reverse(read);
                }
                if (!fill(page, read, visible, budget)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean fill(List<Message> page, List<StoredMessage> read, Visible visible, ByteBudget budget) {
        for (StoredMessage stored : read) {
            Message message = message(stored, visible);
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
