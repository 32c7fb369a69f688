package io.minirpc.server;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Starts virtual threads where the JDK has them, 21 and later; this code is compiled for 17, so they are looked up,
 * once.
 */
final class HandlerThreads {
    private static final @Nullable MethodHandle START_VIRTUAL_THREAD = lookUp();

    private HandlerThreads() {}

    /** Returns an executor that gives each task a virtual thread, or null on a JDK that has none. */
    static @Nullable Executor virtual() {
        return START_VIRTUAL_THREAD == null ? null : HandlerThreads::start;
    }

    /**
     * Returns a bounded pool for a JDK without virtual threads. First in, first out; a thread that has just become idle
     * is the first to be used again, so that few are awake when few are needed.
     */
    static ExecutorService pool(int threads) {
        AtomicInteger count = new AtomicInteger();
        return new ForkJoinPool(
                threads,
                pool -> {
                    ForkJoinWorkerThread thread = new Worker(pool);
                    thread.setName("minirpc-handler-" + count.incrementAndGet());
                    return thread;
                },
                null,
                true);
    }

    private static @Nullable MethodHandle lookUp() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    @SuppressWarnings({"unused", "NullAway"}) // the variable makes the call's type the method's exactly
    private static void start(Runnable task) {
        try {
            Thread started = (Thread) START_VIRTUAL_THREAD.invokeExact(task);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Worker extends ForkJoinWorkerThread {
        Worker(ForkJoinPool pool) {
            super(pool);
        }
    }
}
