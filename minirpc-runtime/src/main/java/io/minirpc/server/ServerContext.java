package io.minirpc.server;

import io.minirpc.codec.Limits;
import io.minirpc.internal.ThrottledLog;
import io.minirpc.internal.envelope.Envelopes;
import io.minirpc.internal.transport.FrameRoom;
import io.minirpc.internal.transport.Hello;
import io.minirpc.internal.transport.Traffic;
import io.netty.channel.EventLoop;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What all connections of a server share. Thread-safe. */
final class ServerContext {
    /** How many of the largest frames one connection may keep in memory; smaller ones are bounded by their number. */
    private static final long HELD_FRAMES = 16;

    private static final long MAX_WATCH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int WATCHES_PER_TIMEOUT = 8;

    private final Limits limits;
    private final int maxExecuting;
    private final int maxQueued;
    private final UnreadBytes unread;
    private final FrameRoom frames;
    private final MethodTable methods;
    private final CallRunner runner;
    private final Envelopes envelopes;
    private final Hello hello;
    private final @Nullable Authenticator authenticator;
    private final long handshakeTimeoutNanos;
    private final Set<ServerConnection> connections = ConcurrentHashMap.newKeySet();
    private final int maxInFlight;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final ConnectionCount connectionCount;
    private final ConcurrentMap<EventLoop, ConnectionWatch> watches = new ConcurrentHashMap<>();
    private final long frameTimeoutNanos;
    private final long stallTimeoutNanos;
    private final long idleTimeoutNanos;
    private final ThrottledLog peers = new ThrottledLog(LoggerFactory.getLogger(RpcServer.class));
    private final LongAdder strayFrames = new LongAdder();
    private final LongAdder queued = new LongAdder();
    private final Traffic traffic = new Traffic();
    private final ServerEvents events;
    private volatile boolean shuttingDown;

    ServerContext(ServerSettings settings, CallRunner runner) {
        limits = settings.limits();
        events = new ServerEvents(settings.listeners(), peers);
        maxExecuting = settings.maxExecutingPerConnection();
        maxQueued = settings.maxQueuedPerConnection();
        maxInFlight = settings.maxInFlight();
        connectionCount = new ConnectionCount(settings.maxConnections(), settings.maxConnectionsPerAddress());
        frameTimeoutNanos = settings.frameTimeout().toNanos();
        stallTimeoutNanos = settings.stallTimeout().toNanos();
        idleTimeoutNanos = settings.idleTimeout().toNanos();
        unread = new UnreadBytes(settings.maxUnreadBytes(), settings.maxUnreadBytesPerConnection());
        frames = new FrameRoom(settings.maxIncompleteFrameBytes());
        methods = new MethodTable(settings.services(), settings.filters());
        this.runner = runner;
        envelopes = new Envelopes(limits);
        hello = Hello.ours(limits);
        authenticator = settings.authenticator();
        handshakeTimeoutNanos = settings.handshakeTimeout().toNanos();
    }

    Limits limits() {
        return limits;
    }

    /** Returns how many calls of one connection run at a time. */
    int maxExecuting() {
        return maxExecuting;
    }

    /** Returns how many calls of one connection may wait for their turn. */
    int maxQueued() {
        return maxQueued;
    }

    ConnectionCount connectionCount() {
        return connectionCount;
    }

    /** Returns what watches the connections of an event loop. */
    ConnectionWatch watch(EventLoop loop) {
        long shortest = Math.min(
                Math.min(frameTimeoutNanos, stallTimeoutNanos), Math.min(idleTimeoutNanos, handshakeTimeoutNanos));
        return watches.computeIfAbsent(
                loop, key -> new ConnectionWatch(key, Math.min(MAX_WATCH_NANOS, 1 + shortest / WATCHES_PER_TIMEOUT)));
    }

    /** Returns how long a frame may take from its first byte to its last. */
    long frameTimeoutNanos() {
        return frameTimeoutNanos;
    }

    /** Returns how long a peer may read nothing while more waits for it than the channel's high watermark. */
    long stallTimeoutNanos() {
        return stallTimeoutNanos;
    }

    /** Returns how long a connection without calls may be silent. */
    long idleTimeoutNanos() {
        return idleTimeoutNanos;
    }

    /** Returns how many calls of all connections may run or wait for their turn. */
    int maxInFlight() {
        return maxInFlight;
    }

    int inFlight() {
        return inFlight.get();
    }

    void callTaken() {
        inFlight.incrementAndGet();
    }

    void callEnded() {
        inFlight.decrementAndGet();
    }

    /** Returns where connections count unread answers. */
    UnreadBytes unread() {
        return unread;
    }

    /** Returns the memory for incomplete frames. */
    FrameRoom frames() {
        return frames;
    }

    /** Returns how many bytes the requests that run or wait on one connection may have together. */
    long maxHeldBytes() {
        return HELD_FRAMES * limits.maxFrameBytes();
    }

    MethodTable methods() {
        return methods;
    }

    /** Returns what runs handlers that are not inline. */
    CallRunner runner() {
        return runner;
    }

    Envelopes envelopes() {
        return envelopes;
    }

    /** Returns what decides whose calls are served; null if everybody's are. */
    @Nullable
    Authenticator authenticator() {
        return authenticator;
    }

    /** Returns how long a peer may stay without having said who it is, where that is asked. */
    long handshakeTimeoutNanos() {
        return handshakeTimeoutNanos;
    }

    /** Returns the server's hello. */
    Hello hello() {
        return hello;
    }

    /** Counts a frame that has no place here, such as a response. */
    void dropStrayFrame() {
        strayFrames.increment();
    }

    /** Counts the calls that wait for others of their connection; negative for those that wait no more. */
    void queued(int more) {
        queued.add(more);
    }

    /** Returns where to say what happens. */
    ServerEvents events() {
        return events;
    }

    /** Returns where connections count their bytes. */
    Traffic traffic() {
        return traffic;
    }

    ServerStats stats() {
        return new ServerStats(
                connections.size(),
                inFlight.get(),
                queued.intValue(),
                traffic.bytesIn(),
                traffic.bytesOut(),
                events.rejectedCalls(),
                events.refusedConnections(),
                events.badFrames(),
                strayFrames.sum(),
                unread.total(),
                frames.takenBytes());
    }

    /** Returns whether new calls are to be refused. */
    boolean isShuttingDown() {
        return shuttingDown;
    }

    void shutDown() {
        shuttingDown = true;
    }

    /** Returns where to say what is wrong with peers, for none of them may fill the log. */
    ThrottledLog peers() {
        return peers;
    }

    void connected(ServerConnection connection) {
        connections.add(connection);
    }

    void closed(ServerConnection connection) {
        connections.remove(connection);
    }

    /** Asks something of all connections that there are now, and returns what completes when all have done it. */
    CompletableFuture<Void> ofAll(Function<ServerConnection, CompletableFuture<Void>> task) {
        return CompletableFuture.allOf(connections.stream().map(task).toArray(CompletableFuture<?>[]::new));
    }
}
