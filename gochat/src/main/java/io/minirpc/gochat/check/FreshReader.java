package io.minirpc.gochat.check;

import io.minirpc.gochat.client.ChatClient;
import io.minirpc.gochat.client.ConnectionLostException;
import io.minirpc.gochat.client.RefusedException;
import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ClientFrame.ListPosition;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Listed;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Page;
import io.minirpc.gochat.frame.ServerFrame.Synced;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;

/**
 * The reading of everything that a user may see, by requests of a new device: the list, and each conversation from its
 * first message on. Blocks.
 */
final class FreshReader {
    private static final int PAGE = 200;
    private static final int MAX_TRIES = 100;

    private final ChatClient client;
    private final ScreenLog log;

    FreshReader(ChatClient client, ScreenLog log) {
        this.client = client;
        this.log = log;
    }

    /** @throws IOException if the server does not answer, whatever is tried */
    void readAll() throws IOException, InterruptedException {
        ListPosition before = null;
        boolean more = true;
        while (more) {
            ListPosition place = before;
            Listed page = (Listed) ask(id -> new ClientFrame.ListConversations(id, place, null, 100));
            for (Conversation conversation : page.conversations()) {
                read(conversation);
            }
            List<Conversation> entries = page.conversations();
            more = page.more() && !entries.isEmpty();
            if (more) {
                Conversation last = entries.get(entries.size() - 1);
                before = new ListPosition(last.time(), last.id());
            }
        }
    }

    private void read(Conversation entry) throws IOException, InterruptedException {
        log.read(entry.id(), entry.read());
        log.unread(entry.id(), entry.unread());
        if (entry.peer() != null) {
            log.peer(entry.id(), entry.peerRead(), entry.peerDelivered());
        }
        if (entry.left() == null) {
            readPages(entry.id());
        } else {
            readSynced(entry.id(), entry.head());
        }
    }

    private void readPages(String conversation) throws IOException, InterruptedException {
        long after = 0;
        boolean more = true;
        while (more) {
            long from = after;
            if (!(ask(id -> new ClientFrame.History(id, conversation, from, null, PAGE)) instanceof Page page)) {
                return; // the user was removed meanwhile
            }
            page.messages().forEach(log::shows);
            more = page.more() && page.last() > after;
            after = page.last();
        }
    }

    /** Reads a group that the user has left: it has no history for him, but sync brings what he may see. */
    private void readSynced(String conversation, long head) throws IOException, InterruptedException {
        long position = 0;
        while (position < head) {
            ClientFrame.Position have = new ClientFrame.Position(position, null);
            Synced synced = (Synced) ask(id -> new ClientFrame.Sync(id, Map.of(conversation, have)));
            ServerFrame.SyncEntry entry = synced.conversations().get(conversation);
            List<Message> messages = entry == null || entry.messages() == null ? List.of() : entry.messages();
            if (messages.isEmpty()) {
                return;
            }
            messages.forEach(log::shows);
            position = messages.get(messages.size() - 1).seq();
        }
    }

    /** Asks until there is an answer. */
    private ServerFrame ask(LongFunction<ClientFrame.Request> request) throws IOException, InterruptedException {
        Throwable last = null;
        for (int i = 0; i < MAX_TRIES; i++) {
            long pause = 200;
            try {
                return client.ask(request).get(30, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                last = e.getCause();
                if (last instanceof RefusedException refused && refused.temporary()) {
                    pause = Math.max(pause, refused.retryAfterMs());
                } else if (!(last instanceof ConnectionLostException)) {
                    break;
                }
            } catch (TimeoutException e) {
                last = e;
            }
            Thread.sleep(pause);
        }
        throw new IOException("a new device of " + log.name + " gets no answer: " + last, last);
    }
}
