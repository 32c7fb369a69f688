package io.minirpc.discovery;

import static java.util.Objects.requireNonNull;

import io.minirpc.discovery.internal.RegistryArguments;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Endpoints that are known beforehand, from a configuration file for example, and never change. Servers may be given it
 * too: that they announce themselves or leave is taken note of by nobody, because whoever wrote the list has decided
 * it. Thread-safe.
 */
public final class StaticRegistry implements Registry {
    private final Map<String, List<Endpoint>> services;
    private final List<Endpoint> otherServices;
    private volatile boolean closed;

    private StaticRegistry(Map<String, List<Endpoint>> services, List<Endpoint> otherServices) {
        this.services = services;
        this.otherServices = otherServices;
    }

    /**
     * Returns a registry with these endpoints for every service.
     *
     * @throws IllegalArgumentException if an address occurs twice
     */
    public static StaticRegistry of(Collection<Endpoint> endpoints) {
        return new StaticRegistry(Map.of(), byAddress(endpoints));
    }

    /**
     * Returns a registry with the endpoints of these services, and none for others.
     *
     * @throws IllegalArgumentException if a service has a name that cannot be, or an address twice
     */
    public static StaticRegistry of(Map<String, ? extends Collection<Endpoint>> services) {
        Map<String, List<Endpoint>> lists = new HashMap<>();
        services.forEach((service, endpoints) -> lists.put(RegistryArguments.service(service), byAddress(endpoints)));
        return new StaticRegistry(lists, List.of());
    }

    private static List<Endpoint> byAddress(Collection<Endpoint> endpoints) {
        Map<String, Endpoint> sorted = new TreeMap<>();
        for (Endpoint endpoint : endpoints) {
            if (sorted.put(endpoint.address(), endpoint) != null) {
                throw new IllegalArgumentException(
                        "address: " + endpoint.address() + " occurs twice (expected: once in a list)");
            }
        }
        return List.copyOf(sorted.values());
    }

    /** Checks the arguments, and changes nothing. */
    @Override
    public CompletableFuture<Void> register(String service, Endpoint endpoint, Duration ttl) {
        RegistryArguments.ttlSeconds(ttl);
        return deregister(service, endpoint);
    }

    /** Checks the arguments, and changes nothing. */
    @Override
    public CompletableFuture<Void> deregister(String service, Endpoint endpoint) {
        RegistryArguments.service(service);
        requireNonNull(endpoint, "endpoint");
        return done();
    }

    @Override
    public CompletableFuture<List<Endpoint>> discover(String service) {
        List<Endpoint> list = list(service);
        return closed ? Closed.future() : CompletableFuture.completedFuture(list);
    }

    @Override
    public Watch watch(String service, Consumer<List<Endpoint>> listener) {
        List<Endpoint> list = list(service);
        ListWatch watch = new ListWatch(requireNonNull(listener, "listener"));
        if (closed) {
            throw Closed.exception();
        }
        watch.offer(list);
        watch.deliver();
        return watch;
    }

    @Override
    public CompletableFuture<Void> ping() {
        return done();
    }

    @Override
    public void close() {
        closed = true;
    }

    private List<Endpoint> list(String service) {
        return services.getOrDefault(RegistryArguments.service(service), otherServices);
    }

    private CompletableFuture<Void> done() {
        return closed ? Closed.future() : CompletableFuture.completedFuture(null);
    }
}
