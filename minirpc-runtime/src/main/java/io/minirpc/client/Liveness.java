package io.minirpc.client;

import io.netty.channel.EventLoop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The checks of whether a server is alive: heartbeats while it sends nothing, and a suspicion when calls time out.
 * Owned by the connection's event loop, except {@link #isSuspected}.
 */
final class Liveness {
    private final EventLoop loop;
    private final Duration patience;
    private final Listener listener;
    private final Heartbeat heartbeat;

    /** Null before a call has timed out: most connections are idle. */
    private volatile @Nullable Suspicion suspicion;

    /**
     * Creates the checks; {@link #start} starts the heartbeats.
     *
     * @param interval the time without data after which a heartbeat is sent
     * @param patience the time in which a suspected server has to send something
     */
    Liveness(EventLoop loop, Duration interval, Duration patience, Listener listener) {
        this.loop = loop;
        this.patience = patience;
        this.listener = listener;
        heartbeat = new Heartbeat(loop, interval, listener::heardNanos, listener::sendHeartbeat, listener::unanswered);
    }

    /** Starts the heartbeats. */
    void start() {
        heartbeat.start();
    }

    /** Ends all checks. */
    void stop() {
        heartbeat.stop();
        Suspicion present = suspicion;
        if (present != null) {
            present.stop();
        }
    }

    /** Returns whether calls have timed out and nothing has arrived since, on any thread. */
    boolean isSuspected() {
        Suspicion present = suspicion;
        return present != null && present.stands();
    }

    /** Records that a frame has arrived. */
    void heard() {
        Suspicion present = suspicion;
        if (present != null) {
            present.heard();
        }
    }

    /** Records that the server has answered a heartbeat. */
    void heartbeatAnswered() {
        heartbeat.answered();
    }

    /** Records that a call has timed out that was sent at a time of {@link System#nanoTime}. */
    void timedOut(long sentNanos) {
        Suspicion present = suspicion;
        if (present == null) {
            present = new Suspicion(
                    loop,
                    patience,
                    listener::heardNanos,
                    listener::sendHeartbeat,
                    listener::suspicionChanged,
                    listener::silent);
            suspicion = present;
        }
        present.timedOut(sentNanos);
    }

    /** The connection whose server is checked. */
    interface Listener {
        /** Returns when something arrived last, as a time of {@link System#nanoTime}. */
        long heardNanos();

        /** Sends a heartbeat. */
        void sendHeartbeat();

        /** Called when a suspected server has not answered soon, and when it has said something since. */
        void suspicionChanged();

        /** Called when the server has left several heartbeats unanswered. */
        void unanswered();

        /** Called when a suspected server has sent nothing in time. */
        void silent();
    }
}
