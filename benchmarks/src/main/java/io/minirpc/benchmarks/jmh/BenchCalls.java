// run: bench-calls - calls within one JVM, with JMH: for profilers
package io.minirpc.benchmarks.jmh;

import java.io.IOException;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/** Runs {@link CallBenchmark} with JMH's own options, such as {@code -p peer=minirpc-inline async -prof jfr}. */
final class BenchCalls {
    private BenchCalls() {}

    public static void main(String[] args) throws CommandLineOptionException, IOException, RunnerException {
        Jmh.run(args, CallBenchmark.class.getName());
    }
}
