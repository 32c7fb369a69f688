package io.minirpc.server;

import io.minirpc.Filter;
import io.minirpc.codec.Limits;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.internal.transport.Medium;
import io.minirpc.tls.TlsSettings;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one server, as {@link RpcServerBuilder#build} found them: the builder may be used again. Each
 * component is described at the builder's method of that name. Immutable.
 *
 * @param host the address to listen on, or null for all of the machine
 * @param inProcess the name to listen under in this process only, or null for TCP
 */
record ServerSettings(
        @Nullable String host,
        int port,
        @Nullable String inProcess,
        @Nullable Registry registry,
        UnaryOperator<Endpoint> advertise,
        Duration registryTtl,
        List<ServiceBinding> services,
        List<Filter> filters,
        List<ServerListener> listeners,
        @Nullable TlsSettings tls,
        @Nullable Authenticator authenticator,
        Limits limits,
        @Nullable Executor executor,
        int handlerThreads,
        int ioThreads,
        int maxExecutingPerConnection,
        int maxQueuedPerConnection,
        int maxInFlight,
        int maxConnections,
        int maxConnectionsPerAddress,
        Duration handshakeTimeout,
        Duration frameTimeout,
        Duration stallTimeout,
        Duration idleTimeout,
        long maxUnreadBytesPerConnection,
        long maxUnreadBytes,
        long maxIncompleteFrameBytes) {
    ServerSettings {
        services = List.copyOf(services);
        filters = List.copyOf(filters);
        listeners = List.copyOf(listeners);
    }

    /** Returns what the calls travel over. */
    Medium medium() {
        return inProcess == null ? Medium.TCP : Medium.IN_PROCESS;
    }

    /** Returns the address of the server for messages, with the port that it listens on. */
    String name(int boundPort) {
        return inProcess == null ? Endpoint.address(host == null ? "*" : host, boundPort) : "in-process:" + inProcess;
    }

    /** Returns the address to listen on. */
    SocketAddress address() {
        if (inProcess != null) {
            return Medium.inProcess(inProcess);
        }
        return host == null ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }
}
