package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ServerFrame.Cursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The read cursors that are to be moved: each is asked for again with the next connection, until an answer or a push
 * shows that it was. Belongs to the loop.
 */
final class Reads {
    private final Wire wire;
    private final Retry retry;
    private final Consumer<Cursor> moved;
    private final Map<String, Wanted> wanted = new HashMap<>();

    private static final class Wanted {
        private final List<CompletableFuture<Cursor>> waiting = new ArrayList<>();
        private long seq;
        private boolean asked;
    }

    /** @param moved is told each answer */
    Reads(Wire wire, Retry retry, Consumer<Cursor> moved) {
        this.wire = wire;
        this.retry = retry;
        this.moved = moved;
    }

    void read(String conversation, long seq, CompletableFuture<Cursor> done) {
        Wanted read = wanted.computeIfAbsent(conversation, id -> new Wanted());
        read.seq = Math.max(read.seq, seq);
        read.waiting.add(done);
        ask(conversation);
    }

    void welcomed() {
        List.copyOf(wanted.keySet()).forEach(this::ask);
    }

    private void ask(String conversation) {
        Wanted read = wanted.get(conversation);
        if (read == null || read.asked || !wire.isLive()) {
            return;
        }
        read.asked = true;
        long seq = read.seq;
        wire.ask(id -> new ClientFrame.Read(id, conversation, seq), (answer, failure) -> {
            read.asked = false;
            if (answer instanceof Cursor cursor && cursor.conversation().equals(conversation)) {
                moved.accept(cursor);
                answered(conversation, read, seq, cursor);
            } else {
                failed(conversation, read, failure);
            }
        });
    }

    /** Whatever the answer's cursor is, that seq is done: it is clamped to the last message. */
    private void answered(String conversation, Wanted read, long seq, Cursor cursor) {
        if (read.seq > seq) {
            ask(conversation);
        } else if (wanted.remove(conversation, read)) {
            read.waiting.forEach(waiting -> waiting.complete(cursor));
        }
    }

    private void failed(String conversation, Wanted read, @Nullable RuntimeException failure) {
        if (failure instanceof ConnectionLostException) {
            return; // asked again at the next welcome
        }
        if (failure instanceof RefusedException refused && refused.temporary()) {
            read.asked = true;
            retry.later(Retry.delayMs(refused), () -> {
                read.asked = false;
                ask(conversation);
            });
            return;
        }
        wanted.remove(conversation, read);
        RuntimeException why = Retry.reasonOf(failure);
        read.waiting.forEach(waiting -> waiting.completeExceptionally(why));
    }

    /** A push moved the cursor. */
    void pushed(Cursor cursor) {
        Wanted read = wanted.get(cursor.conversation());
        if (read != null && cursor.read() >= read.seq) {
            wanted.remove(cursor.conversation());
            read.waiting.forEach(waiting -> waiting.complete(cursor));
        }
    }

    /** Fails what waits, since nothing will be asked any more. */
    void close() {
        List<Wanted> left = List.copyOf(wanted.values());
        wanted.clear();
        left.forEach(read -> read.waiting.forEach(
                waiting -> waiting.completeExceptionally(new ConnectionLostException("the client was closed"))));
    }

    void lost() {
        wanted.values().forEach(read -> read.asked = false);
    }
}
