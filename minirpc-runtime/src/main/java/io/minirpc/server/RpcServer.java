package io.minirpc.server;

import static java.util.Objects.requireNonNull;

import io.minirpc.internal.transport.IoThread;
import io.minirpc.internal.transport.Libraries;
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
    private static final Logger LOG = LoggerFactory.getLogger(ServerLog.NAME);
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);
    private static final long CLOSE_MILLIS = 1_000;
    private static final long TURN_MILLIS = 1;

    private final ServerSettings settings;
    private final @Nullable HandlerPool ownPool;
    private final ServerContext context;
    private final ServerConnections connections;
    private final Acceptor acceptor;
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private @Nullable EventLoopGroup loops;
    private volatile @Nullable Channel listener;
    private @Nullable Announcement announcement;
    private volatile boolean shutDown;

    RpcServer(ServerSettings settings) {
        this.settings = settings;
        Executor executor = settings.executor();
        ownPool = executor == null ? HandlerThreads.pool(settings.handlerThreads()) : null;
        context = new ServerContext(settings, ownPool == null ? CallRunner.of(requireNonNull(executor)) : ownPool);
        connections = new ServerConnections(context);
        acceptor = new Acceptor(settings, connections, context.events());
    }

    /**
     * Returns a builder of servers with default settings.
     *
     * @throws IllegalStateException if Netty, Jackson or SLF4J on the class path are too old or not there
     */
    public static RpcServerBuilder builder() {
        Libraries.check();
        return new RpcServerBuilder();
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

    /** Returns the gauges and counters of the server at this moment. */
    public ServerStats stats() {
        return context.stats(connections.size());
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
                Drain.await(connections, grace, this::awaitAccepted);
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

    /** Returns the address and the state. */
    @Override
    public String toString() {
        Channel opened = listener;
        int port = opened != null && opened.localAddress() instanceof InetSocketAddress bound
                ? bound.getPort()
                : settings.port();
        return "RpcServer(" + settings.name(port) + ", " + state(opened != null) + ")";
    }

    private String state(boolean isOpen) {
        if (terminated.isDone()) {
            return "shut down";
        }
        return shutDown ? "shutting down" : isOpen ? "running" : "not started";
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
        connections
                .ofAll(ServerConnection::close)
                .completeOnTimeout(null, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }

    /**
     * Waits until the event loops have looked for connections and have taken over those that were accepted: a loop that
     * gets a connection while it ends would leave it open forever, with a client that waits. Twice, for a turn may have
     * begun before; and by tasks with a delay, for others may run without a look in between.
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
}
