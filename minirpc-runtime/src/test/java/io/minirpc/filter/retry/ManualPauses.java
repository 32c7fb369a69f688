package io.minirpc.filter.retry;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Pauses that last until the test says that their time is over. */
final class ManualPauses implements Pause.Source {
    private final BlockingQueue<Started> started = new LinkedBlockingQueue<>();

    record Started(Pause pause, Duration length) {
        void pass() {
            pause.complete(true);
        }
    }

    @Override
    public Pause start(long nanos) {
        Pause pause = new Pause();
        started.add(new Started(pause, Duration.ofNanos(nanos)));
        return pause;
    }

    /** Waits for the next pause to begin. */
    Started next() throws InterruptedException {
        Started next = started.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no pause began");
        }
        return next;
    }

    /** Tells whether no pause has begun that was not asked for. */
    boolean areAllSeen() {
        return started.isEmpty();
    }
}
