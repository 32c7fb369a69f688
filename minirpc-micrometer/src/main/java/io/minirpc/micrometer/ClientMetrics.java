package io.minirpc.micrometer;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.minirpc.client.RpcClient;

/**
 * Shows what {@link RpcClient#stats} tells, with the prefix {@code minirpc.client.}: gauges {@code connections},
 * {@code connections.ready} and {@code pending}, counters {@code received} and {@code sent} of bytes, and
 * {@code stray.frames}. Clients in the same registry need tags that tell them apart. The client is not kept alive;
 * {@link #close} takes its meters away. Thread-safe.
 *
 * <pre>{@code
 * ClientMetrics.bind(client, registry, Tags.of("client", "orders"));
 * }</pre>
 */
public final class ClientMetrics implements MeterBinder, AutoCloseable {
    private final WatchedMeters<RpcClient> meters;

    /** Creates meters of a client that {@link #bindTo} puts into registries, with these tags. */
    public ClientMetrics(RpcClient client, Iterable<Tag> tags) {
        meters = new WatchedMeters<>(requireNonNull(client, "client"), "minirpc.client.", Tags.of(tags));
    }

    /** Puts a client's meters into a registry. */
    public static ClientMetrics bind(RpcClient client, MeterRegistry registry, Iterable<Tag> tags) {
        ClientMetrics metrics = new ClientMetrics(client, tags);
        metrics.bindTo(registry);
        return metrics;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        meters.gauge(
                registry,
                "connections",
                "Connections, those included that are being opened",
                client -> client.stats().connections());
        meters.gauge(
                registry,
                "connections.ready",
                "Connections that take calls",
                client -> client.stats().readyConnections());
        meters.gauge(
                registry,
                "pending",
                "Calls on connections that have not ended",
                client -> client.stats().pendingCalls());
        meters.bytes(
                registry,
                "received",
                "What has come in",
                client -> client.stats().bytesIn());
        meters.bytes(
                registry, "sent", "What was written", client -> client.stats().bytesOut());
        meters.counter(
                registry,
                "stray.frames",
                "Frames that no call waited for",
                client -> client.stats().strayFrames());
    }

    /** Takes the meters out of their registries; the client stays as it is. */
    @Override
    public void close() {
        meters.remove();
    }
}
