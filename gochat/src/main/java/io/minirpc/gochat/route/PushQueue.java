package io.minirpc.gochat.route;

import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.route.Bus.Listener;
import io.minirpc.gochat.route.Bus.Push;
import io.minirpc.gochat.route.Bus.ToUsers;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pushes that wait for one subscriber of a {@link Bus}, bounded by number and by size. Thread-safe. */
public final class PushQueue {
    public static final int MAX_PUSHES = 10_000;
    public static final long MAX_WEIGHT = 32 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(PushQueue.class);

    private final String gateway;
    private final Listener listener;
    private final Executor executor;

    private final Queue<Push> waiting = new ArrayDeque<>();
    private long weight;
    private long lost;
    private @Nullable String suspicion;
    private boolean running;
    private volatile boolean closed;

    /** @param executor on which the listener is called; with one thread, so that it is called one at a time */
    public PushQueue(String gateway, Listener listener, Executor executor) {
        this.gateway = gateway;
        this.listener = listener;
        this.executor = executor;
    }

    /** Adds a push; it is lost, and the subscriber told of that, where too many wait. */
    public synchronized void add(Push push) {
        if (closed) {
            return;
        }
        if (waiting.size() >= MAX_PUSHES || weight + weightOf(push) > MAX_WEIGHT) {
            lose();
            return;
        }
        waiting.add(push);
        weight += weightOf(push);
        runSoon();
    }

    /** Tells the subscriber that pushes may have been lost. */
    public synchronized void suspect(String reason) {
        if (!closed) {
            suspicion = reason;
            runSoon();
        }
    }

    private void runSoon() {
        if (!running) {
            running = true;
            execute();
        }
    }

    /** The first loss since the queue was empty is logged. */
    private void lose() {
        if (lost++ == 0) {
            LOG.warn("gateway {} does not keep up: pushes to it are lost; clients notice by their heartbeats", gateway);
        }
        suspicion = "its queue was full";
    }

    private void execute() {
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            closed = true; // the bus was closed
        }
    }

    /** Hands over what waits now; what comes meanwhile lines up behind the other subscribers of the thread. */
    private void run() {
        int count = size();
        for (int i = 0; i < count; i++) {
            Push push = poll();
            if (push != null) {
                deliver(() -> listener.accept(push));
            }
        }
        String reason = takeSuspicion();
        if (reason != null) {
            deliver(() -> listener.suspect(reason));
        }
        continueOrEnd();
    }

    private synchronized @Nullable String takeSuspicion() {
        String reason = suspicion;
        suspicion = null;
        return reason;
    }

    private synchronized int size() {
        return waiting.size();
    }

    private synchronized @Nullable Push poll() {
        Push push = waiting.poll();
        if (push != null) {
            weight -= weightOf(push);
        }
        return push;
    }

    private synchronized void continueOrEnd() {
        running = !waiting.isEmpty() || suspicion != null;
        if (running) {
            execute();
        } else {
            lost = 0;
        }
    }

    private void deliver(Runnable delivery) {
        if (closed) {
            return;
        }
        try {
            delivery.run();
        } catch (RuntimeException e) {
            LOG.warn("gateway {} failed on a push", gateway, e);
        }
    }

    /** Lets nothing more begin; a push that is being handed over may go on. */
    public synchronized void close() {
        closed = true;
        waiting.clear();
        weight = 0;
    }

    /** About the bytes of a push. */
    private static long weightOf(Push push) {
        int content = push.frame() instanceof ServerFrame.Message message
                ? message.content().length()
                : 0;
        int users = push instanceof ToUsers some ? some.users().size() : 0;
        return 200 + 2L * content + 8L * users;
    }
}
