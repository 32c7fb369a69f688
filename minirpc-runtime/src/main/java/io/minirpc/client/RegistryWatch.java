package io.minirpc.client;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.internal.DaemonThreads;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's watch of a service. It begins and ends on threads of its own, since a registry that blocks, against its
 * contract, must not block an event loop that other calls need. Thread-safe.
 */
final class RegistryWatch {
    private static final ThreadFactory THREADS = DaemonThreads.factory("minirpc-watch-");

    private final Registry registry;
    private final String service;
    private Registry.@Nullable Watch watch;
    private boolean closed;

    RegistryWatch(Registry registry, String service) {
        this.registry = registry;
        this.service = service;
    }

    /**
     * Begins to watch. Never blocks.
     *
     * @param listener called with each list of endpoints, by the registry's threads
     * @param onFailure called once if the watch cannot begin, by any thread
     */
    void begin(Consumer<List<Endpoint>> listener, Consumer<Throwable> onFailure) {
        try {
            THREADS.newThread(() -> watch(listener, onFailure)).start();
        } catch (Throwable e) { // there may be no memory for a thread
            onFailure.accept(e);
        }
    }

    private void watch(Consumer<List<Endpoint>> listener, Consumer<Throwable> onFailure) {
        try {
            Registry.Watch begun = registry.watch(service, listener);
            if (!keep(begun)) {
                begun.close();
            }
        } catch (Throwable e) {
            onFailure.accept(e);
        }
    }

    /** Returns false if the watch was closed before it had begun. */
    private synchronized boolean keep(Registry.Watch begun) {
        if (!closed) {
            watch = begun;
        }
        return !closed;
    }

    /**
     * Ends the watch, also one that has yet to begin. Never blocks.
     *
     * @param onFailure called once if the watch cannot be ended, by any thread
     */
    void close(Consumer<Throwable> onFailure) {
        Registry.Watch begun = take();
        if (begun == null) {
            return;
        }
        try {
            THREADS.newThread(() -> close(begun, onFailure)).start();
        } catch (Throwable e) {
            onFailure.accept(e);
        }
    }

    private static void close(Registry.Watch watch, Consumer<Throwable> onFailure) {
        try {
            watch.close();
        } catch (Throwable e) {
            onFailure.accept(e);
        }
    }

    private synchronized Registry.@Nullable Watch take() {
        closed = true;
        Registry.Watch begun = watch;
        watch = null;
        return begun;
    }
}
