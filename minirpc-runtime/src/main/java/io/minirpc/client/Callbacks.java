package io.minirpc.client;

import io.minirpc.internal.Timers;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What comes after a call, on its way to the executor that the user wants to run it. Runs once, whatever the executor
 * does: here and now where that takes no task, and on a thread of the timers where it has not run it by the call's
 * deadline and a little more. Late callbacks are better than none.
 */
final class Callbacks extends AtomicBoolean implements Runnable {
    private static final long serialVersionUID = 1;

    /** How long after the deadline an end may be told that others are in charge of: filters, executors, event loops. */
    static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final transient Runnable task;
    private transient volatile @Nullable Future<?> timer;

    private Callbacks(Runnable task) {
        this.task = task;
    }

    /** Runs a task by an executor, or here and now where there is none. */
    static void run(@Nullable Executor executor, long deadlineNanos, Runnable task) {
        if (executor == null) {
            task.run();
        } else {
            new Callbacks(task).handTo(executor, deadlineNanos);
        }
    }

    private void handTo(Executor executor, long deadlineNanos) {
        try {
            executor.execute(this);
        } catch (Throwable e) { // whatever it is: no thread, no room, a bug of its own
            run();
            return;
        }
        if (!get()) {
            long left = Math.max(0, deadlineNanos - System.nanoTime());
            Future<?> started = Timers.start(left + PATIENCE_NANOS, this);
            timer = started;
            if (get()) {
                started.cancel(false);
            }
        }
    }

    @Override
    public void run() {
        if (compareAndSet(false, true)) {
            Future<?> started = timer;
            if (started != null) {
                started.cancel(false);
            }
            task.run();
        }
    }
}
