package io.minirpc.internal.transport;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** A thread of an event loop: whoever blocks it stops every connection it serves. */
public final class IoThread extends FastThreadLocalThread {
    private final LoopBuffers buffers = new LoopBuffers();

    private IoThread(Runnable task, String name) {
        super(task, name);
    }

    /** Returns whether the caller runs on an event loop and so must not wait. */
    public static boolean isCurrent() {
        return Thread.currentThread() instanceof IoThread;
    }

    @Override
    public void run() {
        try {
            super.run();
        } finally {
            buffers.release();
        }
    }

    LoopBuffers buffers() {
        return buffers;
    }

    static ThreadFactory factory(String prefix, boolean daemon) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new IoThread(task, prefix + count.incrementAndGet());
            thread.setDaemon(daemon);
            return thread;
        };
    }
}
