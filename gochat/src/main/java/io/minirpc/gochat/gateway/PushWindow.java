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
 * in a frame with a mark. Bounded by number and bytes. Belongs to an event loop. Times are those of
 * {@code System.nanoTime}.
 */
final class PushWindow {
    /** Room for the mark at the end of a frame. */
    private static final int MARK_BYTES = 64;

    private final int maxMessages;
    private final int maxBytes;
    private final Deque<ByteBuf> unsent = new ArrayDeque<>();
    private final Deque<Batch> unacked = new ArrayDeque<>();
    private int messages;
    private int bytes;
    private long lastMark;

    PushWindow(int maxMessages, int maxBytes) {
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
    }

    /** Takes over a message; returns false, and releases it, where it does not fit. */
    boolean offer(ByteBuf line) {
        int size = line.readableBytes();
        if (messages == maxMessages || bytes + size > maxBytes) {
            line.release();
            return false;
        }
        unsent.add(line);
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
        List<ByteBuf> lines = new ArrayList<>();
        int size = MARK_BYTES;
        while (!unsent.isEmpty() && (lines.isEmpty() || size + unsent.element().readableBytes() <= Frames.MAX_BYTES)) {
            ByteBuf line = unsent.remove();
            size += line.readableBytes();
            lines.add(line);
        }
        Batch batch = new Batch(++lastMark, lines, now);
        unacked.add(batch);
        return frame(allocator, batch);
    }

    /** Returns the frames of what is due to be sent once more, under new marks. */
    List<ByteBuf> resend(ByteBufAllocator allocator, long now, long afterNanos) {
        List<ByteBuf> frames = new ArrayList<>();
        for (Batch batch : unacked) {
            if (!batch.resent && now - batch.sentNanos >= afterNanos) {
                batch.resent = true;
                batch.sentNanos = now;
                lastMark++;
                frames.add(frame(allocator, batch));
            }
        }
        return frames;
    }

    /** Returns whether something that was sent twice has not been acknowledged for a time. */
    boolean isOverdue(long now, long afterNanos) {
        for (Batch batch : unacked) {
            if (batch.resent && now - batch.sentNanos >= afterNanos) {
                return true;
            }
        }
        return false;
    }

    private ByteBuf frame(ByteBufAllocator allocator, Batch batch) {
        List<ByteBuf> parts = new ArrayList<>(batch.lines.size() + 1);
        for (ByteBuf line : batch.lines) {
            parts.add(line.retainedDuplicate());
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
            release(unacked.remove());
        }
        return true;
    }

    /** Forgets all messages; marks go on. */
    void clear() {
        unsent.forEach(ByteBuf::release);
        unsent.clear();
        unacked.forEach(batch -> batch.lines.forEach(ByteBuf::release));
        unacked.clear();
        messages = 0;
        bytes = 0;
    }

    private void release(Batch batch) {
        for (ByteBuf line : batch.lines) {
            messages--;
            bytes -= line.readableBytes();
            line.release();
        }
    }

    /** The messages of one frame. The duplicates that are written keep the reader index here where it was. */
    private static final class Batch {
        final long firstMark;
        final List<ByteBuf> lines;
        long sentNanos;
        boolean resent;

        Batch(long firstMark, List<ByteBuf> lines, long now) {
            this.firstMark = firstMark;
            this.lines = lines;
            sentNanos = now;
        }
    }
}
