package io.minirpc.gochat.support;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ClientFrame.Position;
import io.minirpc.gochat.frame.ClientFrameCodec;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Failure;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.frame.ServerFrameCodec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A client as docs/protocol.md describes it: comes back by itself, sends what has no answer again under the same id,
 * has one unanswered send for each conversation, acknowledges, and shows each message once and in order. All state
 * belongs to its own thread.
 */
public final class ChatClient implements AutoCloseable {
    private static final long RETRY_MS = 100;

    private final HttpClient http;
    private final URI socket;
    private final HttpAccounts.Grant grant;
    private final String device;
    private final ScheduledExecutorService loop;
    private final AtomicInteger nextMsg = new AtomicInteger();
    private final AtomicLong welcomes = new AtomicLong();

    private final Map<Long, CompletableFuture<ServerFrame>> pending = new HashMap<>();
    private final Map<String, Deque<Outgoing>> outbox = new HashMap<>();
    private final Map<String, Shown> shown = new HashMap<>();
    private final List<ServerFrame> pushes = new ArrayList<>();
    private @Nullable WebSocket ws;
    private ServerFrame.@Nullable Truth lastTruth;
    private boolean live;
    private boolean closed;
    private boolean away;
    private long nextId = 1;

    public ChatClient(HttpClient http, URI base, HttpAccounts.Grant grant, String device) {
        this.http = http;
        this.socket = URI.create("ws://" + base.getAuthority() + "/ws");
        this.grant = grant;
        this.device = device;
        this.loop = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "chat-client-" + device);
            thread.setDaemon(true);
            return thread;
        });
        loop.execute(this::connect);
    }

    private record Outgoing(String conversation, String clientMsgId, String content, CompletableFuture<Sent> sent) {}

    /** What a device shows of a conversation. */
    private static final class Shown {
        final List<Message> messages = new ArrayList<>();
        long position;
        long head;
        long read;
        boolean syncing;

        Position have() {
            return new Position(
                    position,
                    messages.isEmpty()
                            ? null
                            : messages.get(messages.size() - 1).id());
        }

        /** Returns whether there is a hole before the message. */
        boolean show(Message message) {
            head = Math.max(head, message.seq());
            if (message.seq() <= position) {
                return false;
            }
            if (message.prev() > position) {
                return true;
            }
            messages.add(message);
            position = message.seq();
            return false;
        }
    }

    public String user() {
        return grant.user();
    }

    /** Sends until the server has answered; fails if it refuses. */
    public CompletableFuture<Sent> send(String conversation, String content) {
        return send(conversation, content, device + "-" + nextMsg.incrementAndGet());
    }

    public CompletableFuture<Sent> send(String conversation, String content, String clientMsgId) {
        Outgoing outgoing = new Outgoing(conversation, clientMsgId, content, new CompletableFuture<>());
        loop.execute(() -> {
            Deque<Outgoing> waiting = outbox.computeIfAbsent(conversation, id -> new ArrayDeque<>());
            waiting.add(outgoing);
            if (waiting.size() == 1) {
                flush(conversation);
            }
        });
        return outgoing.sent;
    }

    /** Asks once, on the connection of now; fails if there is none or it breaks. */
    public CompletableFuture<ServerFrame> ask(java.util.function.LongFunction<ClientFrame> request) {
        CompletableFuture<ServerFrame> answer = new CompletableFuture<>();
        loop.execute(() -> {
            if (!live) {
                answer.completeExceptionally(new IllegalStateException("not connected"));
                return;
            }
            request(request).whenComplete((frame, failure) -> {
                if (failure != null) {
                    answer.completeExceptionally(failure);
                } else {
                    answer.complete(frame);
                }
            });
        });
        return answer;
    }

    /** Says that the user is writing. */
    public void typing(String conversation) {
        loop.execute(() -> say(new ClientFrame.Typing(conversation)));
    }

    /** Returns what is shown of a conversation, in order. */
    public List<Message> shown(String conversation) {
        return onLoop(
                () -> List.copyOf(shown.containsKey(conversation) ? shown.get(conversation).messages : List.of()));
    }

    /** Returns all pushes so far that are no messages. */
    public List<ServerFrame> pushes() {
        return onLoop(() -> List.copyOf(pushes));
    }

    /** Returns how many times this client was welcomed. */
    public long welcomes() {
        return welcomes.get();
    }

    public boolean isLive() {
        return onLoop(() -> live);
    }

    /** Cuts the connection without a close; the client comes back by itself. */
    public void cut() {
        loop.execute(() -> {
            if (ws != null) {
                ws.abort();
                lost(ws);
            }
        });
    }

    /** Cuts the connection and stays away, with what it has. */
    public void leave() {
        onLoop(() -> {
            away = true;
            if (ws != null) {
                ws.abort();
                lost(ws);
            }
            return true;
        });
    }

    /** Comes back. */
    public void comeBackNow() {
        loop.execute(() -> {
            away = false;
            connect();
        });
    }

    @Override
    public void close() {
        loop.execute(() -> {
            closed = true;
            if (ws != null) {
                ws.abort();
                lost(ws);
            }
            loop.shutdownNow();
        });
    }

    private <T> T onLoop(java.util.concurrent.Callable<T> call) {
        try {
            return loop.submit(call).get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void connect() {
        if (closed || away) {
            return;
        }
        Listener listener = new Listener();
        http.newWebSocketBuilder()
                .buildAsync(socket, listener)
                .whenComplete((opened, failure) -> execute(() -> {
                    if (failure != null) {
                        comeBack();
                    } else if (closed) {
                        opened.abort();
                    } else {
                        hello(opened);
                    }
                }));
    }

    private void execute(Runnable task) {
        if (!loop.isShutdown()) {
            loop.execute(task);
        }
    }

    private void comeBack() {
        if (!closed && !away) {
            long delay = RETRY_MS / 2 + ThreadLocalRandom.current().nextLong(RETRY_MS);
            loop.schedule(this::connect, delay, TimeUnit.MILLISECONDS);
        }
    }

    private void hello(WebSocket opened) {
        ws = opened;
        request(id -> new ClientFrame.Hello(id, 1, 1, "test", device, grant.accessToken(), false))
                .thenAccept(answer -> {
                    if (answer instanceof ServerFrame.Welcome) {
                        live = true;
                        lastTruth = null;
                        welcomes.incrementAndGet();
                        outbox.keySet().forEach(this::flush);
                        list(null);
                    } else {
                        opened.abort();
                        lost(opened);
                    }
                });
    }

    private CompletableFuture<ServerFrame> request(java.util.function.LongFunction<ClientFrame> request) {
        long id = nextId++;
        CompletableFuture<ServerFrame> answer = new CompletableFuture<>();
        pending.put(id, answer);
        say(request.apply(id));
        return answer;
    }

    private CompletableFuture<?> lastWrite = CompletableFuture.completedFuture(null);

    /** The JDK's WebSocket takes one text after the other only. */
    private void say(ClientFrame frame) {
        WebSocket to = ws;
        if (to != null) {
            String text = ClientFrameCodec.INSTANCE.toJson(frame);
            lastWrite = lastWrite.handle((done, failure) -> null).thenCompose(done -> to.sendText(text, true));
        }
    }

    private void lost(WebSocket which) {
        if (which != ws) {
            return;
        }
        ws = null;
        live = false;
        lastWrite = CompletableFuture.completedFuture(null);
        shown.values().forEach(conversation -> conversation.syncing = false);
        List<CompletableFuture<ServerFrame>> unanswered = List.copyOf(pending.values());
        pending.clear();
        unanswered.forEach(
                answer -> answer.completeExceptionally(new IllegalStateException("the connection was lost")));
        comeBack();
    }

    private void flush(String conversation) {
        Outgoing next = outbox.getOrDefault(conversation, new ArrayDeque<>()).peek();
        if (next == null || !live) {
            return;
        }
        request(id -> new ClientFrame.Send(id, next.clientMsgId, conversation, "text", next.content))
                .thenAccept(
                        answer -> answered(next, answer)); // a lost answer is asked for again after the next welcome
    }

    private void answered(Outgoing outgoing, ServerFrame answer) {
        Deque<Outgoing> waiting = outbox.get(outgoing.conversation);
        if (answer instanceof Failure failure && failure.temporary()) {
            long delay = failure.retryAfterMs() == null ? RETRY_MS : failure.retryAfterMs();
            loop.schedule(() -> flush(outgoing.conversation), delay, TimeUnit.MILLISECONDS);
            return;
        }
        waiting.remove();
        if (answer instanceof Sent sent) {
            outgoing.sent.complete(sent);
        } else {
            outgoing.sent.completeExceptionally(new IllegalStateException(answer.toString()));
        }
        flush(outgoing.conversation);
    }

    private void list(ClientFrame.@Nullable ListPosition before) {
        request(id -> new ClientFrame.ListConversations(id, before, null, 100)).thenAccept(answer -> {
            if (!(answer instanceof ServerFrame.Listed listed)) {
                loop.schedule(
                        () -> {
                            if (live) list(before);
                        },
                        RETRY_MS,
                        TimeUnit.MILLISECONDS);
                return;
            }
            listed.conversations().forEach(c -> {
                of(c.id()).head = Math.max(of(c.id()).head, c.head());
                of(c.id()).read = Math.max(of(c.id()).read, c.read());
                if (of(c.id()).position < c.head()) {
                    sync(c.id());
                }
            });
            if (listed.more()) {
                ServerFrame.Conversation lowest =
                        listed.conversations().get(listed.conversations().size() - 1);
                list(new ClientFrame.ListPosition(lowest.time(), lowest.id()));
            }
        });
    }

    private Shown of(String conversation) {
        return shown.computeIfAbsent(conversation, id -> new Shown());
    }

    private void sync(String conversation) {
        Shown mine = of(conversation);
        if (mine.syncing || !live) {
            return;
        }
        mine.syncing = true;
        request(id -> new ClientFrame.Sync(id, Map.of(conversation, mine.have())))
                .thenAccept(answer -> {
                    mine.syncing = false;
                    SyncEntry entry = answer instanceof ServerFrame.Synced synced
                            ? synced.conversations().get(conversation)
                            : null;
                    if (entry == null) {
                        loop.schedule(() -> sync(conversation), RETRY_MS, TimeUnit.MILLISECONDS);
                        return;
                    }
                    if (entry.ahead() || entry.gap()) {
                        mine.messages.clear();
                        mine.position = entry.ahead() ? 0 : entry.first() - 1;
                    }
                    List<Message> messages = entry.messages() == null ? List.of() : entry.messages();
                    messages.forEach(message -> {
                        if (mine.show(message)) {
                            throw new AssertionError("a hole in a sync of " + conversation + " before " + message);
                        }
                    });
                    if (entry.more() || entry.ahead() || mine.position < entry.head()) {
                        sync(conversation);
                    }
                });
    }

    private void receive(String text) {
        Map<String, Long> moved = new HashMap<>();
        Long mark = null;
        for (String line : text.split("\n")) {
            ServerFrame frame = ServerFrameCodec.INSTANCE.fromJson(line);
            if (frame instanceof Message message) {
                if (of(message.conversation()).show(message)) {
                    sync(message.conversation());
                }
                moved.put(message.conversation(), of(message.conversation()).position);
            } else if (frame instanceof ServerFrame.Mark end) {
                mark = end.n();
            } else if (!answer(frame)) {
                push(frame);
            }
        }
        if (mark != null) {
            say(new ClientFrame.Ack(mark, moved));
        }
    }

    private boolean answer(ServerFrame frame) {
        Long id = idOf(frame);
        CompletableFuture<ServerFrame> waiting = id == null ? null : pending.remove(id);
        if (waiting != null) {
            waiting.complete(frame);
        }
        return waiting != null;
    }

    private static @Nullable Long idOf(ServerFrame frame) {
        if (frame instanceof ServerFrame.Welcome welcome) {
            return welcome.id();
        } else if (frame instanceof Sent sent) {
            return sent.id();
        } else if (frame instanceof ServerFrame.Synced synced) {
            return synced.id();
        } else if (frame instanceof ServerFrame.Listed listed) {
            return listed.id();
        } else if (frame instanceof ServerFrame.Page page) {
            return page.id();
        } else if (frame instanceof ServerFrame.Cursor cursor) {
            return cursor.id();
        } else if (frame instanceof ServerFrame.Ok ok) {
            return ok.id();
        } else if (frame instanceof Failure failure) {
            return failure.id();
        }
        return null;
    }

    private void push(ServerFrame frame) {
        if (frame instanceof ServerFrame.Truth truth) {
            say(new ClientFrame.Alive());
            if (lastTruth != null && isBehind(lastTruth)) {
                list(null);
            }
            lastTruth = truth;
        } else if (frame instanceof ServerFrame.Cursor cursor) {
            of(cursor.conversation()).read = Math.max(of(cursor.conversation()).read, cursor.read());
        } else if (frame instanceof ServerFrame.Behind) {
            request(id -> new ClientFrame.Sync(id, Map.of())).thenAccept(live -> list(null));
        }
        pushes.add(frame);
    }

    /** What was on its way at the heartbeat before has arrived by now. */
    private boolean isBehind(ServerFrame.Truth truth) {
        return shown.size() < truth.n()
                || shown.values().stream().mapToLong(c -> c.head).sum() < truth.heads()
                || shown.values().stream().mapToLong(c -> c.read).sum() < truth.reads();
    }

    /** Returns the user's read cursor as this device knows it. */
    public long read(String conversation) {
        return onLoop(() -> shown.containsKey(conversation) ? shown.get(conversation).read : 0);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                execute(() -> {
                    if (socket == ws || ws == null) {
                        receive(whole);
                    }
                });
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            execute(() -> lost(socket));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            execute(() -> lost(socket));
        }
    }
}
