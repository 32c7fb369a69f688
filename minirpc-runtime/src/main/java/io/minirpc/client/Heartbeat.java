package io.minirpc.client;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends a sign of life where nothing has arrived for an interval, and notices when the peer is gone without a word:
 * when nothing has arrived for three of them. Peers of version 1 never answer a heartbeat, so silence counts only once
 * a peer has answered one. Owned by one event loop.
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
        silentSinceNanos = heardNanos.getAsLong();
        schedule();
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Says that the peer answers heartbeats. */
    void answered() {
        armed = true;
    }

    private void beat() {
        long heard = heardNanos.getAsLong();
        if (heard != silentSinceNanos) {
            silentSinceNanos = heard;
            sent = 0;
        }
        if (System.nanoTime() - nextNanos() >= 0) {
            sent++;
            if (armed && sent >= MISSES) {
                dead.run();
                return;
            }
            send.run();
        }
        schedule();
    }

    private void schedule() {
        timer = loop.schedule(this::beat, Math.max(0, nextNanos() - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private long nextNanos() {
        return silentSinceNanos + intervalNanos * (sent + 1);
    }
}
