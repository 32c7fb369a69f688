package io.minirpc.client;

import io.minirpc.Filter;
import io.minirpc.codec.Limits;
import io.minirpc.internal.transport.Medium;
import io.minirpc.tls.TlsSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one client, copied by {@link RpcClientBuilder#build}, so that the builder can be reused. Each
 * component is documented at the builder's method of that name. Immutable.
 *
 * @param inProcess the name of a server of this process, or null for TCP
 * @param discovery the settings for a registry, or null for a single address
 * @param lookups the resolver of host names
 */
record ClientSettings(
        String host,
        int port,
        @Nullable String inProcess,
        @Nullable RouterSettings discovery,
        WireFormat wireFormat,
        Limits limits,
        Duration callTimeout,
        Duration heartbeat,
        Duration connectTimeout,
        Lookups lookups,
        Duration helloTimeout,
        int connections,
        int maxCallsPerConnection,
        long maxIncompleteFrameBytes,
        List<Filter> filters,
        List<Filter> attemptFilters,
        List<ClientListener> listeners,
        @Nullable TlsSettings tls,
        @Nullable Supplier<@Nullable String> token,
        @Nullable Executor callbackExecutor) {
    ClientSettings {
        filters = List.copyOf(filters);
        attemptFilters = List.copyOf(attemptFilters);
        listeners = List.copyOf(listeners);
    }

    /** Returns the medium of the connections. */
    Medium medium() {
        return inProcess == null ? Medium.TCP : Medium.IN_PROCESS;
    }

    boolean hasFilters() {
        return !filters.isEmpty() || !attemptFilters.isEmpty();
    }
}
