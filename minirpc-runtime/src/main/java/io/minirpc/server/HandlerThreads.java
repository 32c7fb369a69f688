package io.minirpc.server;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that run handlers: virtual ones where the JDK has them, 21 and later; this code is compiled for 17, so
 * they are looked up, once.
 */
final class HandlerThreads {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    private static final @Nullable MethodHandle START_VIRTUAL_THREAD = lookUp();

    private HandlerThreads() {}

    /** Returns a pool of virtual threads, as many as are needed, or on a JDK that has none of platform threads. */
    static HandlerPool pool(int maxPlatformThreads) {
        return START_VIRTUAL_THREAD == null ? platform(maxPlatformThreads, KEEP_ALIVE) : virtual();
    }

    /** Returns a pool of platform threads, which end when they have been idle for a time. */
    static HandlerPool platform(int maxThreads, Duration keepAlive) {
        AtomicInteger count = new AtomicInteger();
        return new HandlerPool(maxThreads, keepAlive, task -> {
            // What a handler leaves in its thread is not for the threads that are started by this one.
            Thread thread = new Thread(null, task, "minirpc-handler-" + count.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static HandlerPool virtual() {
        return new HandlerPool(Integer.MAX_VALUE, Duration.ZERO, HandlerThreads::start);
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
}
