package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.ServerFrame.Mark;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The messages of a connection that were not acknowledged: those that wait to be written, and those that were written
 * in a frame with a mark. Bounded by number and bytes. Belongs to an event loop. Times are those of the loop.
 */
final class PushWindow {
    /** Room for the mark at the end of a frame. */
    private static final int MARK_BYTES = 64;

    private final int maxMessages;
    private final int maxBytes;
    private final PushFate fate;
    private final Deque<Waiting> unsent = new ArrayDeque<>();
    private final Deque<Batch> unacked = new ArrayDeque<>();
    private int messages;
    private int bytes;
    private long lastMark;

    /** @param fate is told what becomes of the messages */
    PushWindow(int maxMessages, int maxBytes, PushFate fate) {
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
        this.fate = fate;
    }

    private record Waiting(Pushed push, ByteBuf line) {
        int size() {
            return line.readableBytes();
        }
    }

    /** Takes over a message; returns false, and releases it, where it does not fit. */
    boolean offer(Pushed push, ByteBuf line) {
        int size = line.readableBytes();
        if (messages == maxMessages || bytes + size > maxBytes) {
            fate.behind(push);
            line.release();
            return false;
        }
        unsent.add(new Waiting(push, line));
        messages++;
        bytes += size;
        return true;
    }

    boolean hasUnsent() {
        return !unsent.isEmpty();
    }

    /** Returns how many messages wait or are not acknowledged. */
    int messages() {
        return messages;
    }

    /** Returns all that waits and fits one frame, with a mark at its end. */
    ByteBuf nextFrame(ByteBufAllocator allocator, long now) {
        List<Waiting> some = new ArrayList<>();
        int size = MARK_BYTES;
        while (!unsent.isEmpty() && (some.isEmpty() || size + unsent.element().size() <= Frames.MAX_BYTES)) {
            Waiting message = unsent.remove();
            size += message.size();
            some.add(message);
        }
        Batch batch = new Batch(++lastMark, some, now);
        unacked.add(batch);
        return frame(allocator, batch);
    }

    /** Returns the frames of what is due to be sent once more, under new marks. */
    List<ByteBuf> resend(ByteBufAllocator allocator, long now, long afterNanos) {
        if (unacked.isEmpty()) {
            return List.of(); // as nearly always: this is asked of each connection many times in a second
        }
        List<ByteBuf> frames = new ArrayList<>();
        for (Batch batch : unacked) {
            if (!batch.resent && now - batch.sentNanos >= afterNanos) {
                batch.resent = true;
                batch.sentNanos = now;
                batch.messages.forEach(message -> fate.resent(message.push()));
                lastMark++;
                frames.add(frame(allocator, batch));
            }
        }
        return frames;
    }

    /** Returns whether something that was sent twice has not been acknowledged for a time. */
    boolean isOverdue(long now, long afterNanos) {
        if (unacked.isEmpty()) {
            return false;
        }
        for (Batch batch : unacked) {
            if (batch.resent && now - batch.sentNanos >= afterNanos) {
                return true;
            }
        }
        return false;
    }

    private ByteBuf frame(ByteBufAllocator allocator, Batch batch) {
        List<ByteBuf> parts = new ArrayList<>(batch.messages.size() + 1);
        for (Waiting message : batch.messages) {
            parts.add(message.line().retainedDuplicate());
        }
        parts.add(Frames.line(allocator, new Mark(lastMark)));
        return Frames.join(allocator, parts);
    }

    /** Forgets what was acknowledged; returns false for a mark that was never sent. */
    boolean ack(long mark) {
        if (mark < 0 || mark > lastMark) {
            return false;
        }
        while (!unacked.isEmpty() && unacked.element().firstMark <= mark) {
            acknowledged(unacked.remove());
        }
        return true;
    }

    private void acknowledged(Batch batch) {
        for (Waiting message : batch.messages) {
            messages--;
            bytes -= message.size();
            fate.acknowledged(message.push(), batch.writtenNanos);
            message.line().release();
        }
    }

    /** Forgets all messages, since the client has to sync; marks go on. */
    void clear() {
        unacked.forEach(batch -> batch.messages.forEach(this::drop));
        unacked.clear();
        unsent.forEach(this::drop);
        unsent.clear();
        messages = 0;
        bytes = 0;
    }

    private void drop(Waiting message) {
        fate.behind(message.push());
        message.line().release();
    }

    /** The messages of one frame. The duplicates that are written keep the reader index here where it was. */
    private static final class Batch {
        final long firstMark;
        final List<Waiting> messages;

        /** Real time, which goes on while the process is stopped. */
        final long writtenNanos = System.nanoTime();

        long sentNanos;
        boolean resent;

        Batch(long firstMark, List<Waiting> messages, long now) {
            this.firstMark = firstMark;
            this.messages = messages;
            sentNanos = now;
        }
    }
}
