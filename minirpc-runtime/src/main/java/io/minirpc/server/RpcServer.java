package io.minirpc.server;

import static io.minirpc.internal.Checks.inRange;
import static io.minirpc.internal.Checks.positive;
import static java.util.Objects.requireNonNull;

import io.minirpc.Filter;
import io.minirpc.codec.Limits;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.internal.transport.FrameRoom;
import io.minirpc.internal.transport.IoThread;
import io.minirpc.internal.transport.Libraries;
import io.minirpc.tls.TlsSettings;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves bound services over TCP.
 *
 * <pre>{@code
 * RpcServer server = RpcServer.builder().port(9000).add(UserServiceSkeleton.bind(users)).build().start();
 * }</pre>
 *
 * Each request runs apart from the others: on virtual threads on JDK 21 and later, otherwise on a bounded pool; methods
 * that ask for it run on the event loop. Thread-safe. Its threads keep the process alive until it is shut down.
 */
public final class RpcServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RpcServer.class);
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);
    private static final long CLOSE_MILLIS = 1_000;
    private static final long TURN_MILLIS = 1;

    private final ServerSettings settings;
    private final @Nullable HandlerPool ownPool;
    private final ServerContext context;
    private final Acceptor acceptor;
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private @Nullable EventLoopGroup loops;
    private volatile @Nullable Channel listener;
    private @Nullable Announcement announcement;
    private boolean shutDown;

    private RpcServer(ServerSettings settings) {
        this.settings = settings;
        Executor executor = settings.executor();
        ownPool = executor == null ? HandlerThreads.pool(settings.handlerThreads()) : null;
        context = new ServerContext(settings, ownPool == null ? CallRunner.of(requireNonNull(executor)) : ownPool);
        acceptor = new Acceptor(settings, context);
    }

    /**
     * Starts a server's settings.
     *
     * @throws IllegalStateException if Netty, Jackson or SLF4J on the class path are too old or not there
     */
    public static Builder builder() {
        Libraries.check();
        return new Builder();
    }

    /**
     * Opens the port, announces the services to the registry where there is one, and returns this server. A registry
     * that cannot be reached delays this for seconds and is told later. A server whose start fails, for whatever
     * reason, is shut down: its port is closed, its threads end, and nothing stays announced.
     *
     * @throws IllegalStateException if it was started before
     * @throws UncheckedIOException if the address cannot be listened on
     */
    public synchronized RpcServer start() {
        if (loops != null || shutDown) {
            throw new IllegalStateException("the server was started before (expected: once)");
        }
        try {
            open();
        } catch (Throwable e) {
            shutDown = true;
            context.shutDown();
            end();
            throw e;
        }
        return this;
    }

    private void open() {
        EventLoopGroup group = settings.medium().newGroup(settings.ioThreads(), "minirpc-server-io-", false);
        loops = group;
        Channel opened = acceptor.open(group, settings);
        listener = opened;
        LOG.info("listening on {}, methods {}", opened.localAddress(), context.methods());
        announcement = Announcement.of(settings, opened.localAddress());
    }

    /**
     * Returns the address that the server listens on.
     *
     * @throws IllegalStateException before the server is started, and for one that listens in this process only
     */
    public InetSocketAddress address() {
        Channel opened = listener;
        if (opened == null) {
            throw new IllegalStateException("the server has no address yet (remedy: start it)");
        }
        if (!(opened.localAddress() instanceof InetSocketAddress address)) {
            throw new IllegalStateException("the server has no address, it listens in this process only");
        }
        return address;
    }

    /**
     * Returns the port that the server listens on.
     *
     * @throws IllegalStateException before the server is started
     */
    public int port() {
        return address().getPort();
    }

    /** Returns what the server has and has done, at this moment. */
    public ServerStats stats() {
        return context.stats();
    }

    /**
     * Shuts the server down and waits until that is done: the registry is told, new calls are refused with UNAVAILABLE
     * from now on, those that run may end, then the port and the connections are closed. What has not ended by then is
     * cut off. Further calls wait too.
     *
     * @param grace how long running calls may take; zero for not at all, a year for longer durations
     * @throws IllegalStateException on an event loop, which has to do the work
     */
    public void shutdown(Duration grace) {
        if (IoThread.isCurrent()) {
            throw new IllegalStateException("shutdown on an event loop (remedy: call it on a thread that may wait)");
        }
        requireNonNull(grace, "grace");
        if (beginShutdown()) {
            try {
                withdraw();
                context.shutDown();
                Drain.await(context, grace, this::awaitAccepted);
            } finally {
                end();
            }
        }
        terminated.join();
    }

    private void end() {
        try {
            closeChannels();
        } finally {
            terminate();
        }
    }

    /** Shuts the server down, with five seconds for running calls; see {@link #shutdown}. */
    @Override
    public void close() {
        shutdown(DEFAULT_GRACE);
    }

    /** Waits until the server is shut down. */
    public void awaitTermination() throws InterruptedException {
        try {
            terminated.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized boolean beginShutdown() {
        boolean first = !shutDown;
        shutDown = true;
        return first;
    }

    private void withdraw() {
        Announcement made;
        synchronized (this) {
            made = announcement;
        }
        if (made != null) {
            made.withdraw();
        }
    }

    private synchronized void closeChannels() {
        Channel opened = listener;
        if (opened == null) {
            return;
        }
        opened.close().awaitUninterruptibly();
        awaitAccepted();
        context.ofAll(ServerConnection::close)
                .completeOnTimeout(null, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }

    /**
     * Waits until the event loops have looked for connections and have taken over those that were accepted: a loop that
     * gets a connection while it ends would leave it open for ever, with a client that waits. Twice, for a turn may
     * have begun before; and by tasks with a delay, for others may run without a look in between.
     */
    private synchronized void awaitAccepted() {
        EventLoopGroup all = loops;
        if (all == null) {
            return;
        }
        for (int turn = 0; turn < 2; turn++) {
            List<Future<?>> turns = new ArrayList<>();
            all.forEach(loop -> turns.add(loop.schedule(() -> {}, TURN_MILLIS, TimeUnit.MILLISECONDS)));
            turns.forEach(Future::awaitUninterruptibly);
        }
    }

    private void terminate() {
        if (loops != null) {
            loops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
        }
        if (ownPool != null) {
            ownPool.shutdownNow();
        }
        terminated.complete(null);
    }

    /**
     * A server's settings. A builder can be used again: servers keep the settings they were built with. Not
     * thread-safe.
     */
    public static final class Builder {
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

        private Builder() {}

        /** Sets the address to listen on; all addresses of the machine by default, as in other servers of this kind. */
        public Builder host(String host) {
            this.host = requireNonNull(host, "host");
            return this;
        }

        /** Sets the port; 0, the default, takes a free one. */
        public Builder port(int port) {
            this.port = inRange("port", port, 0, 0xffff);
            return this;
        }

        /**
         * Listens in this process only, under a name that no other server of it has: for tests, without ports and
         * sockets, but with the same frames and limits. {@link #host}, {@link #port} and {@link #tls} then say nothing.
         */
        public Builder inProcess(String name) {
            inProcess = requireNonNull(name, "name");
            return this;
        }

        /**
         * Announces the services to a registry while the server runs; it stays the caller's to close, after the server.
         */
        public Builder registry(Registry registry) {
            this.registry = requireNonNull(registry, "registry");
            return this;
        }

        /**
         * Customizes the announced endpoint. Takes the address that the server listens on and returns the endpoint that
         * clients are to know, such as {@code endpoint -> endpoint.withWeight(20)}. A server that listens on all
         * addresses of the machine passes that of the route out, or of a network interface where there is no route;
         * bridges of containers come last.
         */
        public Builder advertise(UnaryOperator<Endpoint> endpoint) {
            advertised = requireNonNull(endpoint, "endpoint");
            return this;
        }

        /** Sets how long the services stay announced after this process ended without deregistering. Default: 10 s. */
        public Builder registryTtl(Duration ttl) {
            registryTtl = positive("registryTtl", ttl);
            return this;
        }

        /** Adds a service. */
        public Builder add(ServiceBinding service) {
            bindings.add(requireNonNull(service, "service"));
            return this;
        }

        /** Turns TLS on, which is off by default; the settings must have a certificate. */
        public Builder tls(TlsSettings tls) {
            this.tls = requireNonNull(tls, "tls");
            return this;
        }

        /**
         * Has clients say who they are: calls are UNAUTHENTICATED on connections whose token is not accepted, and the
         * connections are closed after {@link #handshakeTimeout}. By default no token is required. Without {@link #tls}
         * tokens travel as plain text.
         */
        public Builder authenticator(Authenticator authenticator) {
            this.authenticator = requireNonNull(authenticator, "authenticator");
            return this;
        }

        /** Sets what clients may send. */
        public Builder limits(Limits limits) {
            this.limits = requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Sets what runs the methods that are not inline. By default that is virtual threads where the JDK has them,
         * and otherwise a pool; calls that follow one another may share a thread. The executor stays the caller's to
         * shut down; where it rejects, calls are RESOURCE_EXHAUSTED.
         */
        public Builder executor(Executor executor) {
            this.executor = requireNonNull(executor, "executor");
            return this;
        }

        /** Sets how many threads the pool has at most, where there are no virtual threads; 256 by default. */
        public Builder handlerThreads(int threads) {
            handlerThreads = inRange("handlerThreads", threads, 1, 0x7fff);
            return this;
        }

        /** Sets the number of event loops; as many as processors by default. */
        public Builder ioThreads(int threads) {
            ioThreads = inRange("ioThreads", threads, 1, 0x7fff);
            return this;
        }

        /** Sets how many calls of one connection run at a time, 128 by default; more wait. */
        public Builder maxExecutingPerConnection(int calls) {
            maxExecuting = inRange("maxExecutingPerConnection", calls, 1, Integer.MAX_VALUE);
            return this;
        }

        /** Sets how many calls of one connection wait, 128 by default; more are refused with RESOURCE_EXHAUSTED. */
        public Builder maxQueuedPerConnection(int calls) {
            maxQueued = inRange("maxQueuedPerConnection", calls, 0, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Sets how many calls of all connections together run or wait, 4,096 by default; more are refused with
         * RESOURCE_EXHAUSTED.
         */
        public Builder maxInFlight(int calls) {
            maxInFlight = inRange("maxInFlight", calls, 1, Integer.MAX_VALUE);
            return this;
        }

        /** Sets how many connections there may be, 65,536 by default; more are closed at once. */
        public Builder maxConnections(int connections) {
            maxConnections = inRange("maxConnections", connections, 1, Integer.MAX_VALUE);
            return this;
        }

        /** Sets how many connections there may be from one address, 65,536 by default; more are closed at once. */
        public Builder maxConnectionsPerAddress(int connections) {
            maxConnectionsPerAddress = inRange("maxConnectionsPerAddress", connections, 1, Integer.MAX_VALUE);
            return this;
        }

        /** Sets how long TLS's handshake and a client without an accepted token may take, 5 s by default each. */
        public Builder handshakeTimeout(Duration timeout) {
            handshakeTimeout = positive("handshakeTimeout", timeout);
            return this;
        }

        /** Sets how long a frame may take from its first byte to its last, 10 s by default. */
        public Builder frameTimeout(Duration timeout) {
            frameTimeout = positive("frameTimeout", timeout);
            return this;
        }

        /**
         * Sets how long a client may read nothing while answers wait that its socket does not take; then its connection
         * is closed. With epoll, a client that reads slowly, but some kilobytes a second, is not cut off. With other
         * transports, a client has to free a part of the socket's send buffer, up to some megabytes, within this time.
         * Default: 30 s.
         */
        public Builder stallTimeout(Duration timeout) {
            stallTimeout = positive("stallTimeout", timeout);
            return this;
        }

        /**
         * Sets after how long a silence a connection without calls is closed, 5 minutes by default; clients send a sign
         * of life every 30 s.
         */
        public Builder idleTimeout(Duration timeout) {
            idleTimeout = positive("idleTimeout", timeout);
            return this;
        }

        /**
         * Sets how many bytes of answers may wait for one client to read them. From a megabyte (or half of this, if
         * that is less) on, nothing is read from the connection, none of its calls is started, and the answers of those
         * that run wait too. An answer that would exceed this is replaced by RESOURCE_EXHAUSTED, unless nothing else
         * waits. Default: 64 MiB.
         */
        public Builder maxUnreadBytesPerConnection(int bytes) {
            maxUnreadBytesPerConnection = inRange("maxUnreadBytesPerConnection", bytes, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Sets how many bytes of answers may wait for all clients together. One client gets no more of it than it
         * leaves free for the others. An answer for which there is no room is replaced by RESOURCE_EXHAUSTED, unless
         * nothing else waits. Default: a quarter of the largest heap.
         */
        public Builder maxUnreadBytes(long bytes) {
            maxUnreadBytes = inRange("maxUnreadBytes", bytes, 1, Long.MAX_VALUE);
            return this;
        }

        /**
         * Sets how many bytes frames may take, on all connections together, that have begun and not ended. Where there
         * is no room, frames of which more than 64 KiB are there wait for their turn: nothing is read from their
         * connections until others have ended. {@link #frameTimeout} counts from their turn on. Default: a quarter of
         * the largest heap.
         */
        public Builder maxIncompleteFrameBytes(long bytes) {
            maxIncompleteFrameBytes = inRange("maxIncompleteFrameBytes", bytes, 1, Long.MAX_VALUE);
            return this;
        }

        /**
         * Adds a filter around all methods, inside of those added before: the first added sees a call first, after its
         * arguments were decoded, and its reply last, before it is encoded. Filters run on the thread that the method
         * runs on. Calls that are refused because of a limit, come too late or cannot be read do not get to them.
         */
        public Builder filter(Filter filter) {
            filters.add(requireNonNull(filter, "filter"));
            return this;
        }

        /** Adds what hears of connections and of calls that are refused. */
        public Builder listener(ServerListener listener) {
            listeners.add(requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Returns the server, not started yet.
         *
         * @throws IllegalArgumentException if two methods have the same name or id, or a file of TLS cannot be read
         * @throws IllegalStateException if there is TLS without a certificate, or a registry for a server that listens
         *     in this process only
         */
        public RpcServer build() {
            if (registry != null && inProcess != null) {
                throw new IllegalStateException(
                        "a server that listens in this process only has a registry" + " (remedy: listen on a port)");
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
}
