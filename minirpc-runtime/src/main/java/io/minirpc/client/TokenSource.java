package io.minirpc.client;

import io.minirpc.internal.DaemonThreads;
import io.minirpc.internal.Reason;
import io.minirpc.internal.transport.Connection;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The source of a client's tokens, one for each connection. Calls the supplier on its own threads, since it may block
 * on files or on another server. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of tasks that cannot fail
final class TokenSource {
    private static final String FAILED = "the client's token cannot be had: ";
    private static final int MAX_THREADS = 4;
    private static final int MAX_WAITING = 1_000;

    private final Supplier<@Nullable String> supplier;
    private final Duration timeout;
    private final ThreadPoolExecutor threads = DaemonThreads.pool("minirpc-token-", MAX_THREADS, MAX_WAITING);

    /** @param timeout how long a connection waits for its token */
    TokenSource(Supplier<@Nullable String> supplier, Duration timeout) {
        this.supplier = supplier;
        this.timeout = timeout;
    }

    /**
     * Passes a token, or null for none, to a consumer on a connection's event loop. Closes the connection with the
     * reason if the supplier fails or is too slow, or if the consumer throws.
     */
    void ask(Connection connection, EventLoop loop, Consumer<@Nullable String> consumer) {
        Request request = new Request(connection, loop, consumer);
        request.timer = loop.schedule(request::timedOut, timeout.toNanos(), TimeUnit.NANOSECONDS);
        try {
            threads.execute(request);
        } catch (Throwable e) { // too many are waiting, or no thread can be started
            request.failed(e);
        }
    }

    /** The request of one connection. It runs on a thread of the source, and its outcome on the event loop. */
    private final class Request implements Runnable {
        private final Connection connection;
        private final EventLoop loop;
        private final Consumer<@Nullable String> consumer;
        private @Nullable ScheduledFuture<?> timer;

        Request(Connection connection, EventLoop loop, Consumer<@Nullable String> consumer) {
            this.connection = connection;
            this.loop = loop;
            this.consumer = consumer;
        }

        @Override
        public void run() {
            try {
                String token = supplier.get();
                onLoop(() -> pass(token));
            } catch (Throwable e) {
                onLoop(() -> failed(e));
            }
        }

        private void pass(@Nullable String token) {
            stopTimer();
            if (connection.isOpen()) {
                try {
                    consumer.accept(token);
                } catch (Throwable e) { // such as a token that does not fit a hello
                    failed(e);
                }
            }
        }

        void failed(Throwable e) {
            stopTimer();
            connection.close(FAILED + Reason.describe(e), e);
        }

        void timedOut() {
            threads.remove(this);
            connection.close(FAILED + "its supplier has not answered within " + timeout, null);
        }

        private void stopTimer() {
            if (timer != null) {
                timer.cancel(false);
            }
        }

        private void onLoop(Runnable task) {
            try {
                loop.execute(task);
            } catch (RejectedExecutionException e) {
                // The client and its event loop are closed, and so is the connection.
            }
        }
    }
}
