package io.minirpc.benchmarks.load;

import java.util.List;

/** What is measured at a time. */
public record Workload(Mode mode, Operation operation) {
    /** Those that have targets. */
    public static final List<Workload> TARGETED = List.of(
            new Workload(Mode.SERIAL, Operation.EXIST),
            new Workload(Mode.THREADS, Operation.EXIST),
            new Workload(Mode.ASYNC, Operation.EXIST),
            new Workload(Mode.ASYNC, Operation.GET),
            new Workload(Mode.ASYNC, Operation.LIST));

    @Override
    public String toString() {
        return operation.method() + " " + mode.label();
    }
}
