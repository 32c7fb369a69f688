package io.minirpc.gochat.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a client, as it seems to its state: tasks run one after the other, in order, on threads that many
 * clients share. Thread-safe.
 */
final class Loop implements Executor {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);
    private static final int TASKS_AT_ONCE = 64;

    private final ScheduledExecutorService threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    // Of the loop.
    private final List<Runnable> suspended = new ArrayList<>();
    private boolean timersSuspended;

    Loop(ScheduledExecutorService threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            start();
        }
    }

    private void start() {
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException e) {
            log.debug("a client goes on after its threads were closed");
        }
    }

    private void run() {
        for (int i = 0; i < TASKS_AT_ONCE; i++) {
            runOne(tasks.remove());
            if (waiting.decrementAndGet() == 0) {
                return; // whoever adds the next task starts
            }
        }
        start();
    }

    private static void runOne(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("a task of a client failed", e);
        }
    }

    /** Runs a task later; not while timers are suspended. */
    void schedule(long delayMs, Runnable task) {
        try {
            var unused = threads.schedule(() -> execute(() -> fire(task)), delayMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("a client goes on after its threads were closed");
        }
    }

    private void fire(Runnable task) {
        if (timersSuspended) {
            suspended.add(task);
        } else {
            task.run();
        }
    }

    /** On the loop: holds timers back, or runs those that were. */
    void suspendTimers(boolean suspend) {
        timersSuspended = suspend;
        if (!suspend) {
            List<Runnable> late = List.copyOf(suspended);
            suspended.clear();
            late.forEach(this::execute);
        }
    }
}
