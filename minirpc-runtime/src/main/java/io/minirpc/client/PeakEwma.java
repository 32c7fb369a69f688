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

    private volatile double average;
    private long lastNanos;

    /** Counts a latency in, in nanoseconds, that was seen at a time of {@link System#nanoTime}. */
    synchronized void add(long latencyNanos, long nowNanos) {
        double before = average;
        if (latencyNanos >= before) {
            average = latencyNanos;
        } else {
            double old = Math.exp(-Math.max(0, nowNanos - lastNanos) / DECAY_NANOS);
            average = before * old + latencyNanos * (1 - old);
        }
        lastNanos = nowNanos;
    }

    /** Returns the average in nanoseconds; 0 while there is none. */
    double nanos() {
        return average;
    }
}
