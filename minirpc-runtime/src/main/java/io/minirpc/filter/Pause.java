package io.minirpc.filter;

import io.minirpc.internal.Timers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A time to wait, without a thread. What comes afterwards runs on a thread of the timers. */
final class Pause extends CompletableFuture<Boolean> {
    private volatile @Nullable Future<?> timer;

    /** Begins to wait, for nanoseconds. */
    interface Source {
        Pause start(long nanos);
    }

    /** Returns a pause that ends by itself. */
    static Pause start(long nanos) {
        Pause pause = new Pause();
        pause.timer = Timers.start(nanos, () -> pause.complete(true));
        return pause;
    }

    /** Runs a task when the time is over; never when it ended before. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the task
    void thenGoOn(Runnable task) {
        thenAccept(isOver -> {
            if (isOver) {
                task.run();
            }
        });
    }

    /** Ends the pause before its time, and tells whether there was any left. */
    boolean end() {
        Future<?> started = timer;
        if (started != null) {
            started.cancel(false);
        }
        return complete(false);
    }
}
