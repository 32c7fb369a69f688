package io.minirpc.discovery;

import static java.util.Objects.requireNonNull;

import io.minirpc.discovery.internal.RegistryArguments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Keeps endpoints in this JVM, for tests and samples: servers and clients share the one object. Nothing expires, as
 * nobody can die without the registry. Listeners are called on the thread that brings the change. Thread-safe.
 */
public final class InMemoryRegistry implements Registry {
    private final Map<String, Service> services = new HashMap<>();
    private boolean closed;

    /** Creates a registry with nothing in it. */
    public InMemoryRegistry() {}

    @Override
    public CompletableFuture<Void> register(String service, Endpoint endpoint, Duration ttl) {
        requireNonNull(endpoint, "endpoint");
        RegistryArguments.ttlSeconds(ttl);
        return change(service, endpoints -> endpoints.put(endpoint.address(), endpoint));
    }

    @Override
    public CompletableFuture<Void> deregister(String service, Endpoint endpoint) {
        requireNonNull(endpoint, "endpoint");
        return change(service, endpoints -> endpoints.remove(endpoint.address()));
    }

    private CompletableFuture<Void> change(String name, Consumer<Map<String, Endpoint>> change) {
        RegistryArguments.service(name);
        List<ListWatch> watches;
        synchronized (this) {
            if (closed) {
                return Closed.future();
            }
            Service service = serviceOf(name);
            change.accept(service.endpoints);
            List<Endpoint> list = service.list();
            service.watches.forEach(watch -> watch.offer(list));
            watches = List.copyOf(service.watches);
            forgetIfUnused(name, service);
        }
        watches.forEach(ListWatch::deliver); // outside: a listener may call back, or wait for a thread that does
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletableFuture<List<Endpoint>> discover(String service) {
        RegistryArguments.service(service);
        if (closed) {
            return Closed.future();
        }
        Service found = services.get(service);
        return CompletableFuture.completedFuture(found == null ? List.of() : found.list());
    }

    @Override
    public Watch watch(String service, Consumer<List<Endpoint>> listener) {
        RegistryArguments.service(service);
        ListWatch watch = new ListWatch(requireNonNull(listener, "listener"));
        synchronized (this) {
            if (closed) {
                throw Closed.exception();
            }
            Service watched = serviceOf(service);
            watched.watches.add(watch);
            watch.offer(watched.list());
        }
        watch.deliver();
        return () -> end(service, watch);
    }

    private synchronized void end(String name, ListWatch watch) {
        watch.close();
        Service service = services.get(name);
        if (service != null) {
            service.watches.remove(watch);
            forgetIfUnused(name, service);
        }
    }

    @Override
    public synchronized CompletableFuture<Void> ping() {
        return closed ? Closed.future() : CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized void close() {
        closed = true;
        services.values().forEach(service -> service.watches.forEach(ListWatch::close));
        services.clear();
    }

    private Service serviceOf(String name) {
        return services.computeIfAbsent(name, any -> new Service());
    }

    private void forgetIfUnused(String name, Service service) {
        if (service.endpoints.isEmpty() && service.watches.isEmpty()) {
            services.remove(name);
        }
    }

    private static final class Service {
        final Map<String, Endpoint> endpoints = new TreeMap<>();
        final List<ListWatch> watches = new ArrayList<>();

        List<Endpoint> list() {
            return List.copyOf(endpoints.values());
        }
    }
}
