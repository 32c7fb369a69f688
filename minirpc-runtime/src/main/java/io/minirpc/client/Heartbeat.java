package io.minirpc.client;

import io.minirpc.internal.transport.Lateness;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends a heartbeat when nothing has arrived for an interval, and reports the peer as gone after three silent
 * intervals. If this process was suspended, it sends one heartbeat and waits for the answer. Peers of version 1 never
 * answer a heartbeat, so silence counts only after a peer has answered one. Owned by one event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // beats cannot fail
final class Heartbeat {
    private static final int MISSES = 3;

    private final EventLoop loop;
    private final long intervalNanos;
    private final LongSupplier heardNanos;
    private final Runnable send;
    private final Runnable dead;
    private @Nullable ScheduledFuture<?> timer;
    private long silentSinceNanos;
    private long dueNanos;
    private int sent;
    private boolean armed;

    /**
     * Creates a heartbeat.
     *
     * @param heardNanos tells when something arrived last, as a time of {@link System#nanoTime}
     * @param send sends one
     * @param dead is run when the peer has been silent for too long
     */
    Heartbeat(EventLoop loop, Duration interval, LongSupplier heardNanos, Runnable send, Runnable dead) {
        this.loop = loop;
        this.intervalNanos = interval.toNanos();
        this.heardNanos = heardNanos;
        this.send = send;
        this.dead = dead;
    }

    void start() {
        heardAt(heardNanos.getAsLong());
        schedule();
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Records that the peer answers heartbeats. */
    void answered() {
        armed = true;
    }

    private void beat() {
        long heard = heardNanos.getAsLong();
        if (heard != silentSinceNanos) {
            heardAt(heard);
        }
        long now = System.nanoTime();
        if (now - dueNanos >= 0) {
            boolean standstill = Lateness.isStandstill(now - dueNanos, intervalNanos);
            sent = standstill ? Math.min(sent + 1, MISSES - 1) : sent + 1;
            if (armed && sent >= MISSES) {
                dead.run();
                return;
            }
            send.run();
            dueNanos = (standstill ? now : dueNanos) + intervalNanos;
        }
        schedule();
    }

    private void heardAt(long nanos) {
        silentSinceNanos = nanos;
        dueNanos = nanos + intervalNanos;
        sent = 0;
    }

    private void schedule() {
        timer = loop.schedule(this::beat, Math.max(0, dueNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
