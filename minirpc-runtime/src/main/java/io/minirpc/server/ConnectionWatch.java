package io.minirpc.server;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Looks at all connections of one event loop now and then, and has those cut off that hold the server up. One timer for
 * all, which runs only while there are connections: an idle one costs no memory for a timer of its own. Time in which
 * the process stood still counts against nobody, and what has arrived meanwhile is read before anybody is looked at.
 * Owned by the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // looking cannot fail
final class ConnectionWatch {
    private final EventLoop loop;
    private final long intervalNanos;
    private final Set<ServerConnection> connections = new LinkedHashSet<>();
    private boolean scheduled;
    private boolean stoodStill;
    private long dueNanos;

    ConnectionWatch(EventLoop loop, long intervalNanos) {
        this.loop = loop;
        this.intervalNanos = intervalNanos;
    }

    void add(ServerConnection connection) {
        connections.add(connection);
        schedule();
    }

    void remove(ServerConnection connection) {
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
}
