package io.minirpc.client;

import static io.minirpc.internal.Checks.inRange;
import static io.minirpc.internal.Checks.positive;
import static java.util.Objects.requireNonNull;

import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.balancer.Balancer;
import io.minirpc.balancer.Balancers;
import io.minirpc.codec.Limits;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.discovery.RegistryException;
import io.minirpc.internal.transport.FrameRoom;
import io.minirpc.tls.TlsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings of clients to build. A builder can be used again: clients keep the settings they were built with. Not
 * thread-safe. Obtained from {@link RpcClient#builder}.
 */
public final class RpcClientBuilder {
    private String host = "127.0.0.1";
    private int port;
    private WireFormat wireFormat = WireFormat.NATIVE;
    private Limits limits = Limits.DEFAULT;
    private Duration callTimeout = Duration.ofSeconds(5);
    private Duration heartbeat = Duration.ofSeconds(30);
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration helloTimeout = Duration.ofSeconds(2);
    private int connections = 1;
    private int maxCalls = 1 << 16;
    private Lookups lookups = Lookups.SYSTEM;
    private long maxIncompleteFrameBytes = FrameRoom.defaultBytes();
    private final Map<String, Supplier<Balancer>> ofServices = new HashMap<>();
    private final List<ClientListener> listeners = new ArrayList<>();
    private final List<Filter> filters = new ArrayList<>();
    private final List<Filter> attemptFilters = new ArrayList<>();
    private Supplier<Balancer> balancers = Balancers::leastLoaded;
    private Duration registryTimeout = Duration.ofSeconds(5);
    private List<Endpoint> fallback = List.of();
    private OutlierDetection outliers = OutlierDetection.DEFAULT;
    private Duration slowStart = Duration.ofSeconds(10);

    private @Nullable Registry registry;
    private @Nullable String inProcess;
    private @Nullable TlsSettings tls;
    private @Nullable Supplier<@Nullable String> token;
    private @Nullable Executor callbackExecutor;

    RpcClientBuilder() {}

    /** Sets the server's address. */
    public RpcClientBuilder address(String host, int port) {
        this.host = requireNonNull(host, "host");
        this.port = inRange("port", port, 1, 0xffff);
        return this;
    }

    /**
     * Calls the server of this process that listens under a name, without sockets: for tests. {@link #address} and
     * {@link #tls} then say nothing.
     */
    public RpcClientBuilder inProcess(String name) {
        this.inProcess = requireNonNull(name, "name");
        return this;
    }

    /**
     * Finds the servers of each service by a registry, instead of an {@link #address}; it stays the caller's to close.
     * Services are watched from their first call on, and their endpoints connected to as they come.
     */
    public RpcClientBuilder registry(Registry registry) {
        this.registry = requireNonNull(registry, "registry");
        return this;
    }

    /** Sets how the calls of services are spread over their endpoints; {@link Balancers#leastLoaded} by default. */
    public RpcClientBuilder balancer(Supplier<Balancer> balancers) {
        this.balancers = requireNonNull(balancers, "balancers");
        return this;
    }

    /** Sets how the calls of one service are spread, where not as those of the others. */
    public RpcClientBuilder balancer(String service, Supplier<Balancer> balancers) {
        ofServices.put(requireNonNull(service, "service"), requireNonNull(balancers, "balancers"));
        return this;
    }

    /**
     * Sets how long the first word of the registry is waited for, when the client is built and for each service; 5 s by
     * default.
     */
    public RpcClientBuilder registryTimeout(Duration timeout) {
        this.registryTimeout = positive("registryTimeout", timeout);
        return this;
    }

    /** Sets endpoints of all services to be called while the registry cannot be reached from the start. */
    public RpcClientBuilder fallback(List<Endpoint> endpoints) {
        this.fallback = List.copyOf(endpoints);
        return this;
    }

    /** Sets when endpoints that fail calls are left out for a while. */
    public RpcClientBuilder outlierDetection(OutlierDetection outliers) {
        this.outliers = requireNonNull(outliers, "outliers");
        return this;
    }

    /**
     * Sets how long an endpoint that joins others warms up: its weight grows from a tenth to all of it; 10 s by
     * default, zero for not at all.
     */
    public RpcClientBuilder slowStart(Duration time) {
        this.slowStart = requireNonNull(time, "time").isZero() ? time : positive("slowStart", time);
        return this;
    }

    /** Turns TLS on, which is off by default: the server must have a certificate that the settings trust. */
    public RpcClientBuilder tls(TlsSettings tls) {
        this.tls = requireNonNull(tls, "tls");
        return this;
    }

    /**
     * Sets the supplier of the token that identifies this client to servers that ask for one. It may return null to
     * send none. It is called once for each connection, on up to four threads of the client, and may block; the calls
     * of the connection wait. Tokens may have up to 8,000 bytes. If the supplier throws, returns a token that is too
     * long, or takes longer than {@link #connectTimeout}, the connection is closed and replaced. Without {@link #tls}
     * tokens are sent as plain text. Default: no token.
     */
    public RpcClientBuilder token(Supplier<@Nullable String> token) {
        this.token = requireNonNull(token, "token");
        return this;
    }

    /** Sets the format of calls. Default: {@link WireFormat#NATIVE}, or BINARY for servers that do not support it. */
    public RpcClientBuilder wireFormat(WireFormat format) {
        wireFormat = requireNonNull(format, "format");
        return this;
    }

    /** Sets what the server may send. */
    public RpcClientBuilder limits(Limits limits) {
        this.limits = requireNonNull(limits, "limits");
        return this;
    }

    /**
     * Sets the timeout of calls for which neither the caller nor the method sets one. It includes the time to connect.
     * Default: 5 s.
     *
     * @throws IllegalArgumentException if it is not positive, or more than a year
     */
    public RpcClientBuilder callTimeout(Duration timeout) {
        callTimeout = positive("callTimeout", timeout);
        return this;
    }

    /** Sets the time of silence after which a heartbeat is sent. Default: 30 s. */
    public RpcClientBuilder heartbeat(Duration interval) {
        this.heartbeat = positive("heartbeat", interval);
        return this;
    }

    /**
     * Sets the timeout of an attempt to connect, which covers the lookup of the name and all addresses. The TLS
     * handshake that follows has the same timeout, and so has the {@link #token} after that. Default: 5 s.
     */
    public RpcClientBuilder connectTimeout(Duration timeout) {
        this.connectTimeout = positive("connectTimeout", timeout);
        return this;
    }

    /** Sets the resolver of host names, for tests. */
    RpcClientBuilder lookups(Lookups lookups) {
        this.lookups = lookups;
        return this;
    }

    /**
     * Sets how long calls wait for the server's first hello on a connection. It applies to calls with metadata or an
     * explicit deadline, to all calls of a client with a {@link #token}, and to native calls whose arguments do not fit
     * BINARY. Other native calls wait for 250 ms at most, and JSON or BINARY calls do not wait. Except for arguments
     * that do not fit BINARY, no call waits for more than half of the time it has left. A server that sends no hello in
     * this time is treated as version 1 for ten minutes, or until it sends one. One that said hello before and whose
     * connection was replaced for its silence is not: other endpoints are preferred until it says something. Default: 2
     * s.
     */
    public RpcClientBuilder helloTimeout(Duration timeout) {
        this.helloTimeout = positive("helloTimeout", timeout);
        return this;
    }

    /**
     * Sets how many connections all calls share, 1 by default; more are of use where one core cannot carry what is sent
     * and received.
     */
    public RpcClientBuilder connections(int count) {
        this.connections = inRange("connections", count, 1, 1024);
        return this;
    }

    /**
     * Sets how many calls each connection may have at a time, those included that wait to be sent; 65,536 by default.
     * More fail with RESOURCE_EXHAUSTED.
     */
    public RpcClientBuilder maxCallsPerConnection(int calls) {
        this.maxCalls = inRange("maxCallsPerConnection", calls, 1, 1 << 20);
        return this;
    }

    /**
     * Sets the maximum memory of incomplete replies, on all connections together. A reply of which more than 64 KiB
     * have arrived reserves its whole length; if that does not fit, its connection is not read until other replies are
     * complete. A reply longer than this maximum is read when no other has memory reserved. Smaller parts are not
     * counted. A server that sends fewer than 10 KiB in each of three periods of 10 s, while a reply has memory
     * reserved, is disconnected. Default: a quarter of the maximum heap.
     */
    public RpcClientBuilder maxIncompleteFrameBytes(long bytes) {
        maxIncompleteFrameBytes = inRange("maxIncompleteFrameBytes", bytes, 1, Long.MAX_VALUE);
        return this;
    }

    /**
     * Adds a filter around calls, inside of those added before: the first added sees a call first and its reply last.
     * It runs once a call, before a server is chosen: the place for retries, and for whatever is to see a call with all
     * its attempts as one.
     */
    public RpcClientBuilder filter(Filter filter) {
        filters.add(requireNonNull(filter, "filter"));
        return this;
    }

    /**
     * Adds a filter around attempts, inside of those added before and of all that {@link #filter} takes. It runs each
     * time that a filter calls {@code next}, after a server was chosen, which {@link Invocation#peer} tells.
     */
    public RpcClientBuilder attemptFilter(Filter filter) {
        attemptFilters.add(requireNonNull(filter, "filter"));
        return this;
    }

    /** Adds what hears of connections. */
    public RpcClientBuilder listener(ClientListener listener) {
        listeners.add(requireNonNull(listener, "listener"));
        return this;
    }

    /** Sets what completes futures, and so runs what is chained to them; by default the event loop does. */
    public RpcClientBuilder callbackExecutor(Executor executor) {
        this.callbackExecutor = requireNonNull(executor, "executor");
        return this;
    }

    /**
     * Returns the client. With a registry it waits for that to answer.
     *
     * @throws IllegalStateException if no address was set, or more than one way to find servers
     * @throws IllegalArgumentException if a file of TLS cannot be read, with its name and the reason
     * @throws RegistryException if the registry does not answer in time and there is no {@link #fallback}
     */
    public RpcClient build() {
        int ways = (port == 0 ? 0 : 1) + (inProcess == null ? 0 : 1) + (registry == null ? 0 : 1);
        if (ways == 0) {
            throw new IllegalStateException(
                    "the client has no address (remedy: call address(host, port) or registry(…))");
        }
        if (registry != null && ways > 1) {
            throw new IllegalStateException("the client has an address and a registry (expected: one of them)");
        }
        return new RpcClient(settings());
    }

    ClientSettings settings() {
        return new ClientSettings(
                host,
                port,
                inProcess,
                discovery(),
                wireFormat,
                limits,
                callTimeout,
                heartbeat,
                connectTimeout,
                lookups,
                helloTimeout,
                connections,
                maxCalls,
                maxIncompleteFrameBytes,
                filters,
                attemptFilters,
                listeners,
                tls,
                token,
                callbackExecutor);
    }

    private @Nullable RouterSettings discovery() {
        return registry == null
                ? null
                : new RouterSettings(
                        registry, registryTimeout, fallback, balancers, Map.copyOf(ofServices), outliers, slowStart);
    }
}
