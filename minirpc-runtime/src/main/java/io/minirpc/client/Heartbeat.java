package io.minirpc.client;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends a sign of life where nothing has arrived for an interval, and notices when the peer is gone without a word.
 * Peers of version 1 never answer a heartbeat, so silence counts only once a peer has answered one. Owned by one event
 * loop.
 */
final class Heartbeat {
    private static final int MAX_MISSES = 3;

    private final EventLoop loop;
    private final long intervalNanos;
    private final Runnable send;
    private final Runnable dead;
    private @Nullable ScheduledFuture<?> timer;
    private boolean heard;
    private boolean armed;
    private int misses;

    /**
     * Creates a heartbeat.
     *
     * @param send sends one
     * @param dead is run when the peer has answered neither of the last three
     */
    Heartbeat(EventLoop loop, Duration interval, Runnable send, Runnable dead) {
        this.loop = loop;
        this.intervalNanos = interval.toNanos();
        this.send = send;
        this.dead = dead;
    }

    void start() {
        timer = loop.scheduleAtFixedRate(this::beat, intervalNanos, intervalNanos, TimeUnit.NANOSECONDS);
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Says that something has arrived. */
    void heard() {
        heard = true;
    }

    /** Says that the peer answers heartbeats. */
    void answered() {
        armed = true;
    }

    private void beat() {
        misses = heard ? 0 : misses + 1;
        heard = false;
        if (armed && misses > MAX_MISSES) {
            dead.run();
        } else if (misses > 0) {
            send.run();
        }
    }
}
