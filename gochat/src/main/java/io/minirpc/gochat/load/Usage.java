package io.minirpc.gochat.load;

import java.time.Duration;

/** The CPU time of processes. */
final class Usage {
    private Usage() {}

    /** Returns the CPU time that a process used so far; none where it has ended. */
    static Duration cpu(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }
}
