package io.minirpc.benchmarks.jmh;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs JMH with its own options, and defaults of ours where nothing else is asked for. */
final class Jmh {
    private Jmh() {}

    /** Returns the results; none if help was asked for. */
    static Collection<RunResult> run(String[] args, String benchmarks)
            throws CommandLineOptionException, IOException, RunnerException {
        CommandLineOptions asked = new CommandLineOptions(args);
        if (asked.shouldHelp()) {
            asked.showHelp();
            return List.of();
        }
        ChainedOptionsBuilder options = new OptionsBuilder().parent(asked);
        if (asked.getIncludes().isEmpty()) {
            options.include(benchmarks);
        }
        if (asked.getProfilers().isEmpty()) {
            options.addProfiler(GCProfiler.class);
        }
        return new Runner(options.build()).run();
    }
}
