package io.minirpc.client;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.SocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place in the pool: a connection, and after its end the next one. A connection is healthy if a call was answered on
 * it or it lasted ten seconds. A healthy connection that breaks is replaced at once, and so is the first unhealthy one.
 * After a failed attempt or another unhealthy connection, the next attempt waits for a random part of a bound that
 * doubles each time ("full jitter" of Brooker, Exponential Backoff and Jitter, 2015), so that the clients of a server
 * do not all return at the same time. Thread-safe.
 */
final class Slot implements ClientConnection.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(ClientLog.NAME);
    private static final long FIRST_BACKOFF_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** 100 ms, doubled so often, is 6.4 s. */
    private static final int MAX_BACKOFF_DOUBLINGS = 6;

    /** The time after which a connection is healthy even if no call was answered on it. */
    private static final long HEALTHY_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** The least time between two immediate replacements, even of healthy connections. */
    private static final long MIN_IMMEDIATE_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Target target;
    private final EventLoop loop;
    private final Runnable changed;
    private volatile @Nullable ClientConnection connection;

    /** Connections that take no more calls, but have some under way. */
    private Set<ClientConnection> leaving = Set.of();

    private boolean started;
    private boolean closed;
    private int failures;
    private String lastFailure = "not connected yet";

    /** When the connection became ready; if there is none, when the next attempt is due. */
    private long momentNanos;

    private @Nullable Long lastImmediateNanos;
    private @Nullable ScheduledFuture<?> retry;

    /** @param changed run when a connection becomes ready, becomes suspect, or ends */
    Slot(Target target, EventLoop loop, Runnable changed) {
        this.target = target;
        this.loop = loop;
        this.changed = changed;
    }

    /** Returns the connection, which may still be under way; null while there is none. */
    @Nullable
    ClientConnection connection() {
        return connection;
    }

    /** Connects, where that was not begun before. */
    synchronized void start() {
        if (!started && !closed) {
            started = true;
            connect();
        }
    }

    /** Returns why there is no connection. */
    synchronized String unavailable() {
        long millis = TimeUnit.NANOSECONDS.toMillis(Math.max(0, momentNanos - System.nanoTime()));
        return lastFailure + (retry == null ? "" : " (next attempt in " + millis + " ms)");
    }

    /** Ends the connections with all calls on them; returns a future of their end. */
    CompletableFuture<Void> close() {
        return allGone(ClientConnection::close);
    }

    /** Makes no more connections; those there are end when their calls have ended. Returns what completes then. */
    CompletableFuture<Void> retire() {
        return allGone(ClientConnection::retire);
    }

    @Override
    public void ready() {
        synchronized (this) {
            momentNanos = System.nanoTime();
        }
        changed.run();
    }

    @Override
    public void changed() {
        changed.run();
    }

    /** Replaces the connection, although its calls go on. */
    @Override
    public void left(ClientConnection old, String reason) {
        synchronized (this) {
            if (old == connection) {
                leaving = new HashSet<>(leaving);
                leaving.add(old);
                boolean healthy = wasHealthy(old);
                judge(old, false); // other addresses of the server may stay up
                connection = null;
                replace(reason, true, healthy);
            }
        }
        changed.run();
    }

    /** Replaces the connection, unless it was replaced when it was left. */
    @Override
    public void ended(ClientConnection old, boolean wasReady, String reason) {
        LOG.debug("{}: {}", target.name(), reason);
        synchronized (this) {
            if (leaving.contains(old)) { // else it may be the empty one, which is shared
                leaving.remove(old);
            }
            if (old == connection) {
                boolean healthy = wasReady && wasHealthy(old);
                judge(old, healthy);
                connection = null;
                replace(reason, wasReady, healthy);
            }
        }
        changed.run();
    }

    /** Makes no more connections, and has those there are end in some way. */
    private CompletableFuture<Void> allGone(Function<ClientConnection, CompletableFuture<Void>> way) {
        Set<ClientConnection> last;
        synchronized (this) {
            closed = true;
            if (retry != null) {
                retry.cancel(false);
            }
            last = new HashSet<>(leaving);
            if (connection != null) {
                last.add(connection);
            }
        }
        return CompletableFuture.allOf(last.stream().map(way).toArray(CompletableFuture<?>[]::new));
    }

    /**
     * Returns whether a connection that was ready was healthy. If not, since the server closed it right after
     * accepting, its hello or a drain, the backoff is not reset.
     */
    private boolean wasHealthy(ClientConnection old) {
        return old.hasAnswered() || System.nanoTime() - momentNanos >= HEALTHY_NANOS;
    }

    private void judge(ClientConnection old, boolean useful) {
        SocketAddress address = old.address();
        if (address != null) {
            target.judge(address, useful);
        }
    }

    private void replace(String reason, boolean wasReady, boolean wasHealthy) {
        lastFailure = reason;
        if (closed) {
            return;
        }
        if (wasHealthy) {
            failures = 0;
        }
        long now = System.nanoTime();
        Long last = lastImmediateNanos;
        if (wasReady && failures == 0 && (last == null || now - last >= MIN_IMMEDIATE_INTERVAL_NANOS)) {
            lastImmediateNanos = now;
            failures = wasHealthy ? 0 : 1;
            connect();
        } else {
            long bound = FIRST_BACKOFF_NANOS << Math.min(failures, MAX_BACKOFF_DOUBLINGS);
            failures++;
            long wait = ThreadLocalRandom.current().nextLong(bound);
            momentNanos = now + wait;
            retry = loop.schedule(this::retry, wait, TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void retry() {
        retry = null;
        if (!closed) {
            connect();
        }
    }

    private void connect() {
        ClientConnection fresh = new ClientConnection(target, this, loop);
        connection = fresh;
        fresh.connect();
    }
}
