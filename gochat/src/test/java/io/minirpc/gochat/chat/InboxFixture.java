package io.minirpc.gochat.chat;

import static java.util.Objects.requireNonNull;

import io.minirpc.gochat.api.Change;
import io.minirpc.gochat.api.ChangeCommand;
import io.minirpc.gochat.api.GroupView;
import io.minirpc.gochat.api.HistoryPage;
import io.minirpc.gochat.api.HistoryQuery;
import io.minirpc.gochat.api.ListQuery;
import io.minirpc.gochat.api.SendCommand;
import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.frame.ClientFrame.Position;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Cursor;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.route.Bus;
import io.minirpc.gochat.route.Bus.Push;
import io.minirpc.gochat.route.Bus.ToUsers;
import io.minirpc.gochat.route.HotCache;
import io.minirpc.gochat.route.Route;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.route.memory.MemoryBus;
import io.minirpc.gochat.route.memory.MemoryGroupGateways;
import io.minirpc.gochat.route.memory.MemoryHints;
import io.minirpc.gochat.route.memory.MemoryRoutes;
import io.minirpc.gochat.store.ChatRows;
import io.minirpc.gochat.store.CursorStore;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.Faults;
import io.minirpc.gochat.store.GroupRows;
import io.minirpc.gochat.store.Stores;
import io.minirpc.gochat.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** An inbox on a real database, rows to put into it, and what it pushes to the one gateway {@code g}. */
final class InboxFixture implements AutoCloseable {
    static final String GATEWAY = "g";

    /** The least time between two counts of receipts in a group. */
    static final Duration COUNTS = Duration.ofMillis(200);

    /** The limit of an answer in bytes, which no test reaches. */
    private static final int BYTES = 100_000;

    private final AtomicLong users = new AtomicLong(1_000);
    private final MemoryRoutes routes = new MemoryRoutes();
    private final MemoryBus bus = new MemoryBus();
    final MemoryHints hints = new MemoryHints();
    private final List<Push> pushes = new CopyOnWriteArrayList<>();

    private final Map<Long, BlockingQueue<Cursor>> cursors = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    final Faults faults = new Faults();
    final TestClock clock = new TestClock("2026-01-15T00:00:00Z");
    final Database database;
    final ChatRows rows;
    final GroupRows groups;
    final Inbox inbox;
    final Conversations conversations;

    InboxFixture(TestDatabase kind, Path folder) {
        this(kind, folder, store -> store);
    }

    InboxFixture(TestDatabase kind, Path folder, HotCache hot) {
        this(kind, folder, store -> store, hot);
    }

    /** @param cursors puts faults before the store of cursors */
    InboxFixture(TestDatabase kind, Path folder, UnaryOperator<CursorStore> cursors) {
        this(kind, folder, cursors, HotCache.NONE);
    }

    private InboxFixture(TestDatabase kind, Path folder, UnaryOperator<CursorStore> cursors, HotCache hot) {
        database = kind.open(folder, faults);
        rows = new ChatRows(database);
        groups = new GroupRows(database);
        bus.subscribe(GATEWAY, this::pushed);
        Stores stores = Stores.of(database);
        Routing routing = new Routing(routes, new MemoryGroupGateways(), bus, hints, hot);
        inbox = new Inbox(
                database,
                stores.withCursors(cursors.apply(stores.cursors())),
                routing,
                InstantSource.system(),
                Duration.ZERO,
                COUNTS);
        conversations = new Conversations(stores.sends(), ids::incrementAndGet, clock, routing);
    }

    String group(long... users) {
        return groups.create(LongStream.of(users).boxed().toList());
    }

    /** Puts a user that no other test of the class has. */
    long user() {
        long id = users.incrementAndGet();
        rows.user(id);
        return id;
    }

    Three three() {
        return new Three();
    }

    /** A group of three, whose owner is ada. */
    final class Three {
        final long ada = user();
        final long bob = user();
        final long eve = user();
        final String group = group(ada, bob, eve);
    }

    /** Sends by the real committer, at the time of {@link #clock}; returns the seq. */
    long send(String conversation, long sender) {
        return trySend(conversation, sender).orElseThrow();
    }

    /** The same; empty where it is refused. */
    OptionalLong trySend(String conversation, long sender) {
        return seq(conversations.send(conversation, new SendCommand(sender, nextClientId(), "text", "hello")));
    }

    /** Changes a conversation by the real committer; returns the event's seq, empty where it is refused. */
    OptionalLong change(String conversation, long user, String clientId, Change change) {
        return seq(conversations.change(conversation, new ChangeCommand(user, clientId, change)));
    }

    private static OptionalLong seq(CompletionStage<SendResult> result) {
        SendResult done = done(result);
        if (done instanceof SendResult.Busy) {
            throw new IllegalStateException("busy"); // nothing else runs
        }
        return done instanceof SendResult.Sent sent ? OptionalLong.of(sent.seq()) : OptionalLong.empty();
    }

    String nextClientId() {
        return "m" + ids.incrementAndGet();
    }

    /** Returns the first conversation of a user's list. */
    Conversation listed(long user) {
        return done(inbox.list(user, new ListQuery(null, null, 1)))
                .conversations()
                .get(0);
    }

    /** Returns a conversation of a user's list by its name. */
    Conversation named(long user, String conversation) {
        return done(inbox.list(user, new ListQuery(null, List.of(conversation), 1)))
                .conversations()
                .get(0);
    }

    /** Returns what a user gets of a conversation who has its messages up to a seq. */
    SyncEntry sync(long user, String conversation, long seq) {
        return done(inbox.sync(user, Map.of(conversation, new Position(seq, null)), BYTES))
                .get(conversation);
    }

    /** Returns the last messages that a user may see below a seq, which null leaves out. */
    Optional<HistoryPage> history(long user, String conversation, @Nullable Long before) {
        return done(inbox.history(user, conversation, new HistoryQuery(null, before, 50, BYTES)));
    }

    Truth truth(long user) {
        return done(inbox.truths(List.of(user))).get(0);
    }

    GroupView viewers(String conversation, long seq) {
        return done(inbox.viewers(conversation, seq));
    }

    void connect(long user, String connection) {
        done(routes.add(user, new Route(connection, GATEWAY)));
    }

    private void pushed(Push push) {
        pushes.add(push);
        if (push instanceof ToUsers toUsers && push.frame() instanceof Cursor cursor) {
            toUsers.users().forEach(user -> cursorsOf(user).add(cursor));
        }
    }

    private BlockingQueue<Cursor> cursorsOf(long user) {
        return cursors.computeIfAbsent(user, id -> new LinkedBlockingQueue<>());
    }

    /** Waits for the next cursor that is pushed to a user's other connections. */
    Cursor nextCursorOf(long user) {
        try {
            return requireNonNull(cursorsOf(user).poll(30, TimeUnit.SECONDS), "no cursor within 30 s");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what was pushed to a user so far, in order. */
    List<ServerFrame> pushedTo(long user) {
        return pushesTo(user).stream().map(Push::frame).toList();
    }

    List<ToUsers> pushesTo(long user) {
        return pushes.stream()
                .filter(ToUsers.class::isInstance)
                .map(ToUsers.class::cast)
                .filter(push -> push.users().contains(user))
                .toList();
    }

    Bus bus() {
        return bus;
    }

    static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        faults.clear();
        conversations.close();
        database.close();
        bus.close();
    }
}
