package io.minirpc.client;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs what comes after a call where the user wants it to. */
final class Callbacks {
    private Callbacks() {}

    /**
     * Runs a task by an executor, or here and now where there is none or it takes no more tasks: late callbacks are
     * better than none.
     */
    static void run(@Nullable Executor executor, Runnable task) {
        if (executor == null) {
            task.run();
            return;
        }
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }
}
