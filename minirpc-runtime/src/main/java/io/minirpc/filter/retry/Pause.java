package io.minirpc.filter.retry;

import io.minirpc.internal.Timers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A wait that occupies no thread. */
final class Pause extends CompletableFuture<Boolean> {
    private volatile @Nullable Future<?> timer;

    /** Starts pauses of a number of nanoseconds. */
    interface Source {
        Pause start(long nanos);
    }

    /** Starts a pause that ends after a time. */
    static Pause start(long nanos) {
        Pause pause = new Pause();
        pause.timer = Timers.start(nanos, () -> pause.complete(true));
        return pause;
    }

    /**
     * Runs a task when the time is over, on a timer thread, or at once on the current thread if it is over already. The
     * task does not run if {@link #end} ended the pause.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the task
    void thenGoOn(Runnable task) {
        thenAccept(isOver -> {
            if (isOver) {
                task.run();
            }
        });
    }

    /** Ends the pause early, and returns whether it had not ended before. */
    boolean end() {
        Future<?> started = timer;
        if (started != null) {
            started.cancel(false);
        }
        return complete(false);
    }
}
