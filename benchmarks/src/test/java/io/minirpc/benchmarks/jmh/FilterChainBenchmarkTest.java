package io.minirpc.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterChainBenchmarkTest {
    @ParameterizedTest
    @ValueSource(strings = {"none", "1 before", "5 after"})
    void callsComeThroughTheFilters(String filters) {
        FilterChainBenchmark benchmark = new FilterChainBenchmark();
        benchmark.filters = filters;
        benchmark.setUp();
        try {
            assertThat(benchmark.chain().toCompletableFuture().join().value()).isEqualTo(1);
            assertThat(benchmark.call()).isEqualTo(1);
            assertThat(benchmark.callBlocking()).isEqualTo(1);
        } finally {
            benchmark.tearDown();
        }
    }
}
