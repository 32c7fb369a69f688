package io.minirpc.server;

import io.minirpc.codec.Limits;
import io.minirpc.envelope.Envelopes;
import io.minirpc.transport.Hello;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What all connections of a server share. Thread-safe. */
final class ServerContext {
    /** How many of the largest frames one connection may keep in memory; smaller ones are bounded by their number. */
    private static final long HELD_FRAMES = 16;

    private final Limits limits;
    private final int maxExecuting;
    private final int maxQueued;
    private final long maxUnreadBytes;
    private final MethodTable methods;
    private final CallRunner runner;
    private final Envelopes envelopes;
    private final byte[] hello;
    private final Set<ServerConnection> connections = ConcurrentHashMap.newKeySet();
    private final LongAdder strayFrames = new LongAdder();
    private volatile boolean shuttingDown;

    ServerContext(RpcServer.Builder settings, CallRunner runner) {
        limits = settings.limits;
        maxExecuting = settings.maxExecuting;
        maxQueued = settings.maxQueued;
        maxUnreadBytes = settings.maxUnreadBytes;
        methods = new MethodTable(settings.bindings);
        this.runner = runner;
        envelopes = new Envelopes(limits);
        hello = Hello.ours(limits).bytes();
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

    /** Returns how many bytes may wait for a peer that does not read. */
    long maxUnreadBytes() {
        return maxUnreadBytes;
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

    /** Returns the body of the server's hello. */
    byte[] hello() {
        return hello;
    }

    /** Counts a frame that has no place here, such as a response. */
    void dropStrayFrame() {
        strayFrames.increment();
    }

    long strayFrames() {
        return strayFrames.sum();
    }

    /** Tells whether new calls are to be refused. */
    boolean isShuttingDown() {
        return shuttingDown;
    }

    void shutDown() {
        shuttingDown = true;
    }

    void opened(ServerConnection connection) {
        connections.add(connection);
    }

    void closed(ServerConnection connection) {
        connections.remove(connection);
    }

    /** Returns the connections there are now. */
    List<ServerConnection> connections() {
        return List.copyOf(connections);
    }
}
