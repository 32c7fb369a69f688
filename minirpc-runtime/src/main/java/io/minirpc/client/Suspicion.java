package io.minirpc.client;

import io.minirpc.internal.transport.Lateness;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Suspects a peer that lets calls time out without a byte: sends it a heartbeat, waits for as long as it may take a
 * call to be answered, and reports silence then. Peers of version 1 answer no heartbeat, but at last some call. What
 * arrives, whatever it is, ends the suspicion. Owned by one event loop, but for {@link #stands}.
 */
final class Suspicion {
    /** The time in which a peer that works answers the heartbeat, so that a slow call alone changes nothing. */
    private static final long ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final EventLoop loop;
    private final long patienceNanos;
    private final LongSupplier heardNanos;
    private final Runnable ask;
    private final Runnable onChange;
    private final Runnable onSilence;
    private volatile boolean stands;
    private long beganNanos;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable ScheduledFuture<?> confirmation;
    private boolean confirmed;

    /**
     * Creates a suspicion that does not stand yet.
     *
     * @param patience how long a peer has to say something
     * @param heardNanos tells when something arrived last, as a time of {@link System#nanoTime}
     * @param ask sends the peer a heartbeat
     * @param onChange is run when the heartbeat is not answered soon, and when something arrives after that
     * @param onSilence is run when the peer has said nothing
     */
    Suspicion(
            EventLoop loop,
            Duration patience,
            LongSupplier heardNanos,
            Runnable ask,
            Runnable onChange,
            Runnable onSilence) {
        this.loop = loop;
        patienceNanos = patience.toNanos();
        this.heardNanos = heardNanos;
        this.ask = ask;
        this.onChange = onChange;
        this.onSilence = onSilence;
    }

    /** Returns whether the peer is under suspicion; on any thread. */
    boolean stands() {
        return stands;
    }

    /** Records that a call has timed out that was sent at a time of {@link System#nanoTime}. */
    void timedOut(long sentNanos) {
        if (!stands && heardNanos.getAsLong() - sentNanos < 0) {
            stands = true;
            ask();
            confirmation = loop.schedule(this::confirm, Math.min(ANSWER_NANOS, patienceNanos), TimeUnit.NANOSECONDS);
        }
    }

    private void confirm() {
        confirmed = true;
        onChange.run();
    }

    private void ask() {
        beganNanos = System.nanoTime();
        timer = loop.schedule(this::decide, patienceNanos, TimeUnit.NANOSECONDS);
        ask.run();
    }

    /** Records that something has arrived. */
    void heard() {
        if (stands) {
            stop();
            if (confirmed) {
                confirmed = false;
                onChange.run();
            }
        }
    }

    /** Forgets the peer. */
    void stop() {
        stands = false;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        if (confirmation != null) {
            confirmation.cancel(false);
            confirmation = null;
        }
    }

    private void decide() {
        boolean silent = heardNanos.getAsLong() - beganNanos < 0;
        if (silent && Lateness.isStandstill(System.nanoTime() - beganNanos - patienceNanos, patienceNanos)) {
            ask(); // its answer may have arrived unread
        } else if (silent) {
            timer = null; // and stands, so that the connection is the last choice for as long as it is there
            onSilence.run();
        } else {
            heard(); // a part of a frame has come
        }
    }
}
