package io.minirpc.server;

import io.minirpc.codec.Limits;
import io.minirpc.internal.ThrottledLog;
import io.minirpc.internal.envelope.Envelopes;
import io.minirpc.internal.transport.FrameRoom;
import io.minirpc.internal.transport.Hello;
import io.minirpc.internal.transport.Traffic;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.LoggerFactory;

/** The settings, methods, bounds and counters that all connections of a server share. Thread-safe. */
final class ServerContext {
    /**
     * The number of largest frames that one connection may keep in memory; smaller ones are bounded by their number.
     */
    private static final long HELD_FRAMES = 16;

    private final ServerSettings settings;
    private final MethodTable methods;
    private final CallRunner runner;
    private final Envelopes envelopes;
    private final Hello hello;
    private final UnreadBytes unread;
    private final FrameRoom frames;
    private final Traffic traffic = new Traffic();
    private final ThrottledLog peerLog = new ThrottledLog(LoggerFactory.getLogger(ServerLog.NAME));
    private final ServerEvents events;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongAdder queued = new LongAdder();
    private final LongAdder strayFrames = new LongAdder();
    private volatile boolean shuttingDown;

    ServerContext(ServerSettings settings, CallRunner runner) {
        this.settings = settings;
        this.runner = runner;
        methods = new MethodTable(settings.services(), settings.filters());
        envelopes = new Envelopes(settings.limits());
        hello = Hello.ours(settings.limits());
        unread = new UnreadBytes(settings.maxUnreadBytes(), settings.maxUnreadBytesPerConnection());
        frames = new FrameRoom(settings.maxIncompleteFrameBytes());
        events = new ServerEvents(settings.listeners(), peerLog);
    }

    ServerSettings settings() {
        return settings;
    }

    Limits limits() {
        return settings.limits();
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

    /** Returns the server's hello. */
    Hello hello() {
        return hello;
    }

    /** Returns where connections count unread answers. */
    UnreadBytes unread() {
        return unread;
    }

    /** Returns the memory for incomplete frames. */
    FrameRoom frames() {
        return frames;
    }

    /** Returns where connections count their bytes. */
    Traffic traffic() {
        return traffic;
    }

    /** Returns the log of what peers do wrong, throttled: none of them may fill it. */
    ThrottledLog peerLog() {
        return peerLog;
    }

    /** Returns where to say what happens. */
    ServerEvents events() {
        return events;
    }

    /** Returns how many bytes the requests that run or wait on one connection may have together. */
    long maxHeldBytes() {
        return HELD_FRAMES * limits().maxFrameBytes();
    }

    /** Returns how many calls of all connections run or wait for their turn. */
    int inFlight() {
        return inFlight.get();
    }

    void callTaken() {
        inFlight.incrementAndGet();
    }

    void callEnded() {
        inFlight.decrementAndGet();
    }

    /** Counts the calls that wait for others of their connection; negative for those that wait no more. */
    void queued(int more) {
        queued.add(more);
    }

    /** Counts a frame that has no place here, such as a response. */
    void dropStrayFrame() {
        strayFrames.increment();
    }

    /** Returns whether new calls are to be refused. */
    boolean isShuttingDown() {
        return shuttingDown;
    }

    void shutDown() {
        shuttingDown = true;
    }

    /** Returns the counters, with the number of connections that there are. */
    ServerStats stats(int connections) {
        return new ServerStats(
                connections,
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
}
