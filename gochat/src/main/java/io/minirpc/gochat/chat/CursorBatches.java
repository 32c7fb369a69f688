package io.minirpc.gochat.chat;

import io.minirpc.gochat.store.CursorStore;
import io.minirpc.gochat.store.CursorStore.Move;
import io.minirpc.gochat.store.CursorStore.Moved;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.StoreException;
import io.minirpc.gochat.store.StoreException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Commits moves of cursors in batches: what gathered within an interval, or while the batch before was being committed.
 * Thread-safe; never blocks the caller.
 */
final class CursorBatches {
    private static final int MAX_BATCH = 200;
    private static final int MAX_WAITING = 20_000;

    private final CursorStore store;
    private final Database database;
    private final Executor later;
    private final Consumer<List<Committed>> committed;

    private final Map<Key, Pending> waiting = new LinkedHashMap<>();
    private int requests;
    private boolean running;

    /** @param committed hears of each batch after its commit, before those who asked; must not block */
    CursorBatches(CursorStore store, Database database, Duration interval, Consumer<List<Committed>> committed) {
        this.store = store;
        this.database = database;
        this.committed = committed;
        later = CompletableFuture.delayedExecutor(interval.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
    }

    /**
     * Cursors of a member after a commit.
     *
     * @param except the connection that moved them; null if it was none or several
     */
    record Committed(Moved moved, @Nullable String except) {}

    private record Key(String conversation, long user) {
        static final Comparator<Key> ORDER =
                Comparator.comparing(Key::conversation).thenComparing(Key::user);
    }

    /** Moves of one member, of which the highest counts, and those who wait for them. */
    private static final class Pending {
        private Move move;
        private @Nullable String connection;
        private final List<CompletableFuture<Optional<Moved>>> callers = new ArrayList<>();

        Pending(Move first, @Nullable String connection) {
            move = first;
            this.connection = connection;
        }

        void add(Move other, @Nullable String from, CompletableFuture<Optional<Moved>> caller) {
            connection = Objects.equals(connection, from) ? from : null;
            callers.add(caller);
            move = new Move(
                    move.conversation(),
                    move.user(),
                    move.peer(),
                    Math.max(move.read(), other.read()),
                    Math.max(move.delivered(), other.delivered()));
        }
    }

    /** Moves cursors; done after the commit, empty where the user is no member. Fails with a {@link StoreException}. */
    CompletionStage<Optional<Moved>> move(Move move, @Nullable String connection) {
        CompletableFuture<Optional<Moved>> result = new CompletableFuture<>();
        synchronized (this) {
            if (requests >= MAX_WAITING) {
                return CompletableFuture.failedFuture(
                        new StoreException(Kind.OVERLOADED, "too many cursors wait for the database", null));
            }
            requests++;
            waiting.computeIfAbsent(new Key(move.conversation(), move.user()), key -> new Pending(move, connection))
                    .add(move, connection, result);
            if (!running) {
                running = true;
                later.execute(this::runNext);
            }
        }
        return result;
    }

    private void runNext() {
        List<Pending> batch = next();
        database.submit(() -> run(batch)).whenComplete((done, failure) -> {
            if (failure != null) {
                fail(batch, failure);
            }
            goOn();
        });
    }

    private synchronized List<Pending> next() {
        Map<Key, Pending> taken = new TreeMap<>(Key.ORDER);
        Iterator<Map.Entry<Key, Pending>> oldest = waiting.entrySet().iterator();
        while (oldest.hasNext() && taken.size() < MAX_BATCH) {
            Map.Entry<Key, Pending> entry = oldest.next();
            taken.put(entry.getKey(), entry.getValue());
            requests -= entry.getValue().callers.size();
            oldest.remove();
        }
        return List.copyOf(taken.values());
    }

    private void goOn() {
        boolean full;
        synchronized (this) {
            running = !waiting.isEmpty();
            full = waiting.size() >= MAX_BATCH;
            if (running && !full) {
                later.execute(this::runNext);
            }
        }
        if (full) {
            runNext();
        }
    }

    /** One bad move fails alone; where the database itself fails, all do. */
    private boolean run(List<Pending> batch) {
        try {
            tell(batch, store.move(batch.stream().map(pending -> pending.move).toList()));
        } catch (StoreException e) {
            if (batch.size() == 1 || !isOfOneRow(e.kind())) {
                fail(batch, e);
            } else {
                batch.forEach(pending -> run(List.of(pending)));
            }
        }
        return true;
    }

    private static boolean isOfOneRow(Kind kind) {
        return switch (kind) {
            case DUPLICATE_KEY, BAD_DATA, DEADLOCK, LOCK_TIMEOUT, OTHER -> true;
            case CONNECTION_LOST, UNKNOWN_OUTCOME, READ_ONLY, DISK_FULL, OVERLOADED -> false;
        };
    }

    private void tell(List<Pending> batch, List<Moved> moved) {
        Map<Move, Moved> byMove = new HashMap<>();
        moved.forEach(one -> byMove.put(one.move(), one));
        List<Committed> told = new ArrayList<>();
        for (Pending pending : batch) {
            Moved one = byMove.get(pending.move);
            if (one != null) {
                told.add(new Committed(one, pending.connection));
            }
        }
        committed.accept(told);
        for (Pending pending : batch) {
            Optional<Moved> result = Optional.ofNullable(byMove.get(pending.move));
            pending.callers.forEach(caller -> caller.complete(result));
        }
    }

    private static void fail(List<Pending> batch, Throwable failure) {
        batch.forEach(pending -> pending.callers.forEach(caller -> caller.completeExceptionally(failure)));
    }
}
