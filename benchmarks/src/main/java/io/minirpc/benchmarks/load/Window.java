package io.minirpc.benchmarks.load;

import org.HdrHistogram.Histogram;

/** Counts calls that end in a stretch of time. Not thread-safe: one for each thread or chain of calls. */
final class Window {
    private static final long LONGEST_NANOS = 10_000_000_000L;
    private static final int DIGITS = 2;

    private final long from;
    private final long to;
    private final Histogram histogram = new Histogram(LONGEST_NANOS, DIGITS);

    /** Counts between two readings of {@link System#nanoTime}. */
    Window(long from, long to) {
        this.from = from;
        this.to = to;
    }

    void record(long start, long end) {
        if (end - from >= 0 && end - to < 0) {
            histogram.recordValue(Math.min(end - start, LONGEST_NANOS));
        }
    }

    Histogram histogram() {
        return histogram;
    }
}
