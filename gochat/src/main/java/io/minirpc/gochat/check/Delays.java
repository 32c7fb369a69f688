package io.minirpc.gochat.check;

/**
 * The distribution of delays, in bins whose width is at most 1/16 of their value; memory does not depend on the number
 * of delays. Not thread-safe.
 */
final class Delays {
    private static final int STEPS = 16;

    private final long[] counts = new long[64 * STEPS];
    private long count;
    private long max;

    void add(long nanos) {
        long micros = Math.max(0, nanos / 1_000);
        counts[bin(micros)]++;
        count++;
        max = Math.max(max, micros);
    }

    private static int bin(long micros) {
        if (micros < STEPS) {
            return (int) micros;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(micros);
        return (exponent - 3) * STEPS + (int) (micros >>> (exponent - 4)) - STEPS;
    }

    private static long upper(int bin) {
        if (bin < STEPS) {
            return bin;
        }
        int exponent = bin / STEPS + 3;
        return ((long) (bin % STEPS + STEPS + 1) << (exponent - 4)) - 1;
    }

    long count() {
        return count;
    }

    /** Returns a bound in milliseconds that {@code share} of all delays keep, 0 without any. */
    double quantile(double share) {
        long rest = (long) Math.ceil(count * share);
        for (int bin = 0; bin < counts.length && rest > 0; bin++) {
            rest -= counts[bin];
            if (rest <= 0) {
                return Math.min(upper(bin), max) / 1e3;
            }
        }
        return 0;
    }

    double max() {
        return max / 1e3;
    }
}
