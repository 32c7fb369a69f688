package io.minirpc.server;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a server can be called, as its registry knows it: announced after it listens, taken back before it ends. */
final class Announcement {
    private static final Logger LOG = LoggerFactory.getLogger(RpcServer.class);

    /** How long a server waits for its registry; that goes on trying all the same. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Registry registry;
    private final List<String> services;
    private final Endpoint endpoint;

    private Announcement(Registry registry, List<String> services, Endpoint endpoint) {
        this.registry = registry;
        this.services = services;
        this.endpoint = endpoint;
    }

    /** Announces a server's services and waits a while for its registry to confirm; null where there is none. */
    static @Nullable Announcement of(ServerSettings settings, SocketAddress listening) {
        Registry registry = settings.registry();
        if (registry == null || !(listening instanceof InetSocketAddress address)) {
            return null;
        }
        List<String> services = settings.services().stream()
                .map(ServiceBinding::service)
                .distinct()
                .toList();
        Endpoint endpoint = settings.advertise().apply(endpointOf(address));
        Announcement announcement = new Announcement(registry, services, endpoint);
        announcement.each("registered", (service, where) -> registry.register(service, where, settings.registryTtl()));
        return announcement;
    }

    /** Takes everything back, and waits a while for the registry to have taken that in. */
    void withdraw() {
        each("deregistered", registry::deregister);
    }

    private void each(String what, BiFunction<String, Endpoint, CompletableFuture<Void>> change) {
        Stream<CompletableFuture<Void>> all = services.stream().map(service -> change.apply(service, endpoint));
        try {
            CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
                    .get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            LOG.info("{} is {} for {}", endpoint.address(), what, services);
        } catch (TimeoutException e) {
            LOG.warn("{} is not {} for {} yet: no answer within {}", endpoint.address(), what, services, PATIENCE);
        } catch (ExecutionException e) {
            LOG.warn("{} is not {} for {}: {}", endpoint.address(), what, services, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Returns the endpoint of an address that is listened on. Where that is all addresses of the machine it is the
     * first of them that others may reach, IPv4 before IPv6.
     */
    static Endpoint endpointOf(InetSocketAddress listening) {
        InetAddress address = listening.getAddress();
        return Endpoint.of(hostOf(address.isAnyLocalAddress() ? reachable() : address), listening.getPort());
    }

    private static InetAddress reachable() {
        try {
            List<InetAddress> all = NetworkInterface.networkInterfaces()
                    .filter(Announcement::isUsable)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLinkLocalAddress() && !address.isMulticastAddress())
                    .toList();
            return all.stream()
                    .filter(Inet4Address.class::isInstance)
                    .findFirst()
                    .or(() -> all.stream().findFirst())
                    .orElseGet(InetAddress::getLoopbackAddress);
        } catch (SocketException e) {
            throw new IllegalStateException(
                    "the machine's addresses cannot be read (remedy: set the server's host)", e);
        }
    }

    private static boolean isUsable(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }

    private static String hostOf(InetAddress address) {
        String host = address.getHostAddress();
        int zone = host.indexOf('%');
        return zone < 0 ? host : host.substring(0, zone);
    }
}
