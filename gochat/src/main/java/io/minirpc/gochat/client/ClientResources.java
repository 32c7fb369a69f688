package io.minirpc.gochat.client;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that clients share: a few for timers and state, and those of an {@link HttpClient}. Thread-safe. Close
 * the clients before it.
 */
public final class ClientResources implements AutoCloseable {
    private static final int THREADS = 2;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final ScheduledExecutorService scheduler;
    private final ExecutorService httpThreads;
    private final HttpClient http;

    public ClientResources() {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(THREADS, daemons("chat-client-"));
        pool.setRemoveOnCancelPolicy(true);
        scheduler = pool;
        httpThreads = Executors.newCachedThreadPool(daemons("chat-client-http-"));
        http = HttpClient.newBuilder()
                .executor(httpThreads)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    public HttpClient http() {
        return http;
    }

    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        httpThreads.shutdown();
    }
}
