package io.minirpc.benchmarks.load;

import java.util.List;
import java.util.stream.Stream;

/** What is measured at a time. */
public record Workload(Mode mode, Operation operation) {
    /** Those that have targets. */
    public static final List<Workload> TARGETED = List.of(
            new Workload(Mode.SERIAL, Operation.EXIST),
            new Workload(Mode.THREADS, Operation.EXIST),
            new Workload(Mode.ASYNC, Operation.EXIST),
            new Workload(Mode.ASYNC, Operation.GET),
            new Workload(Mode.ASYNC, Operation.LIST));

    /** What is measured where nothing else is asked for. */
    public static final List<Workload> USUAL = Stream.concat(
                    TARGETED.stream(), Stream.of(new Workload(Mode.POOL, Operation.EXIST)))
            .toList();

    @Override
    public String toString() {
        return operation.method() + " " + mode.label();
    }
}
