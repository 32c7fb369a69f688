package io.minirpc.gochat.chat;

import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.route.Bus;
import io.minirpc.gochat.route.Bus.Push;
import io.minirpc.gochat.route.Route;
import io.minirpc.gochat.route.memory.MemoryBus;
import io.minirpc.gochat.route.memory.MemoryRoutes;
import io.minirpc.gochat.store.ChatRows;
import io.minirpc.gochat.store.CursorStore;
import io.minirpc.gochat.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** An inbox on a real H2 file, rows to put into it, and what it pushes to the one gateway {@code g}. */
final class InboxFixture implements AutoCloseable {
    static final String GATEWAY = "g";

    private final AtomicLong users = new AtomicLong(1_000);
    private final MemoryRoutes routes = new MemoryRoutes();
    private final MemoryBus bus = new MemoryBus();
    private final List<Push> pushes = new CopyOnWriteArrayList<>();

    final Database database;
    final ChatRows rows;
    final Inbox inbox;

    InboxFixture(Path folder) {
        this(folder, store -> store);
    }

    /** @param cursors puts faults before the store of cursors */
    InboxFixture(Path folder, UnaryOperator<CursorStore> cursors) {
        database = Database.openFile(folder.resolve("chat"), false);
        rows = new ChatRows(database);
        bus.subscribe(GATEWAY, pushes::add);
        inbox = new Inbox(
                database, routes, bus, Clock.systemUTC(), cursors.apply(CursorStore.of(database)), Duration.ZERO);
    }

    /** Puts a user that no other test of the class has. */
    long user() {
        long id = users.incrementAndGet();
        rows.user(id);
        return id;
    }

    void connect(long user, String connection) {
        done(routes.add(user, new Route(connection, GATEWAY)));
    }

    /** Returns what was pushed to a user so far, in order. */
    List<ServerFrame> pushedTo(long user) {
        return pushesTo(user).stream().map(Push::frame).toList();
    }

    List<Push> pushesTo(long user) {
        return pushes.stream().filter(push -> push.users().contains(user)).toList();
    }

    Bus bus() {
        return bus;
    }

    static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        database.close();
        bus.close();
    }
}
