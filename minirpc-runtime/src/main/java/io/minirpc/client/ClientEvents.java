package io.minirpc.client;

import io.minirpc.MethodDescriptor;
import io.minirpc.internal.ThrottledLog;
import java.util.List;
import java.util.function.Consumer;

/** Tells a client's listeners what happens; one that throws does no harm. Costs nothing where there is none. */
final class ClientEvents {
    private final List<ClientListener> listeners;
    private final ThrottledLog log;

    ClientEvents(List<ClientListener> listeners, ThrottledLog log) {
        this.listeners = List.copyOf(listeners);
        this.log = log;
    }

    void ready(String address, WireCodec codec) {
        if (!listeners.isEmpty()) {
            tell(listener -> listener.connectionReady(address, codec));
        }
    }

    void ended(String address, boolean wasReady, String reason) {
        if (!listeners.isEmpty()) {
            tell(
                    wasReady
                            ? listener -> listener.connectionEnded(address, reason)
                            : listener -> listener.connectFailed(address, reason));
        }
    }

    void draining(String address) {
        if (!listeners.isEmpty()) {
            tell(listener -> listener.serverDraining(address));
        }
    }

    void moved(String address, MethodDescriptor<?, ?> method) {
        if (!listeners.isEmpty()) {
            tell(listener -> listener.callMoved(address, method));
        }
    }

    void stray(String address) {
        if (!listeners.isEmpty()) {
            tell(listener -> listener.strayFrame(address));
        }
    }

    private void tell(Consumer<ClientListener> event) {
        for (ClientListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Throwable e) {
                log.error("the listener {} failed", listener.getClass().getName(), e);
            }
        }
    }
}
