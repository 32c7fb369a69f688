package io.minirpc.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.benchmarks.jmh.CodecBenchmark.Work;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodecBenchmarkTest {
    @ParameterizedTest
    @EnumSource
    void everyCodecBringsBackWhatItWasGiven(CodecPeer codec) {
        for (Work work : Work.values()) {
            CodecBenchmark benchmark = new CodecBenchmark();
            benchmark.codec = codec;
            benchmark.work = work;
            benchmark.setUp(); // compares
            assertThat(benchmark.encode()).isNotEmpty();
            assertThat(benchmark.roundTrip()).isEqualTo(benchmark.decode());
        }
    }
}
