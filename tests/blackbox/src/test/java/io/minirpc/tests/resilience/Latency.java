package io.minirpc.tests.resilience;

/** Measures how long a quick call takes while others are at it. */
final class Latency {
    private static final int PER_SECOND = 2_000;

    private Latency() {}

    /** Returns what 99 % of the quick calls of three seconds take at most, in nanoseconds. */
    static long p99(Work work) {
        return p99(work, 3);
    }

    /** Returns what 99 % of the quick calls of some seconds take at most, in nanoseconds. */
    static long p99(Work work, int seconds) {
        long[] nanos = new long[PER_SECOND * seconds];
        OpenLoop.run(PER_SECOND, nanos.length, i -> {
            long start = System.nanoTime();
            work.echo("quick");
            nanos[(int) i] = System.nanoTime() - start;
        });
        return Calls.p99(nanos);
    }
}
