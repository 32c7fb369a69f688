package io.minirpc.gochat.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An event loop with its WebSockets: one sweep looks at the timers of all. {@link #post} is thread-safe, the rest
 * belongs to the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // tasks that cannot fail
final class Loop {
    /** The most that the clock goes on between two looks: time in which the process was stopped does not count. */
    private static final long MAX_STEP_NANOS = 1_000_000_000L;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final EventLoop events;
    private final GatewaySettings settings;
    private final GatewayMetrics metrics;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final AtomicInteger queuedPushes = new AtomicInteger();
    private volatile int size;
    private volatile int unacknowledged;
    private volatile boolean lostPushes;
    private @Nullable CompletableFuture<Void> drained;
    private long drainNanos;
    private long now;
    private long lastLook = System.nanoTime();

    Loop(EventLoop events, GatewaySettings settings, GatewayMetrics metrics) {
        this.events = events;
        this.settings = settings;
        this.metrics = metrics;
    }

    void start() {
        long sweep = settings.nanos(Timing.SWEEP);
        events.scheduleWithFixedDelay(this::sweep, sweep, sweep, TimeUnit.NANOSECONDS);
    }

    EventLoop events() {
        return events;
    }

    /** Returns the time of this loop's timers in nanoseconds, without the time in which the process was stopped. */
    long now() {
        long real = System.nanoTime();
        now += Math.min(real - lastLook, MAX_STEP_NANOS);
        lastLook = real;
        return now;
    }

    void add(Connection connection) {
        connections.add(connection);
        size = connections.size();
        if (drained != null) {
            end(connection);
        }
    }

    void remove(Connection connection) {
        connections.remove(connection);
        size = connections.size();
        completeDrain();
    }

    /** Returns how many pushes were not acknowledged, as of the last sweep. Thread-safe. */
    int unacknowledged() {
        return unacknowledged;
    }

    /** Returns how many connections there are. Thread-safe. */
    int size() {
        return size;
    }

    /** Has each connection compare with the truth, each at a random moment within a time. Thread-safe. */
    void suspect(long spreadNanos) {
        execute(() -> {
            long time = now();
            for (Connection connection : connections) {
                connection.suspect(
                        time + ThreadLocalRandom.current().nextLong(spreadNanos + settings.nanos(Timing.RESEND)));
            }
        });
    }

    /** Writes the routes and registrations of all connections again. Thread-safe; never fails. */
    CompletableFuture<Void> writeAgain() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (!execute(() -> CompletableFuture.allOf(
                        connections.stream().map(Connection::writeAgain).toArray(CompletableFuture<?>[]::new))
                .whenComplete((written, failure) -> done.complete(null)))) {
            done.complete(null);
        }
        return done;
    }

    private boolean execute(Runnable task) {
        try {
            events.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false; // it has ended, and so have its connections
        }
    }

    /**
     * Tells the connections that they end, each at a random moment within a time. Thread-safe.
     *
     * @return done when none is left
     */
    CompletableFuture<Void> drain(long nanos) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        events.execute(() -> {
            drained = done;
            drainNanos = Math.max(1, nanos);
            connections().forEach(this::end);
            completeDrain();
        });
        return done;
    }

    /** The hint is spread over the same time, and at least over a second, for the others that close then. */
    private void end(Connection connection) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long retryNanos = random.nextLong(Math.max(SECOND_NANOS, drainNanos));
        connection.drain(random.nextLong(drainNanos), TimeUnit.NANOSECONDS.toMillis(retryNanos) + 1);
    }

    private void completeDrain() {
        if (drained != null && connections.isEmpty()) {
            drained.complete(null);
        }
    }

    /** Returns a copy of the connections. */
    List<Connection> connections() {
        return List.copyOf(connections);
    }

    /**
     * Takes over the line of a push to a connection of this loop, and leads it there. Where too many wait, or the loop
     * has ended, it is released: heartbeats heal that, and come early.
     */
    void post(Connection connection, Pushed push, ByteBuf line) {
        if (queuedPushes.incrementAndGet() > settings.get(Limit.QUEUED_PUSHES)) {
            lostPushes = true;
            drop(connection, push, line);
            return;
        }
        try {
            events.execute(() -> {
                queuedPushes.decrementAndGet();
                connection.push(push, line);
            });
        } catch (RejectedExecutionException e) {
            drop(connection, push, line);
        }
    }

    private void drop(Connection connection, Pushed push, ByteBuf line) {
        queuedPushes.decrementAndGet();
        metrics.dropped(push.kind());
        push.trace().dropped(connection.device(), "the gateway does not keep up");
        line.release();
    }

    private void sweep() {
        long time = now();
        boolean lost = lostPushes;
        lostPushes = false;
        int waiting = 0;
        for (Connection connection : connections()) {
            if (lost) {
                connection.suspect(time + ThreadLocalRandom.current().nextLong(settings.nanos(Timing.RESEND)));
            }
            connection.sweep(time);
            waiting += connection.unacknowledged();
        }
        unacknowledged = waiting;
    }
}
