package io.minirpc.discovery;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands lists to a listener on the threads that bring them, one at a time and the newest last: a thread that comes
 * while another one is in the listener leaves its list to that one. Lists in between are left out.
 */
final class ListWatch implements Registry.Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

    private final Consumer<List<Endpoint>> listener;
    private final AtomicInteger offers = new AtomicInteger();
    private volatile @Nullable List<Endpoint> newest;
    private @Nullable List<Endpoint> handedOver;
    private volatile boolean closed;

    ListWatch(Consumer<List<Endpoint>> listener) {
        this.listener = listener;
    }

    /** Takes the list that holds now. Lists must come in their order; {@link #deliver} hands them over. */
    void offer(List<Endpoint> list) {
        newest = list;
    }

    /** Hands over the newest list, unless it was handed over or another thread does so. */
    void deliver() {
        if (offers.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            handOver();
            seen = offers.addAndGet(-seen);
        }
    }

    private void handOver() {
        List<Endpoint> list = newest;
        if (closed || list == null || list.equals(handedOver)) {
            return;
        }
        handedOver = list;
        try {
            listener.accept(list);
        } catch (Throwable e) {
            LOG.warn("a listener failed to take a list of {} endpoints", list.size(), e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
