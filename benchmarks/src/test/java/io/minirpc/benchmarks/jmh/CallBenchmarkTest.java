package io.minirpc.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.benchmarks.load.Operation;
import io.minirpc.benchmarks.peer.Peers;
import org.junit.jupiter.api.Test;

class CallBenchmarkTest {
    @Test
    void callsOneByOneAndManyAtATime() throws InterruptedException {
        CallBenchmark benchmark = new CallBenchmark();
        benchmark.peer = Peers.MINIRPC;
        benchmark.operation = Operation.EXIST;
        benchmark.setUp();
        try {
            assertThat(benchmark.blocking()).isInstanceOf(Boolean.class);
            benchmark.burst();
        } finally {
            benchmark.tearDown();
        }
    }
}
