package io.minirpc.gochat.load;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Times between a planned moment and what followed from it, up to ten minutes, to three digits. Recording is wait-free;
 * the rest is for one thread at a time.
 */
final class Latencies {
    private static final long MAX_MICROS = 600_000_000;
    private static final int DIGITS = 3;
    private static final double MICROS = 1e3;

    private final String name;
    private final Recorder recorder = new Recorder(MAX_MICROS, DIGITS);
    private final Histogram total = new Histogram(MAX_MICROS, DIGITS);

    Latencies(String name) {
        this.name = name;
    }

    void record(long nanos) {
        recorder.recordValue(Math.min(MAX_MICROS, Math.max(0, nanos / 1_000)));
    }

    /** Returns a quantile in milliseconds of what was recorded since the last call; 0 where that is nothing. */
    synchronized double recent(double percentile) {
        Histogram interval = recorder.getIntervalHistogram();
        total.add(interval);
        return interval.getTotalCount() == 0 ? 0 : interval.getValueAtPercentile(percentile) / MICROS;
    }

    /** Forgets what was recorded. */
    synchronized void clear() {
        recorder.reset();
        total.reset();
    }

    /** Returns the distribution of all that was recorded. */
    synchronized Distribution distribution() {
        recent(0);
        return new Distribution(
                name,
                total.getTotalCount(),
                at(50),
                at(90),
                at(99),
                at(99.9),
                total.getTotalCount() == 0 ? 0 : total.getMaxValue() / MICROS);
    }

    private double at(double percentile) {
        return total.getTotalCount() == 0 ? 0 : total.getValueAtPercentile(percentile) / MICROS;
    }
}
