package io.minirpc.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.benchmarks.peer.Peers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientProcessTest {
    @Test
    void measuresAcrossTwoProcesses() throws IOException, InterruptedException {
        Workload workload = new Workload(Mode.ASYNC, Operation.GET);
        List<Sample> samples = new ArrayList<>();
        List<IdleSample> idleSamples = new ArrayList<>();

        ClientProcess.run(
                new Plan(Peers.MINIRPC, List.of(workload), 90, 10, 200, 50, List.of()), samples::add, idleSamples::add);

        assertThat(samples).singleElement().satisfies(sample -> {
            assertThat(sample.workload()).isEqualTo(workload);
            assertThat(sample.callsPerSecond()).isPositive();
            assertThat(sample.p50Nanos()).isPositive().isLessThanOrEqualTo(sample.p99Nanos());
            assertThat(sample.clientCpuNanos()).isPositive();
            assertThat(sample.serverAllocatedBytes()).isPositive();
        });
        assertThat(idleSamples)
                .singleElement()
                .satisfies(idle -> assertThat(idle.connections()).isEqualTo(50));
    }
}
