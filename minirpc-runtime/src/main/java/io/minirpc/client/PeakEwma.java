package io.minirpc.client;

import java.util.concurrent.TimeUnit;

/**
 * A moving average of latencies that believes bad news at once and good news slowly, after the "peak EWMA" of Finagle
 * and Linkerd: what is longer than the average becomes the average; what is shorter counts the more, the longer ago the
 * last one was. Thread-safe.
 */
final class PeakEwma {
    /** Within this time an old figure loses all but 1/e of its say; Finagle's value. */
    private static final double DECAY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private double average;
    private long lastNanos;

    /** Counts a latency in, in nanoseconds, that was seen at a time of {@link System#nanoTime}. */
    synchronized void add(long latencyNanos, long nowNanos) {
        double old = share(nowNanos);
        double before = average * old;
        average = Math.max((double) latencyNanos, before + latencyNanos * (1 - old));
        lastNanos = nowNanos;
    }

    /** Returns the average in nanoseconds, which falls while nothing is added; 0 while there is none. */
    synchronized double nanos(long nowNanos) {
        return average * share(nowNanos);
    }

    /** Returns how much the average still counts. */
    private double share(long nowNanos) {
        return Math.exp(-Math.max(0, nowNanos - lastNanos) / DECAY_NANOS);
    }
}
