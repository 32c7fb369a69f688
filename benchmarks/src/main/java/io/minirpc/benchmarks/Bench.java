// run: bench - measures minirpc beside gRPC and bare Netty; takes twelve minutes, or one with --quick
package io.minirpc.benchmarks;

import io.minirpc.benchmarks.load.ClientProcess;
import io.minirpc.benchmarks.load.IdleSample;
import io.minirpc.benchmarks.load.Mode;
import io.minirpc.benchmarks.load.Operation;
import io.minirpc.benchmarks.load.Plan;
import io.minirpc.benchmarks.load.Sample;
import io.minirpc.benchmarks.load.Workload;
import io.minirpc.benchmarks.peer.Peers;
import io.minirpc.benchmarks.report.JsonReport;
import io.minirpc.benchmarks.report.Machine;
import io.minirpc.benchmarks.report.Plot;
import io.minirpc.benchmarks.report.Results;
import io.minirpc.benchmarks.report.TextReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Measures the peers in turn, for some rounds: each time in two new JVMs, so a round's figures owe nothing to
 * another's. What is compared is always from one run.
 */
@Command(name = "./run bench", mixinStandardHelpOptions = true, sortOptions = false)
final class Bench implements Callable<Integer> {
    private static final int ROUNDS = 3;
    private static final int IDLE_CONNECTIONS = 1000;

    @Option(names = "--quick", description = "One short round: a minute, figures to be taken with salt.")
    private boolean quick;

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "PEER",
            description = "Only these, separated by commas: ${COMPLETION-CANDIDATES}.",
            completionCandidates = PeerNames.class)
    private List<String> peers = Peers.names();

    @Option(
            names = "--modes",
            split = ",",
            paramLabel = "MODE",
            description = "Only these: serial, threads, async, pool. By default, with --methods: all.")
    private @Nullable List<String> modes;

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "METHOD",
            description =
                    "Only these: exist, get, list. By default, with --modes: all; with neither, what has targets.")
    private @Nullable List<String> methods;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds to take medians of (default: 3; quick: 1).")
    private @Nullable Integer rounds;

    @Option(
            names = "--window",
            paramLabel = "MS",
            description = "Milliseconds of a window (default: 2000; quick: 400).")
    private @Nullable Integer windowMillis;

    @Option(
            names = "--idle",
            paramLabel = "N",
            description = "Idle connections to count the heap of, 0 for none (default: 1000; quick: 0).")
    private @Nullable Integer idleConnections;

    @Option(names = "--json", paramLabel = "FILE", description = "Write everything measured to a file.")
    private @Nullable Path json;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw calls per second, as SVG.")
    private @Nullable Path plot;

    @Option(
            names = "--jvm",
            paramLabel = "ARG",
            description = "An argument more for the JVMs that are measured, such as --jvm=-XX:+UseParallelGC.")
    private List<String> jvmArgs = List.of();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    private String command = "./run bench";

    private Bench() {}

    public static void main(String[] args) {
        Bench bench = new Bench();
        bench.command = String.join(" ", "./run bench", String.join(" ", args)).strip();
        System.exit(new CommandLine(bench).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkPeers();
        Machine machine = Machine.here();
        List<Workload> workloads = workloads();
        Results results = new Results(peers, workloads);
        int total = rounds != null ? rounds : quick ? 1 : ROUNDS;
        for (int round = 0; round < total; round++) {
            List<String> order = new ArrayList<>(peers);
            Collections.rotate(order, -round);
            for (String peer : order) {
                System.err.printf("round %d of %d: %s%n", round + 1, total, peer);
                ClientProcess.run(
                        plan(peer, workloads, round),
                        sample -> {
                            results.add(sample);
                            System.err.println(progress(sample));
                        },
                        idle -> {
                            results.add(idle);
                            System.err.println(progress(idle));
                        });
            }
        }
        List<String> flags = new ArrayList<>(ClientProcess.flags());
        flags.addAll(jvmArgs);
        System.out.printf("%s%n%s, both JVMs with %s%n%n", command, machine, String.join(" ", flags));
        System.out.print(TextReport.of(results));
        if (json != null) {
            JsonReport.of(results, command, machine, flags).writeTo(json);
        }
        if (plot != null) {
            Plot.write(results, machine, plot);
        }
        return 0;
    }

    private void checkPeers() {
        for (String peer : peers) {
            if (!Peers.names().contains(peer)) {
                throw unknown("--peers", peer, Peers.names());
            }
        }
    }

    private List<Workload> workloads() {
        if (modes == null && methods == null) {
            return Workload.USUAL;
        }
        List<Workload> workloads = new ArrayList<>();
        for (Mode mode : chosen("--modes", modes, Mode.values(), Mode::label)) {
            for (Operation operation : chosen("--methods", methods, Operation.values(), Operation::label)) {
                workloads.add(new Workload(mode, operation));
            }
        }
        return workloads;
    }

    /** Returns those that were asked for by their labels, or all. */
    private <T> List<T> chosen(String option, @Nullable List<String> asked, T[] all, Function<T, String> label) {
        if (asked == null) {
            return List.of(all);
        }
        Map<String, T> byLabel = new LinkedHashMap<>();
        for (T each : all) {
            byLabel.put(label.apply(each), each);
        }
        return asked.stream()
                .map(value -> {
                    T found = byLabel.get(value);
                    if (found == null) {
                        throw unknown(option, value, byLabel.keySet());
                    }
                    return found;
                })
                .toList();
    }

    private ParameterException unknown(String option, String value, Collection<String> expected) {
        CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
        return new ParameterException(line, option + ": " + value + " (expected: " + String.join(", ", expected) + ")");
    }

    private Plan plan(String peer, List<Workload> workloads, int round) {
        int idle = idleConnections != null ? idleConnections : quick ? 0 : IDLE_CONNECTIONS;
        return new Plan(
                peer,
                workloads,
                quick ? 1500 : 10_000,
                quick ? 300 : 1000,
                windowMillis != null ? windowMillis : quick ? 400 : 2000,
                round == 0 ? idle : 0,
                jvmArgs);
    }

    private static String progress(Sample sample) {
        return String.format(
                Locale.ROOT,
                "  %-18s %,9.0f calls/s, p99 %,.0f us",
                sample.workload(),
                sample.callsPerSecond(),
                sample.p99Nanos() / 1e3);
    }

    private static String progress(IdleSample sample) {
        return String.format(
                Locale.ROOT,
                "  %,d idle connections: %,.0f bytes of heap each on the client, %,.0f on the server",
                sample.connections(),
                sample.clientHeapBytes(),
                sample.serverHeapBytes());
    }

    static final class PeerNames extends ArrayList<String> {
        PeerNames() {
            super(Peers.names());
        }
    }
}
