package io.minirpc.tests.resilience;

/** Measures how long a quick call takes while others are at it. */
final class Latency {
    private static final int CALLS = 6_000;
    private static final int PER_SECOND = 2_000;

    private Latency() {}

    /** Returns what 99 % of the quick calls of three seconds take at most, in nanoseconds, from when each was due. */
    static long p99(Work work) {
        long[] nanos = new long[CALLS];
        OpenLoop.run(PER_SECOND, CALLS, i -> {
            long start = System.nanoTime();
            work.echo("quick");
            nanos[(int) i] = System.nanoTime() - start;
        });
        return Calls.p99(nanos);
    }
}
