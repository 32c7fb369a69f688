package io.minirpc.gochat.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that commits what gathered while it was busy. It never waits for more. Nobody has a reference to the thread,
 * so nobody interrupts it: an interrupt may break a driver's files and connections.
 */
final class Committer {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final int MAX_WAITING = 1_000;
    private static final int MAX_BATCH = 200;
    private static final int MAX_WEIGHT = 1_000;
    private static final long IDLE_AFTER_MS = 100;

    private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(MAX_WAITING);
    private final BatchProcessor processor;
    private final Runnable idle;
    private final ServiceMetrics metrics;
    private final Thread thread;
    private volatile boolean stopped;

    Committer(String name, BatchProcessor processor, Runnable idle, ServiceMetrics metrics) {
        this.processor = processor;
        this.idle = idle;
        this.metrics = metrics;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns false where too many wait, or where the committer was stopped. */
    boolean offer(Pending pending) {
        return !stopped && queue.offer(pending);
    }

    private void run() {
        while (!stopped || !queue.isEmpty()) {
            Pending first = poll();
            if (first == null) {
                idle.run();
            } else {
                process(batch(first));
            }
        }
    }

    /** Takes what waits already, as far as it fits into one transaction. */
    private List<Pending> batch(Pending first) {
        List<Pending> batch = new ArrayList<>();
        int weight = 0;
        for (Pending next = first; next != null; next = queue.poll()) {
            batch.add(next);
            weight += next.message().weight();
            if (batch.size() == MAX_BATCH || weight >= MAX_WEIGHT) {
                break;
            }
        }
        return batch;
    }

    private @Nullable Pending poll() {
        try {
            return queue.poll(IDLE_AFTER_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return null;
        }
    }

    private void process(List<Pending> batch) {
        long start = System.nanoTime();
        batch.forEach(pending -> pending.trace().begun(batch.size()));
        try {
            processor.process(batch);
        } catch (Throwable t) {
            LOG.error("A batch failed", t);
        } finally {
            batch.forEach(pending -> pending.answer(Committers.BUSY)); // nothing where it is answered
            metrics.batch(batch.size(), System.nanoTime() - start);
        }
    }

    void stop() {
        stopped = true;
    }

    /** Waits for the end of what was accepted, however long it takes. */
    void awaitEnd() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
