package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Cursor;
import io.minirpc.gochat.frame.ServerFrame.Members;
import io.minirpc.gochat.frame.ServerFrame.Page;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.frame.ServerFrame.Welcome;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client as docs/protocol.md describes it: comes back by itself, sends what has no answer again under the same id,
 * acknowledges, finds what it lacks, and tells a {@link ClientListener} what a screen would show. Thread-safe; its
 * state belongs to one thread at a time, of those that clients share. Nothing of it is kept when it is closed.
 *
 * <p>A request that the server refuses fails with {@link RefusedException}. Futures complete on the client's thread.
 */
public final class ChatClient implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Loop loop;
    private final Connector connector;
    private final Device device;
    private final Outbox outbox;
    private final Reads reads;
    private final Retry retry;
    private final ClientListener listener;
    private final String idPrefix = Long.toString(RANDOM.nextLong() >>> 1, Character.MAX_RADIX) + "-";
    private final AtomicLong lastClientMsgId = new AtomicLong();
    private final AtomicLong welcomes = new AtomicLong();
    private volatile boolean live;
    private volatile String user = "";

    // Of the loop.
    private List<String> watched = List.of();
    private boolean closed;

    private ChatClient(ClientSettings settings, ClientResources resources, ClientListener listener, Rules rules) {
        this.listener = listener;
        loop = new Loop(resources.scheduler());
        retry = new Retry(loop);
        connector = new Connector(resources.http(), loop, settings, new Connection());
        reads = new Reads(connector, retry, this::answeredCursor);
        device = new Device(connector, loop, retry, System::nanoTime, settings, listener, rules, reads::pushed);
        outbox = new Outbox(connector, retry);
    }

    /** Returns a client that connects. */
    public static ChatClient start(ClientSettings settings, ClientResources resources, ClientListener listener) {
        return start(settings, resources, listener, Rules.RIGHT);
    }

    static ChatClient start(ClientSettings settings, ClientResources resources, ClientListener listener, Rules rules) {
        ChatClient client = new ChatClient(settings, resources, listener, rules);
        client.loop.execute(client.connector::start);
        return client;
    }

    /** Returns the user's id, empty before the first welcome. */
    public String user() {
        return user;
    }

    /** Returns whether there is a connection. */
    public boolean isLive() {
        return live;
    }

    /** Returns how many times this client was welcomed. */
    public long welcomes() {
        return welcomes.get();
    }

    /** Returns an id for a message or a change that no other one has. */
    public String newClientMsgId() {
        return idPrefix + lastClientMsgId.incrementAndGet();
    }

    /** Sends a text until the server has answered. */
    public CompletableFuture<Sent> send(String conversation, String content) {
        return send(conversation, content, newClientMsgId());
    }

    /** Sends a text until the server has answered; the same id is the same message. */
    public CompletableFuture<Sent> send(String conversation, String content, String clientMsgId) {
        return post(conversation, id -> new ClientFrame.Send(id, clientMsgId, conversation, MessageType.TEXT, content));
    }

    /**
     * Asks for a change of a group, or takes back a message, until the server has answered.
     *
     * @param change the request for an id, always with the same {@code clientMsgId}
     */
    public CompletableFuture<Sent> change(LongFunction<? extends ClientFrame.Change> change) {
        return post(laneOf(change.apply(1)), change);
    }

    private CompletableFuture<Sent> post(String conversation, LongFunction<? extends ClientFrame> request) {
        CompletableFuture<Sent> sent = new CompletableFuture<>();
        loop.execute(() -> {
            if (closed) {
                sent.completeExceptionally(new ConnectionLostException("the client was closed"));
            } else {
                outbox.add(new Outbox.Item(conversation, request, sent));
            }
        });
        return sent;
    }

    /** Returns the conversation whose order the change keeps. */
    private static String laneOf(ClientFrame.Change change) {
        String conversation = conversationOf(change);
        return conversation == null ? "new " + change.clientMsgId() : conversation;
    }

    private static @Nullable String conversationOf(ClientFrame.Change change) {
        if (change instanceof ClientFrame.Invite invite) {
            return invite.conversation();
        } else if (change instanceof ClientFrame.Join join) {
            return join.conversation();
        } else if (change instanceof ClientFrame.Leave leave) {
            return leave.conversation();
        } else if (change instanceof ClientFrame.Kick kick) {
            return kick.conversation();
        } else if (change instanceof ClientFrame.SetRole role) {
            return role.conversation();
        } else if (change instanceof ClientFrame.Rename rename) {
            return rename.conversation();
        } else if (change instanceof ClientFrame.Dissolve dissolve) {
            return dissolve.conversation();
        } else if (change instanceof ClientFrame.Recall recall) {
            return recall.conversation();
        }
        return null;
    }

    /** Moves the user's read cursor, until an answer shows that it was. */
    public CompletableFuture<Cursor> read(String conversation, long seq) {
        CompletableFuture<Cursor> done = new CompletableFuture<>();
        loop.execute(() -> reads.read(conversation, seq, done));
        return done;
    }

    /** Says that the user is writing, if there is a connection. */
    public void typing(String conversation) {
        loop.execute(() -> {
            if (connector.isLive()) {
                connector.say(new ClientFrame.Typing(conversation));
            }
        });
    }

    /** Names the users whose presence is shown, on this connection and on later ones; at most 50. */
    public void watch(List<String> users) {
        List<String> named = List.copyOf(users);
        loop.execute(() -> {
            watched = named;
            sendWatch();
        });
    }

    private void sendWatch() {
        List<String> users = watched;
        connector.ask(id -> new ClientFrame.Watch(id, users), (answer, failure) -> {
            if (failure instanceof RefusedException refused && refused.temporary()) {
                retry.later(Retry.delayMs(refused), this::sendWatch);
            }
        });
    }

    /** Returns a page of messages; see docs/protocol.md, "history". Asks once, as {@link #ask} does. */
    public CompletableFuture<Page> history(
            String conversation, @Nullable Long after, @Nullable Long before, @Nullable Integer limit) {
        return ask(id -> new ClientFrame.History(id, conversation, after, before, limit))
                .thenApply(Page.class::cast);
    }

    /** Returns a page of the members of a group. Asks once, as {@link #ask} does. */
    public CompletableFuture<Members> members(String conversation, @Nullable String after, @Nullable Integer limit) {
        return ask(id -> new ClientFrame.ListMembers(id, conversation, after, limit))
                .thenApply(Members.class::cast);
    }

    /**
     * Asks once, on the connection of now; fails with {@link ConnectionLostException} if there is none or it breaks.
     */
    public CompletableFuture<ServerFrame> ask(LongFunction<? extends ClientFrame.Request> request) {
        CompletableFuture<ServerFrame> answer = new CompletableFuture<>();
        loop.execute(() -> connector.ask(request, (frame, failure) -> {
            if (frame != null) {
                answer.complete(frame);
            } else {
                answer.completeExceptionally(Retry.reasonOf(failure));
            }
        }));
        return answer;
    }

    /** Returns what the device has of each conversation. */
    public CompletableFuture<List<ConversationView>> conversations() {
        return onLoop(() ->
                device.inventory().all().stream().map(ConversationView::of).toList());
    }

    /** Returns the device's sums, in the terms of the truth. */
    public CompletableFuture<Truth> sums() {
        return onLoop(() -> device.inventory().sums());
    }

    private <T> CompletableFuture<T> onLoop(Supplier<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> result.complete(call.get()));
        return result;
    }

    /** Breaks the connection without a close; the client comes back by itself. */
    public void cut() {
        loop.execute(connector::cut);
    }

    /** Breaks the connection without a close, and stays away with what it has; completes when it is away. */
    public CompletableFuture<Boolean> leave() {
        return onLoop(() -> {
            connector.leave();
            return true;
        });
    }

    /** Comes back after {@link #leave}, or after the client ended. */
    public void comeBack() {
        loop.execute(connector::start);
    }

    /** Stops reading from the connection; the server sees a slow client. */
    public void pause() {
        loop.execute(() -> connector.pause(true));
    }

    /** Goes on reading. */
    public void resume() {
        loop.execute(() -> connector.pause(false));
    }

    /** Holds all timers, as a hidden page does; what comes from the server is handled. */
    public void suspendTimers() {
        loop.execute(() -> loop.suspendTimers(true));
    }

    /** Lets timers go on; those that were due run now. */
    public void resumeTimers() {
        loop.execute(() -> loop.suspendTimers(false));
    }

    /** Closes the connection; what waits to be sent fails. */
    @Override
    public void close() {
        loop.execute(() -> {
            closed = true;
            live = false;
            connector.close();
            outbox.close();
            reads.close();
        });
    }

    private void answeredCursor(Cursor cursor) {
        device.cursor(cursor);
        device.endFrame(null);
    }

    private final class Connection implements Connector.Events {
        @Override
        public void welcomed(Welcome welcome) {
            user = welcome.user().id();
            live = true;
            welcomes.incrementAndGet();
            listener.connected(welcome);
            device.welcomed(welcome);
            outbox.welcomed();
            reads.welcomed();
            if (!watched.isEmpty()) {
                sendWatch();
            }
        }

        @Override
        public void received(List<ServerFrame> pushes) {
            device.received(pushes);
        }

        @Override
        public void lost(int code, String reason) {
            live = false;
            retry.lost();
            device.lost();
            outbox.lost();
            reads.lost();
            listener.disconnected(code, reason);
        }

        @Override
        public void ended(int code, String reason) {
            live = false;
            listener.ended(code, reason);
        }
    }
}
