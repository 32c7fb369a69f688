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
 * The timers of the runtime. One thread waits for the times and others run the tasks, so neither a slow task nor a busy
 * common pool delays a timer. All threads are daemons and end after a second without work. Thread-safe.
 */
public final class Timers {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
    private static final long KEEP_ALIVE_SECONDS = 1;

    /** The maximum number of threads that run tasks. */
    private static final int MAX_RUNNERS = 64;

    private static final ScheduledThreadPoolExecutor CLOCK = clock();
    private static final ThreadPoolExecutor RUNNERS = runners();

    private Timers() {}

    /**
     * Runs a task after a time. The task should not block.
     *
     * @return the timer; a timer that is cancelled keeps nothing in memory
     */
    public static Future<?> start(long nanos, Runnable task) {
        return CLOCK.schedule(() -> execute(task), nanos, TimeUnit.NANOSECONDS);
    }

    /** Runs a task on a timer thread as soon as possible. */
    public static void execute(Runnable task) {
        try {
            RUNNERS.execute(() -> run(task));
        } catch (Throwable e) { // no thread can be started, so it runs here
            run(task);
        }
    }

    /**
     * Fails a future with a {@link TimeoutException} if it is not done after a time, and returns the future. Unlike
     * {@link CompletableFuture#orTimeout} it does not depend on the common pool.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the timer ends with the future
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
        clock.allowCoreThreadTimeOut(true); // the thread stays while there are timers
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

    /** Hands tasks to idle threads. If there is none the pool starts one, or at its maximum queues the task. */
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
