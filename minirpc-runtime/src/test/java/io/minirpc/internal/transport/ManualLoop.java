package io.minirpc.internal.transport;

import io.netty.channel.AbstractEventLoop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An event loop without a thread: the one that calls {@link #run} is it meanwhile. For model checkers. */
public class ManualLoop extends AbstractEventLoop {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private @Nullable Thread thread;
    private boolean ended;

    /** Runs what it was given until now. */
    public void run() {
        thread = Thread.currentThread();
        for (Runnable task = poll(); task != null; task = poll()) {
            task.run();
        }
        thread = null;
    }

    /** Runs what it was given, and takes no more. */
    public void end() {
        do {
            run();
        } while (!endIfEmpty());
    }

    private synchronized @Nullable Runnable poll() {
        return tasks.poll();
    }

    private synchronized boolean endIfEmpty() {
        ended = tasks.isEmpty();
        return ended;
    }

    @Override
    public synchronized void execute(Runnable task) {
        if (ended) {
            throw new RejectedExecutionException("the loop has ended");
        }
        tasks.add(task);
    }

    @Override
    public boolean inEventLoop(Thread other) {
        return thread == other;
    }

    @Override
    public ChannelFuture register(Channel channel) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChannelFuture register(ChannelPromise promise) {
        throw new UnsupportedOperationException();
    }

    @Deprecated
    @Override
    public ChannelFuture register(Channel channel, ChannelPromise promise) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isShuttingDown() {
        return ended;
    }

    @Override
    public boolean isShutdown() {
        return ended;
    }

    @Override
    public boolean isTerminated() {
        return ended;
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<?> terminationFuture() {
        throw new UnsupportedOperationException();
    }

    @Deprecated
    @Override
    public void shutdown() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return ended;
    }
}
