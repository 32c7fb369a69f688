package io.minirpc.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BalancerBenchmarkTest {
    @ParameterizedTest
    @EnumSource
    void everyBalancerChoosesBeforeAndAfterAChange(BalancerBenchmark.Kind kind) {
        BalancerBenchmark benchmark = new BalancerBenchmark();
        benchmark.balancer = kind;
        benchmark.endpoints = 3;
        benchmark.setUp();
        assertThat(benchmark.pick()).isNotNull();
        assertThat(benchmark.change().pick(7)).isNotNull();
    }
}
