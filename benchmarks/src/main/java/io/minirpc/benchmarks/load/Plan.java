package io.minirpc.benchmarks.load;

import java.util.List;

/**
 * What a client process does: warms the peer up with every method, then measures each workload after a shorter warm-up
 * of its own, then counts the heap of idle connections, if any are wanted.
 */
public record Plan(
        String peer,
        List<Workload> workloads,
        int warmUpMillis,
        int settleMillis,
        int windowMillis,
        int idleConnections,
        List<String> jvmArgs) {}
