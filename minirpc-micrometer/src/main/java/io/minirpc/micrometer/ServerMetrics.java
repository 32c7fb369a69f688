package io.minirpc.micrometer;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.minirpc.server.RpcServer;

/**
 * Shows what {@link RpcServer#stats} tells, with the prefix {@code minirpc.server.}: gauges {@code connections},
 * {@code pending}, which are calls that run or wait, and {@code queued}, which are those that wait; counters
 * {@code received} and {@code sent} of bytes, {@code rejected.calls}, {@code refused.connections}, {@code bad.frames}
 * and {@code stray.frames}. Servers in the same registry need tags that tell them apart. The server is not kept alive;
 * {@link #close} takes its meters away. Thread-safe.
 *
 * <pre>{@code
 * ServerMetrics.bind(server, registry, Tags.of("port", "9000"));
 * }</pre>
 */
public final class ServerMetrics implements MeterBinder, AutoCloseable {
    private final WatchedMeters<RpcServer> meters;

    /** Creates meters of a server that {@link #bindTo} puts into registries, with these tags. */
    public ServerMetrics(RpcServer server, Iterable<Tag> tags) {
        meters = new WatchedMeters<>(requireNonNull(server, "server"), "minirpc.server.", Tags.of(tags));
    }

    /** Puts a server's meters into a registry. */
    public static ServerMetrics bind(RpcServer server, MeterRegistry registry, Iterable<Tag> tags) {
        ServerMetrics metrics = new ServerMetrics(server, tags);
        metrics.bindTo(registry);
        return metrics;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        meters.gauge(
                registry, "connections", "Connections", server -> server.stats().connections());
        meters.gauge(
                registry,
                "pending",
                "Calls that run or wait",
                server -> server.stats().inFlight());
        meters.gauge(
                registry,
                "queued",
                "Calls that wait for others of their connection",
                server -> server.stats().queued());
        meters.bytes(
                registry,
                "received",
                "What has come in",
                server -> server.stats().bytesIn());
        meters.bytes(
                registry, "sent", "What was written", server -> server.stats().bytesOut());
        meters.counter(
                registry,
                "rejected.calls",
                "Calls refused because of a limit",
                server -> server.stats().rejectedCalls());
        meters.counter(
                registry,
                "refused.connections",
                "Connections closed because of a limit",
                server -> server.stats().refusedConnections());
        meters.counter(
                registry,
                "bad.frames",
                "Connections closed because of what they sent",
                server -> server.stats().badFrames());
        meters.counter(
                registry,
                "stray.frames",
                "Frames that have no place at a server",
                server -> server.stats().strayFrames());
    }

    /** Takes the meters out of their registries; the server stays as it is. */
    @Override
    public void close() {
        meters.remove();
    }
}
