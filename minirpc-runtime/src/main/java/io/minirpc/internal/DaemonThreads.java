package io.minirpc.internal;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Factories of daemon threads that inherit neither thread locals nor a class loader from the thread that starts them.
 */
public final class DaemonThreads {
    private static final long IDLE_SECONDS = 1;

    private DaemonThreads() {}

    /** Returns a factory of threads whose names are a prefix and a number. */
    public static ThreadFactory factory(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(null, task, prefix + count.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        };
    }

    /**
     * Returns a pool whose threads end after a second of idleness. It rejects tasks when all threads are busy and the
     * queue is full.
     *
     * @param threads the maximum number of threads
     * @param maxQueued the maximum number of tasks that wait for a thread
     */
    public static ThreadPoolExecutor pool(String prefix, int threads, int maxQueued) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(maxQueued),
                factory(prefix));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
