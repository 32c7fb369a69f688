package io.minirpc.registry.etcd;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of a registry: one for its state, one for listeners, which may be slow, one for its sockets, and one for
 * each host name of etcd that is being resolved.
 */
final class EtcdThreads {
    private static final AtomicInteger REGISTRIES = new AtomicInteger();

    private final String name = "minirpc-etcd-" + REGISTRIES.incrementAndGet();
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, factory(name));
    private final ExecutorService listeners = Executors.newSingleThreadExecutor(factory(name + "-listeners"));
    private final ExecutorService lookups = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), factory(name + "-names"));
    private final EventLoopGroup sockets =
            new MultiThreadIoEventLoopGroup(1, factory(name + "-sockets"), NioIoHandler.newFactory());

    EtcdThreads() {
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    ExecutorService listeners() {
        return listeners;
    }

    /** Returns the executor that resolves host names. A slow name server blocks one thread of it for each name. */
    ExecutorService lookups() {
        return lookups;
    }

    EventLoopGroup sockets() {
        return sockets;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the last thread
    void close() {
        sockets.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        listeners.shutdown();
        lookups.shutdown();
        scheduler.shutdown();
    }

    private static ThreadFactory factory(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
