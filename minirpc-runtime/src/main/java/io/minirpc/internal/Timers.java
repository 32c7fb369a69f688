package io.minirpc.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timers of the runtime. One thread keeps the time and others run the tasks, so that a task that takes its time
 * delays no timer, and a common pool that is busy none either. All are daemons and end when they have had nothing to do
 * for a while. Thread-safe.
 */
public final class Timers {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
    private static final long KEEP_ALIVE_SECONDS = 1;

    /** Tasks must not block for long; as many may do so all the same. */
    private static final int MAX_RUNNERS = 64;

    private static final ScheduledThreadPoolExecutor CLOCK = clock();
    private static final ThreadPoolExecutor RUNNERS = runners();

    private Timers() {}

    /**
     * Runs a task after a time, which should not block.
     *
     * @return cancels the timer; what was cancelled keeps nothing in memory
     */
    public static Future<?> start(long nanos, Runnable task) {
        return CLOCK.schedule(() -> execute(task), nanos, TimeUnit.NANOSECONDS);
    }

    /** Runs a task soon on a thread of the timers. */
    public static void execute(Runnable task) {
        try {
            RUNNERS.execute(() -> run(task));
        } catch (Throwable e) { // no thread can be started: late is better than never
            run(task);
        }
    }

    /**
     * Fails a future with a {@link TimeoutException} if it has not ended after a time, as
     * {@link CompletableFuture#orTimeout} does by the common pool. Returns the future.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the timer's end is the future's
    public static <T> CompletableFuture<T> limit(CompletableFuture<T> future, long nanos) {
        if (!future.isDone()) {
            Future<?> timer = start(nanos, () -> future.completeExceptionally(new TimeoutException()));
            future.whenComplete((value, failure) -> timer.cancel(false));
        }
        return future;
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("a timer's task failed", e);
        }
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, DaemonThreads.factory("minirpc-clock-"));
        clock.setRemoveOnCancelPolicy(true);
        clock.setKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true); // the last thread stays as long as there are timers
        return clock;
    }

    private static ThreadPoolExecutor runners() {
        Handover queue = new Handover();
        return new ThreadPoolExecutor(
                0,
                MAX_RUNNERS,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                queue,
                DaemonThreads.factory("minirpc-timer-"),
                (task, pool) -> queue.keep(task));
    }

    /** Takes tasks for threads that wait; where none does the pool starts one, and at its maximum keeps the task. */
    private static final class Handover extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        void keep(Runnable task) {
            super.offer(task);
        }
    }
}
