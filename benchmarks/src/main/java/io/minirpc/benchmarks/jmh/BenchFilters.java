// run: bench-filters - what filters cost a call, with JMH: three minutes
package io.minirpc.benchmarks.jmh;

import java.io.IOException;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/** Runs {@link FilterChainBenchmark} with JMH's own options, such as {@code chain} for the chain alone. */
final class BenchFilters {
    private BenchFilters() {}

    public static void main(String[] args) throws CommandLineOptionException, IOException, RunnerException {
        Jmh.run(args, FilterChainBenchmark.class.getName());
    }
}
