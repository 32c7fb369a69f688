package io.minirpc.client;

import io.minirpc.internal.Thrown;
import io.minirpc.transport.Connection;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a client, one for each connection. Their supplier is asked on threads of its own, since it may block:
 * on files, or on another server. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of tasks that cannot fail
final class TokenSource {
    private static final String FAILED = "the client's token cannot be had: ";
    private static final int MAX_THREADS = 4;
    private static final int MAX_WAITING = 1_000;
    private static final long IDLE_SECONDS = 1;

    private final Supplier<@Nullable String> supplier;
    private final Duration timeout;
    private final ThreadPoolExecutor threads;

    /** @param timeout how long a connection waits for its token */
    TokenSource(Supplier<@Nullable String> supplier, Duration timeout) {
        this.supplier = supplier;
        this.timeout = timeout;
        threads = new ThreadPoolExecutor(
                MAX_THREADS, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING));
        threads.allowCoreThreadTimeOut(true);
        AtomicInteger count = new AtomicInteger();
        threads.setThreadFactory(task -> {
            Thread thread = new Thread(null, task, "minirpc-token-" + count.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Hands a connection's token over on its event loop, or closes the connection, saying why there is none. */
    void ask(Connection connection, EventLoop loop, Consumer<@Nullable String> taker) {
        String late = FAILED + "its supplier has not answered within " + timeout;
        long nanos = timeout.toNanos();
        var timer = loop.schedule(() -> connection.close(late, null), nanos, TimeUnit.NANOSECONDS);
        Consumer<Runnable> answer = task -> execute(loop, () -> {
            timer.cancel(false);
            if (connection.isOpen()) {
                task.run();
            }
        });
        try {
            threads.execute(() -> answer.accept(supply(connection, taker)));
        } catch (Throwable e) { // too many wait, or no thread can be had
            answer.accept(() -> connection.close(FAILED + Thrown.describe(e), e));
        }
    }

    private static void execute(EventLoop loop, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // The last client was closed, and the event loop with it: the connection is gone.
        }
    }

    private Runnable supply(Connection connection, Consumer<@Nullable String> taker) {
        try {
            String token = supplier.get();
            return () -> taker.accept(token);
        } catch (Throwable e) {
            return () -> connection.close(FAILED + Thrown.describe(e), e);
        }
    }
}
