package io.minirpc.server;

import io.minirpc.StatusCode;
import io.minirpc.internal.envelope.Failure;
import io.minirpc.internal.transport.Connection;
import io.minirpc.internal.transport.Lateness;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The data that one client has not read: bytes that are written, and answers that are held back until the client has
 * read most of those. Counts both against the server's bounds, and detects clients that do not read. Owned by the
 * connection's event loop.
 */
final class UnreadAnswers {
    /** The bytes of a connection that are not counted: sockets take that much at once. */
    private static final int FREE_BYTES = 64 << 10;

    private final Connection connection;
    private final UnreadBytes all;
    private final Queue<ServerCall> waiting = new ArrayDeque<>(0);
    private long waitingBytes;
    private long counted;
    private boolean awaitsDrain;
    private long lastUnread;
    private long progressNanos = System.nanoTime();

    UnreadAnswers(Connection connection, UnreadBytes all) {
        this.connection = connection;
        this.all = all;
    }

    /** Returns whether an answer can be written as it is, without being encoded first. */
    boolean acceptsUnencoded() {
        return !isHeldBack() && !all.isFull();
    }

    private boolean isHeldBack() {
        return !connection.isWritable() || !waiting.isEmpty();
    }

    /**
     * Holds an answer back while earlier ones are unread; returns false if it is to be written now. An answer for which
     * there is no room is replaced by a failure that says so.
     */
    boolean hold(ServerCall call) {
        boolean held = isHeldBack();
        int bytes = call.answerBytes();
        if (!held && bytes <= FREE_BYTES) {
            return false;
        }
        count();
        if (!all.hasRoom(counted, bytes)) {
            call.replaceAnswer(noRoom(bytes));
        }
        if (held) {
            waiting.add(call);
            waitingBytes += call.answerBytes();
            count();
        }
        return held;
    }

    private Failure noRoom(int bytes) {
        String why = "the answer of " + bytes + " bytes has no room: " + counted + " bytes wait for this client to read"
                + " them, and " + all.total() + " for all clients of the server";
        return Failure.of(StatusCode.RESOURCE_EXHAUSTED, why);
    }

    /** Returns the next answer to write; null if there is none, or if the client has to read others first. */
    @Nullable
    ServerCall next() {
        ServerCall call = connection.isWritable() ? waiting.poll() : null;
        if (call != null) {
            waitingBytes -= call.answerBytes();
        }
        return call;
    }

    /** Removes the answers that are no longer awaited, and returns them. Counts again, so call it periodically. */
    List<ServerCall> takeUnawaited() {
        List<ServerCall> taken = waiting.isEmpty() ? List.of() : new ArrayList<>(waiting.size());
        waiting.removeIf(call -> !call.isAwaited() && taken.add(call));
        taken.forEach(call -> waitingBytes -= call.answerBytes());
        count();
        return taken;
    }

    /** Removes all answers and returns them: the connection is closed. */
    List<ServerCall> takeAll() {
        List<ServerCall> taken = List.copyOf(waiting);
        waiting.clear();
        waitingBytes = 0;
        count();
        return taken;
    }

    /** Counts what waits now, after something was written or read. */
    void count() {
        long written = connection.unreadBytes();
        long now = waitingBytes + (written <= FREE_BYTES ? 0 : written);
        if (now == counted) {
            return;
        }
        all.add(now - counted);
        counted = now;
        if (written > FREE_BYTES && !awaitsDrain) {
            awaitDrain();
        }
    }

    private void awaitDrain() {
        awaitsDrain = true;
        try {
            connection.afterWrites(this::drained);
        } catch (Throwable e) {
            awaitsDrain = false; // there is no memory for it: the next count tries again
        }
    }

    private void drained() {
        awaitsDrain = false;
        progressNanos = System.nanoTime();
        count();
    }

    /** Excludes a time in which this process stood still. */
    void leaveOut(long nanos) {
        progressNanos = Lateness.putOff(progressNanos, nanos, System.nanoTime());
    }

    /**
     * Returns whether data is unread and the client has read nothing for so many nanoseconds. Call it several times in
     * that time: any change since the last call counts as progress, because new data may replace what the client has
     * read. Transports other than epoll do not report when the system sends data. With them, only data that leaves this
     * process is progress, so a client has to free a part of the socket's buffer in that time.
     */
    boolean isStalled(long now, long nanos) {
        long unread = connection.unreadBytes();
        if (unread == 0 || unread != lastUnread) {
            progressNanos = now;
        }
        lastUnread = unread;
        return now - progressNanos > nanos && !connection.hasSentWithin(nanos);
    }
}
