package io.minirpc.client;

import io.minirpc.internal.Timers;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The completion of a call, run by the user's callback executor. It runs exactly once: on the current thread if the
 * executor throws, and on a timer thread if the executor has not run it shortly after the call's deadline.
 */
final class Callbacks extends AtomicBoolean implements Runnable {
    private static final long serialVersionUID = 1;

    private final transient Runnable task;
    private transient volatile @Nullable Future<?> timer;

    private Callbacks(Runnable task) {
        this.task = task;
    }

    /** Runs a task by an executor, or at once on the current thread if there is none. */
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
        } catch (Throwable e) { // any: rejected, out of threads or memory, or a bug
            run();
            return;
        }
        if (!get()) {
            long left = Math.max(0, deadlineNanos - System.nanoTime());
            Future<?> started = Timers.start(left + Waiting.PATIENCE_NANOS, this);
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
