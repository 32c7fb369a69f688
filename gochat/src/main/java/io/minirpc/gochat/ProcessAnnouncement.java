package io.minirpc.gochat;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.gochat.trace.TraceReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The entry of a process in the registry, by which commands find where to ask it for traces. */
record ProcessAnnouncement(Endpoint endpoint) {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessAnnouncement.class);
    private static final int ETCD_PORT = 2379;

    /**
     * A process that listens on loopback is listed by the address of its machine, or those of two machines would be one
     * entry.
     *
     * @param port of its HTTP
     */
    static ProcessAnnouncement of(Settings settings, int port) {
        String host = settings.host();
        boolean onLoopback = isAny(host) || Hosts.isLoopback(host);
        return new ProcessAnnouncement(Endpoint.of(onLoopback ? hostTowards(settings.etcd()) : host, port)
                .withMetadata(Map.of(
                        TraceReport.ROLE,
                        settings.role().word(),
                        TraceReport.ON_LOOPBACK,
                        String.valueOf(onLoopback))));
    }

    private static boolean isAny(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException("host: " + host + " (expected: a name or an address)", e);
        }
    }

    /** Returns the address of this machine from which it reaches etcd. Nothing is sent. */
    private static String hostTowards(List<String> etcd) {
        URI url = URI.create(etcd.get(0));
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort() < 0 ? ETCD_PORT : url.getPort()));
            String address = socket.getLocalAddress().getHostAddress();
            int zone = address.indexOf('%');
            return zone < 0 ? address : address.substring(0, zone);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            LOG.info("No address of this machine is found: {}", e.toString());
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }

    /** Announces it; the registry takes it back when it closes. Nothing else depends on it. */
    @SuppressWarnings("FutureReturnValueIgnored") // failures are seen
    void announce(Registry registry) {
        registry.register(TraceReport.PROCESSES, endpoint, Registry.DEFAULT_TTL).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("{} is not announced: gochat-admin why does not find it", endpoint.address(), failure);
            }
        });
    }
}
