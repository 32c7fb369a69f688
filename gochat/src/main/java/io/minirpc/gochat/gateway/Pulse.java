package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.ServerFrame.Truth;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The heartbeats of a connection. Each carries the truth as it is read then. Where it cannot be read in time, the last
 * one goes out instead, so that an outage of the database does not make everybody reconnect. Belongs to the
 * connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failure is an answer without a truth
final class Pulse {
    private static final long NEVER = Long.MAX_VALUE;

    private final Hub hub;
    private final Connection connection;
    private Truth last = new Truth(0, 0, 0);
    private @Nullable CompletableFuture<Truth> asked;
    private long next = NEVER;
    private long lastInstead = NEVER;
    private boolean twice;

    Pulse(Hub hub, Connection connection) {
        this.hub = hub;
        this.connection = connection;
    }

    /** Begins at a random moment, so that heartbeats are spread although clients come together. */
    void start(long now, Truth truth) {
        last = truth;
        next = now + ThreadLocalRandom.current().nextLong(hub.settings().nanos(Timing.HEARTBEAT)) + 1;
    }

    /** Sends two heartbeats from a time on, one after the other: what is committed meanwhile is part of the second. */
    void beatTwice(long time) {
        next = Math.min(next, time);
        twice = true;
    }

    void sweep(long now) {
        if (now >= lastInstead) {
            lastInstead = NEVER;
            connection.heartbeat(last);
        }
        if (now >= next) {
            long interval = hub.settings().nanos(Timing.HEARTBEAT);
            long wait = twice ? Math.min(interval, hub.settings().nanos(Timing.RESEND)) : interval;
            next = now + wait;
            twice = false;
            lastInstead = now + Math.min(wait / 2, hub.settings().nanos(Timing.TRUTH));
            ask();
        }
    }

    /** Asks, unless the question before has no answer yet. */
    private void ask() {
        if (asked == null) {
            asked = hub.heartbeats().ask(connection.session().user());
            asked.whenComplete((truth, failure) -> connection.run(() -> answered(truth)));
        }
    }

    private void answered(@Nullable Truth truth) {
        asked = null;
        lastInstead = NEVER;
        if (truth != null) {
            last = truth;
        }
        connection.heartbeat(last);
    }

    void end() {
        if (asked != null) {
            asked.cancel(false); // not asked any more, if it was not yet
        }
    }
}
