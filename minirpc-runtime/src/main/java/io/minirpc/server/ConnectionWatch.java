package io.minirpc.server;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Checks all connections of one event loop periodically, and closes those that hold resources. One timer serves all of
 * them, and runs only while there are connections, so idle ones need no memory for timers. Time in which the process
 * stood still does not count, and data that has arrived meanwhile is read before the next check. Owned by the event
 * loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // looking cannot fail
final class ConnectionWatch {
    private final EventLoop loop;
    private final long intervalNanos;
    private final Set<Watched> connections = new LinkedHashSet<>();
    private boolean scheduled;
    private boolean stoodStill;
    private long dueNanos;

    ConnectionWatch(EventLoop loop, long intervalNanos) {
        this.loop = loop;
        this.intervalNanos = intervalNanos;
    }

    void add(Watched connection) {
        connections.add(connection);
        schedule();
    }

    void remove(Watched connection) {
        connections.remove(connection);
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            dueNanos = System.nanoTime() + intervalNanos;
            loop.schedule(this::look, intervalNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        scheduled = false;
        long now = System.nanoTime();
        try {
            judge(now, now - dueNanos);
        } finally {
            if (!connections.isEmpty()) {
                schedule();
            }
        }
    }

    private void judge(long now, long late) {
        boolean standstill = late > intervalNanos;
        if (standstill) {
            connections.forEach(connection -> connection.stoodStill(late));
        }
        if (!standstill || stoodStill) { // a loop that is late each time has to look nevertheless
            new ArrayList<>(connections).forEach(connection -> connection.check(now));
        }
        stoodStill = standstill && !stoodStill;
    }

    /** A connection as its watch sees it. */
    interface Watched {
        /** Closes the connection if it holds resources for too long, or is idle. */
        void check(long now);

        /** Excludes a time from what {@link #check} measures: this process stood still. */
        void stoodStill(long nanos);
    }
}
