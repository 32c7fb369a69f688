package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.Delivered;
import io.minirpc.gochat.chat.CursorBatches.Committed;
import io.minirpc.gochat.chat.Notices.Notice;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Cursor;
import io.minirpc.gochat.frame.ServerFrame.Receipt;
import io.minirpc.gochat.store.CursorStore;
import io.minirpc.gochat.store.CursorStore.Move;
import io.minirpc.gochat.store.CursorStore.Moved;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Moves cursors, and tells of it once it is committed. Thread-safe; never blocks. */
final class Cursors {
    private final CursorBatches batches;
    private final Notices notices;
    private final GroupCounts counts;

    Cursors(CursorStore store, Database database, Duration interval, Notices notices, GroupCounts counts) {
        this.notices = notices;
        this.counts = counts;
        batches = new CursorBatches(store, database, interval, this::tell);
    }

    /** Moves a read cursor; done after the commit, empty where the conversation is not the user's. */
    CompletionStage<Optional<Cursor>> read(long user, String conversation, long seq, String connection) {
        return batches.move(new Move(conversation, user, peer(user, conversation), Math.max(0, seq), 0), connection)
                .thenApply(moved -> moved.map(Cursors::cursor));
    }

    /** Moves delivered cursors; done after the commits. */
    CompletionStage<Void> delivered(List<Delivered> delivered) {
        return CompletableFuture.allOf(delivered.stream()
                .map(one -> batches.move(
                        new Move(
                                one.conversation(),
                                one.user(),
                                peer(one.user(), one.conversation()),
                                Move.NO_READ,
                                one.seq()),
                        null))
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture<?>[]::new));
    }

    private static long peer(long user, String conversation) {
        return ConversationId.parseOfTwo(conversation)
                .filter(id -> id.mayHave(user))
                .map(id -> id.peerOf(user))
                .orElse(0L);
    }

    private void tell(List<Committed> committed) {
        List<Notice> due = new ArrayList<>();
        for (Committed one : committed) {
            Moved moved = one.moved();
            Move move = moved.move();
            if (moved.readMoved()) {
                due.add(new Notice(move.user(), cursor(moved), one.except()));
            }
            if (moved.isNews() && move.peer() != 0) {
                due.add(new Notice(move.peer(), receipt(moved), null));
            } else if (moved.isNews()) {
                counts.passed(move.conversation(), passed(moved));
            }
        }
        notices.send(due);
    }

    private static Cursor cursor(Moved moved) {
        return new Cursor(null, moved.move().conversation(), moved.after().read(), moved.unread(), moved.head());
    }

    private static Receipt receipt(Moved moved) {
        return new Receipt(
                moved.move().conversation(),
                Ids.text(moved.move().user()),
                moved.after().read(),
                moved.after().received());
    }

    /** Returns the messages of which the others see another cursor than before. */
    private static Span passed(Moved moved) {
        long before = moved.readMoved() ? moved.before().read() : moved.before().received();
        return new Span(before + 1, moved.after().received());
    }
}
