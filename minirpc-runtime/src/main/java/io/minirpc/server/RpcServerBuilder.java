package io.minirpc.server;

import static io.minirpc.internal.Checks.inRange;
import static io.minirpc.internal.Checks.positive;
import static java.util.Objects.requireNonNull;

import io.minirpc.Filter;
import io.minirpc.codec.Limits;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.internal.transport.FrameRoom;
import io.minirpc.tls.TlsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The settings of servers to build. A builder can be used again: servers keep the settings they were built with. Not
 * thread-safe. Obtained from {@link RpcServer#builder}.
 */
public final class RpcServerBuilder {
    private final List<ServiceBinding> bindings = new ArrayList<>();
    private final List<ServerListener> listeners = new ArrayList<>();
    private final List<Filter> filters = new ArrayList<>();
    private Limits limits = Limits.DEFAULT;
    private int maxExecuting = 128;
    private int maxQueued = 128;
    private int maxInFlight = 4096;
    private int maxConnections = 1 << 16;
    private int maxConnectionsPerAddress = 1 << 16;
    private Duration handshakeTimeout = Duration.ofSeconds(5);
    private Duration frameTimeout = Duration.ofSeconds(10);
    private Duration stallTimeout = Duration.ofSeconds(30);
    private Duration idleTimeout = Duration.ofMinutes(5);
    private long maxUnreadBytesPerConnection = 64L << 20;
    private long maxUnreadBytes = FrameRoom.defaultBytes();
    private long maxIncompleteFrameBytes = FrameRoom.defaultBytes();
    private @Nullable String inProcess;
    private @Nullable TlsSettings tls;
    private @Nullable Authenticator authenticator;
    private @Nullable String host;
    private int port;
    private @Nullable Registry registry;
    private UnaryOperator<Endpoint> advertised = UnaryOperator.identity();
    private Duration registryTtl = Registry.DEFAULT_TTL;
    private int ioThreads = Runtime.getRuntime().availableProcessors();
    private int handlerThreads = 256;
    private @Nullable Executor executor;

    RpcServerBuilder() {}

    /**
     * Sets the address to listen on. Default: all addresses of the machine, and a free port.
     *
     * @param port 0 to 65,535; 0 for a free one
     */
    public RpcServerBuilder address(String host, int port) {
        this.host = requireNonNull(host, "host");
        return port(port);
    }

    /** Sets the port, 0 to 65,535; the host stays as it is. Default: 0, for a free one. */
    public RpcServerBuilder port(int port) {
        this.port = inRange("port", port, 0, 0xffff);
        return this;
    }

    /**
     * Listens in this process only, under a name that no other server of it has: for tests, without ports and sockets,
     * but with the same frames and limits. {@link #address} and {@link #tls} are then ignored.
     */
    public RpcServerBuilder inProcess(String name) {
        inProcess = requireNonNull(name, "name");
        return this;
    }

    /** Announces the services to a registry while the server runs; it stays the caller's to close, after the server. */
    public RpcServerBuilder registry(Registry registry) {
        this.registry = requireNonNull(registry, "registry");
        return this;
    }

    /**
     * Customizes the announced endpoint. Takes the address that the server listens on and returns the endpoint that
     * clients are to know, such as {@code endpoint -> endpoint.withWeight(20)}. A server that listens on all addresses
     * of the machine passes that of the route out, or of a network interface where there is no route; bridges of
     * containers come last.
     */
    public RpcServerBuilder advertise(UnaryOperator<Endpoint> endpoint) {
        advertised = requireNonNull(endpoint, "endpoint");
        return this;
    }

    /** Sets how long the services stay announced after this process ended without deregistering. Default: 10 s. */
    public RpcServerBuilder registryTtl(Duration ttl) {
        registryTtl = positive("registryTtl", ttl);
        return this;
    }

    /** Adds a service. */
    public RpcServerBuilder add(ServiceBinding service) {
        bindings.add(requireNonNull(service, "service"));
        return this;
    }

    /** Turns TLS on. The settings must have a certificate. Default: off. */
    public RpcServerBuilder tls(TlsSettings tls) {
        this.tls = requireNonNull(tls, "tls");
        return this;
    }

    /**
     * Requires a token from each client: calls are UNAUTHENTICATED on connections whose token is not accepted, and the
     * connections are closed after {@link #handshakeTimeout}. Without {@link #tls} tokens travel as plain text.
     * Default: no token is required.
     */
    public RpcServerBuilder authenticator(Authenticator authenticator) {
        this.authenticator = requireNonNull(authenticator, "authenticator");
        return this;
    }

    /** Sets the limits of what clients may send. Default: {@link Limits#DEFAULT}. */
    public RpcServerBuilder limits(Limits limits) {
        this.limits = requireNonNull(limits, "limits");
        return this;
    }

    /**
     * Sets the executor of methods that are not inline. The caller shuts it down, after the server. Calls that it
     * rejects are RESOURCE_EXHAUSTED. Default: virtual threads if the JDK has them, otherwise a pool; calls that follow
     * one another may share a thread.
     */
    public RpcServerBuilder executor(Executor executor) {
        this.executor = requireNonNull(executor, "executor");
        return this;
    }

    /** Sets the maximum size of the pool that is used if the JDK has no virtual threads. Default: 256. */
    public RpcServerBuilder handlerThreads(int threads) {
        handlerThreads = inRange("handlerThreads", threads, 1, 0x7fff);
        return this;
    }

    /** Sets the number of event loops. Default: the number of processors. */
    public RpcServerBuilder ioThreads(int threads) {
        ioThreads = inRange("ioThreads", threads, 1, 0x7fff);
        return this;
    }

    /** Sets how many calls of one connection run at a time; others wait. Default: 128. */
    public RpcServerBuilder maxExecutingPerConnection(int calls) {
        maxExecuting = inRange("maxExecutingPerConnection", calls, 1, Integer.MAX_VALUE);
        return this;
    }

    /** Sets how many calls of one connection may wait; others are refused with RESOURCE_EXHAUSTED. Default: 128. */
    public RpcServerBuilder maxQueuedPerConnection(int calls) {
        maxQueued = inRange("maxQueuedPerConnection", calls, 0, Integer.MAX_VALUE);
        return this;
    }

    /**
     * Sets how many calls of all connections together may run or wait; others are refused with RESOURCE_EXHAUSTED.
     * Default: 4,096.
     */
    public RpcServerBuilder maxInFlight(int calls) {
        maxInFlight = inRange("maxInFlight", calls, 1, Integer.MAX_VALUE);
        return this;
    }

    /** Sets how many connections there may be; others are closed at once. Default: 65,536. */
    public RpcServerBuilder maxConnections(int connections) {
        maxConnections = inRange("maxConnections", connections, 1, Integer.MAX_VALUE);
        return this;
    }

    /** Sets how many connections there may be from one address; others are closed at once. Default: 65,536. */
    public RpcServerBuilder maxConnectionsPerAddress(int connections) {
        maxConnectionsPerAddress = inRange("maxConnectionsPerAddress", connections, 1, Integer.MAX_VALUE);
        return this;
    }

    /** Sets the timeout of the TLS handshake, and of a client to send a token that is accepted. Default: 5 s. */
    public RpcServerBuilder handshakeTimeout(Duration timeout) {
        handshakeTimeout = positive("handshakeTimeout", timeout);
        return this;
    }

    /** Sets how long a frame may take from its first byte to its last. Default: 10 s. */
    public RpcServerBuilder frameTimeout(Duration timeout) {
        frameTimeout = positive("frameTimeout", timeout);
        return this;
    }

    /**
     * Sets how long a client may read nothing while answers wait that its socket does not take; then its connection is
     * closed. With epoll, a client that reads slowly, but some kilobytes a second, is not cut off. With other
     * transports, a client has to free a part of the socket's send buffer, up to some megabytes, within this time.
     * Default: 30 s.
     */
    public RpcServerBuilder stallTimeout(Duration timeout) {
        stallTimeout = positive("stallTimeout", timeout);
        return this;
    }

    /**
     * Sets after what time without data a connection without calls is closed. Clients send a heartbeat every 30 s.
     * Default: 5 min.
     */
    public RpcServerBuilder idleTimeout(Duration timeout) {
        idleTimeout = positive("idleTimeout", timeout);
        return this;
    }

    /**
     * Sets how many bytes of answers may wait for one client to read them. From a megabyte (or half of this, if that is
     * less) on, nothing is read from the connection, none of its calls is started, and the answers of those that run
     * wait too. An answer that would exceed this is replaced by RESOURCE_EXHAUSTED, unless nothing else waits. Default:
     * 64 MiB.
     */
    public RpcServerBuilder maxUnreadBytesPerConnection(int bytes) {
        maxUnreadBytesPerConnection = inRange("maxUnreadBytesPerConnection", bytes, 1, Integer.MAX_VALUE);
        return this;
    }

    /**
     * Sets how many bytes of answers may wait for all clients together. One client gets no more of it than it leaves
     * free for the others. An answer for which there is no room is replaced by RESOURCE_EXHAUSTED, unless nothing else
     * waits. Default: a quarter of the largest heap.
     */
    public RpcServerBuilder maxUnreadBytes(long bytes) {
        maxUnreadBytes = inRange("maxUnreadBytes", bytes, 1, Long.MAX_VALUE);
        return this;
    }

    /**
     * Sets how many bytes frames may take, on all connections together, that have begun and not ended. Where there is
     * no room, frames of which more than 64 KiB are there wait for their turn: nothing is read from their connections
     * until others have ended. {@link #frameTimeout} counts from their turn on. Default: a quarter of the largest heap.
     */
    public RpcServerBuilder maxIncompleteFrameBytes(long bytes) {
        maxIncompleteFrameBytes = inRange("maxIncompleteFrameBytes", bytes, 1, Long.MAX_VALUE);
        return this;
    }

    /**
     * Adds a filter around all methods, inside of those added before: the first added sees a call first, after its
     * arguments were decoded, and its reply last, before it is encoded. Filters run on the thread that the method runs
     * on. Calls that are refused because of a limit, come too late or cannot be read do not get to them.
     */
    public RpcServerBuilder filter(Filter filter) {
        filters.add(requireNonNull(filter, "filter"));
        return this;
    }

    /** Adds a listener to connections and to calls that are refused. */
    public RpcServerBuilder listener(ServerListener listener) {
        listeners.add(requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Returns the server, not started yet.
     *
     * @throws IllegalArgumentException if two methods have the same name or id, or a file of TLS cannot be read
     * @throws IllegalStateException if there is TLS without a certificate, or a registry for a server that listens in
     *     this process only
     */
    public RpcServer build() {
        if (registry != null && inProcess != null) {
            throw new IllegalStateException(
                    "a server that listens in this process only has a registry (remedy: listen on a port)");
        }
        return new RpcServer(settings());
    }

    ServerSettings settings() {
        return new ServerSettings(
                host,
                port,
                inProcess,
                registry,
                advertised,
                registryTtl,
                bindings,
                filters,
                listeners,
                tls,
                authenticator,
                limits,
                executor,
                handlerThreads,
                ioThreads,
                maxExecuting,
                maxQueued,
                maxInFlight,
                maxConnections,
                maxConnectionsPerAddress,
                handshakeTimeout,
                frameTimeout,
                stallTimeout,
                idleTimeout,
                maxUnreadBytesPerConnection,
                maxUnreadBytes,
                maxIncompleteFrameBytes);
    }
}
