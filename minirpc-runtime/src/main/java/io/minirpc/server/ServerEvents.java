package io.minirpc.server;

import io.minirpc.MethodDescriptor;
import io.minirpc.internal.Listeners;
import io.minirpc.internal.ThrottledLog;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what happens to a server, and tells its listeners; one that throws does no harm. Where there is none it costs
 * no more than the counting. Thread-safe.
 */
final class ServerEvents {
    private final Listeners<ServerListener> listeners;
    private final LongAdder rejectedCalls = new LongAdder();
    private final LongAdder refusedConnections = new LongAdder();
    private final LongAdder badFrames = new LongAdder();

    ServerEvents(List<ServerListener> listeners, ThrottledLog log) {
        this.listeners = new Listeners<>(listeners, log);
    }

    void accepted(SocketAddress peer) {
        if (!listeners.isEmpty()) {
            listeners.tell(listener -> listener.connectionAccepted(peer));
        }
    }

    void refused(SocketAddress peer, String reason) {
        refusedConnections.increment();
        if (!listeners.isEmpty()) {
            listeners.tell(listener -> listener.connectionRefused(peer, reason));
        }
    }

    void closed(SocketAddress peer, String reason) {
        if (!listeners.isEmpty()) {
            listeners.tell(listener -> listener.connectionClosed(peer, reason));
        }
    }

    void badFrame(SocketAddress peer, String reason) {
        badFrames.increment();
        if (!listeners.isEmpty()) {
            listeners.tell(listener -> listener.badFrame(peer, reason));
        }
    }

    void rejected(MethodDescriptor<?, ?> method, String reason) {
        rejectedCalls.increment();
        if (!listeners.isEmpty()) {
            listeners.tell(listener -> listener.callRejected(method, reason));
        }
    }

    long rejectedCalls() {
        return rejectedCalls.sum();
    }

    long refusedConnections() {
        return refusedConnections.sum();
    }

    long badFrames() {
        return badFrames.sum();
    }
}
