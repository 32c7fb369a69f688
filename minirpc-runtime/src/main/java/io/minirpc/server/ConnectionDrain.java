package io.minirpc.server;

import io.minirpc.internal.transport.Connection;
import io.minirpc.internal.transport.Frame;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The part of a connection in the shutdown of its server: the client is told to make its calls elsewhere, and those
 * that were made come to their end. Owned by the connection's event loop, but for {@link #begin}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // tasks that cannot fail
final class ConnectionDrain {
    /** The time for a hello of a client that connected before it could know of the shutdown. */
    private static final long NEWCOMER_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final byte[] EMPTY = {};

    private final Connection connection;
    private final CallsInProgress calls;
    private final EventLoop loop;
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private boolean understood;
    private boolean begun;
    private boolean told;

    ConnectionDrain(Connection connection, CallsInProgress calls, EventLoop loop) {
        this.connection = connection;
        this.calls = calls;
        this.loop = loop;
    }

    /**
     * Starts the drain, after the server has begun to shut down. On any thread.
     *
     * @return a future that completes when no call runs or waits, or the connection is closed
     */
    CompletableFuture<Void> begin() {
        loop.execute(() -> {
            if (!idle.isDone()) {
                begun = true;
                tell();
                completeIfIdle();
            }
        });
        return idle;
    }

    /** Records whether the client understands drains. */
    void learned(boolean understands) {
        understood = understands;
    }

    /** Sends a drain frame, once, if the client understands it. */
    void tell() {
        if (understood && !told) {
            told = true;
            connection.append(Frame.JSON, Frame.DRAIN, 0, EMPTY);
            connection.flush();
        }
    }

    /** Returns whether calls may still arrive that the client made before it was told of the shutdown. */
    boolean mayStillCall() {
        return understood && !idle.isDone();
    }

    /**
     * Completes the drain if no call is left. A client that was told closes the connection itself: until then calls may
     * be on the way that it made before.
     */
    void completeIfIdle() {
        if (!begun || told || !calls.isEmpty()) {
            return;
        }
        long patience = connection.openedNanos() + NEWCOMER_NANOS - System.nanoTime();
        if (connection.hasOpened() && !connection.hasHeard() && patience > 0) {
            loop.schedule(this::completeIfIdle, patience, TimeUnit.NANOSECONDS);
        } else {
            idle.complete(null);
        }
    }

    /** Completes the drain: the connection is closed. */
    void closed() {
        idle.complete(null);
    }
}
