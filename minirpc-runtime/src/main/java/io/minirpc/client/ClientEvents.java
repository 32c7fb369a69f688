package io.minirpc.client;

import io.minirpc.MethodDescriptor;
import io.minirpc.internal.Listeners;
import io.minirpc.internal.ThrottledLog;
import java.util.List;

/** Tells a client's listeners what happens; one that throws does no harm. Costs nothing where there is none. */
final class ClientEvents {
    private final Listeners<ClientListener> listeners;

    ClientEvents(List<ClientListener> listeners, ThrottledLog log) {
        this.listeners = new Listeners<>(listeners, log);
    }

    void ready(String address, WireFormat format) {
        if (!listeners.isEmpty()) {
            listeners.tell(listener -> listener.connectionReady(address, format));
        }
    }

    void ended(String address, boolean wasReady, String reason) {
        if (!listeners.isEmpty()) {
            listeners.tell(
                    wasReady
                            ? listener -> listener.connectionEnded(address, reason)
                            : listener -> listener.connectFailed(address, reason));
        }
    }

    void draining(String address) {
        if (!listeners.isEmpty()) {
            listeners.tell(listener -> listener.serverDraining(address));
        }
    }

    void moved(String address, MethodDescriptor<?, ?> method) {
        if (!listeners.isEmpty()) {
            listeners.tell(listener -> listener.callMoved(address, method));
        }
    }

    void stray(String address) {
        if (!listeners.isEmpty()) {
            listeners.tell(listener -> listener.strayFrame(address));
        }
    }
}
