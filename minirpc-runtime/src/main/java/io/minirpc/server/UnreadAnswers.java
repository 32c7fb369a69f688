package io.minirpc.server;

import io.minirpc.StatusCode;
import io.minirpc.envelope.Failure;
import io.minirpc.transport.Connection;
import io.minirpc.transport.Lateness;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one client to read it: bytes that are written, and answers that are written once the client has read
 * most of those. Counts them against the server's bounds, and notices whether the client reads. Owned by the
 * connection's event loop.
 */
final class UnreadAnswers {
    /** What a connection may have without being counted: sockets take as much in a moment. */
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
     * Has an answer wait if those before it were not read; returns false if it is to be written now. One for which
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

    /** Takes out the answers that nobody waits for any more. To be called now and then: counts again, too. */
    List<ServerCall> takeUnawaited() {
        List<ServerCall> taken = waiting.isEmpty() ? List.of() : new ArrayList<>(waiting.size());
        waiting.removeIf(call -> !call.isAwaited() && taken.add(call));
        taken.forEach(call -> waitingBytes -= call.answerBytes());
        count();
        return taken;
    }

    /** Takes out all answers; the connection is gone. */
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

    /** Leaves a time out in which the client was not looked at. */
    void leaveOut(long nanos) {
        progressNanos = Lateness.putOff(progressNanos, nanos, System.nanoTime());
    }

    /**
     * Returns whether something waits and the client has read nothing for so many nanoseconds. To be asked several
     * times in that time, for any change since it was asked last counts as progress: what the client reads may be
     * replaced by more. Where the system does not say when it has sent data (all but epoll), progress is what leaves
     * this process, so a client has to free a part of the socket's buffer in that time.
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
