package io.minirpc.server;

import static java.util.Objects.requireNonNull;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The entries of a server in its registry: made once it listens, and withdrawn before it ends. */
final class Announcement {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLog.NAME);

    /** The time that a server waits for its registry, which goes on trying all the same. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Registry registry;
    private final Endpoint endpoint;
    private final List<String> announced = new ArrayList<>();

    private Announcement(Registry registry, Endpoint endpoint) {
        this.registry = registry;
        this.endpoint = endpoint;
    }

    /**
     * Announces a server's services, and waits some time for its registry to confirm; returns null without a registry.
     * If this throws, the announcements are withdrawn.
     */
    static @Nullable Announcement of(ServerSettings settings, SocketAddress listening) {
        Registry registry = settings.registry();
        if (registry == null || !(listening instanceof InetSocketAddress address)) {
            return null;
        }
        Endpoint endpoint = settings.advertise().apply(endpointOf(address));
        Announcement announcement = new Announcement(
                registry, requireNonNull(endpoint, "advertise returned null (expected: the endpoint to announce)"));
        List<String> services = settings.services().stream()
                .map(ServiceBinding::service)
                .distinct()
                .toList();
        try {
            announcement.announce(services, settings.registryTtl());
        } catch (Throwable e) {
            announcement.withdraw();
            throw e;
        }
        return announcement;
    }

    private void announce(List<String> services, Duration ttl) {
        List<CompletableFuture<Void>> changes = new ArrayList<>();
        for (String service : services) {
            announced.add(service);
            changes.add(requireNonNull(
                    registry.register(service, endpoint, ttl), "the registry returned null (expected: a future)"));
        }
        await("registered", changes);
    }

    /** Takes everything back, and waits a while for the registry to have taken that in. */
    void withdraw() {
        await("deregistered", announced.stream().map(this::deregister).toList());
    }

    /** Returns a future that fails if the registry throws: the server shuts down nevertheless. */
    private CompletableFuture<Void> deregister(String service) {
        try {
            return requireNonNull(
                    registry.deregister(service, endpoint), "the registry returned null (expected: a future)");
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void await(String what, List<CompletableFuture<Void>> changes) {
        try {
            CompletableFuture.allOf(changes.toArray(CompletableFuture<?>[]::new))
                    .get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            LOG.info("{} is {} for {}", endpoint.address(), what, announced);
        } catch (TimeoutException e) {
            LOG.warn("{} is not {} for {} yet: no answer within {}", endpoint.address(), what, announced, PATIENCE);
        } catch (ExecutionException e) {
            LOG.warn("{} is not {} for {}: {}", endpoint.address(), what, announced, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Returns the endpoint of an address that is listened on; for all addresses of the machine that at which others
     * most likely reach it.
     */
    static Endpoint endpointOf(InetSocketAddress listening) {
        InetAddress address = listening.getAddress();
        return Endpoint.of(
                hostOf(address.isAnyLocalAddress() ? ReachableAddress.find() : address), listening.getPort());
    }

    private static String hostOf(InetAddress address) {
        String host = address.getHostAddress();
        int zone = host.indexOf('%');
        return zone < 0 ? host : host.substring(0, zone);
    }
}
