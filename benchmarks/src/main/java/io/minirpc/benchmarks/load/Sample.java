package io.minirpc.benchmarks.load;

/** What one peer did in one window: latencies in nanoseconds, costs per call, and both processes' resident bytes. */
public record Sample(
        String peer,
        Mode mode,
        Operation operation,
        double callsPerSecond,
        long p50Nanos,
        long p99Nanos,
        long p999Nanos,
        double clientCpuNanos,
        double serverCpuNanos,
        double clientAllocatedBytes,
        double serverAllocatedBytes,
        long clientResidentBytes,
        long serverResidentBytes) {

    public Workload workload() {
        return new Workload(mode, operation);
    }
}
