package io.minirpc;

import io.minirpc.internal.Timers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The tasks to run when a context is cancelled, created with the first one. Guarded by its context. */
final class CancelListeners {
    private final Set<Runnable> tasks = new LinkedHashSet<>();

    /** Cancels the context; registered with its parent. */
    private final Runnable canceller;

    private @Nullable Future<?> timer;

    CancelListeners(Runnable canceller) {
        this.canceller = canceller;
    }

    Runnable canceller() {
        return canceller;
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    void add(Runnable task) {
        tasks.add(task);
    }

    /** Removes a task, and returns whether it was the last one. */
    boolean remove(Runnable task) {
        return tasks.remove(task) && tasks.isEmpty();
    }

    /** Starts the timer that cancels the context, unless it runs already. */
    void startTimer(long nanos) {
        if (timer == null) {
            timer = Timers.start(nanos, canceller);
        }
    }

    void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    List<Runnable> all() {
        return new ArrayList<>(tasks);
    }
}
