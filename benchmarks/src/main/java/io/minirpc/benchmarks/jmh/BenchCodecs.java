// run: bench-codecs - measures the codecs beside protobuf-java, Apache Fory and Jackson databind, with JMH
package io.minirpc.benchmarks.jmh;

import io.minirpc.benchmarks.jmh.CodecBenchmark.Work;
import io.minirpc.benchmarks.report.Machine;
import io.minirpc.benchmarks.report.Table;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/** Runs {@link CodecBenchmark} with JMH's own options, and prints the targets with what was measured. */
final class BenchCodecs {
    private static final String ROUND_TRIP = CodecBenchmark.class.getName() + ".roundTrip";
    private static final String BYTES_PER_CALL = "gc.alloc.rate.norm";
    private static final double FASTER_THAN_PROTOBUF = 1.8;
    private static final double FASTER_THAN_DATABIND = 1.5;

    private final Collection<RunResult> results;

    private BenchCodecs(Collection<RunResult> results) {
        this.results = results;
    }

    public static void main(String[] args) throws CommandLineOptionException, IOException, RunnerException {
        Collection<RunResult> results = Jmh.run(args, ROUND_TRIP);
        if (!results.isEmpty()) {
            System.out.printf("%n%s%n%n%s", Machine.here(), new BenchCodecs(results).report());
        }
    }

    private String report() {
        Table figures = new Table("encode and decode", "user us", "user bytes", "page us", "page bytes");
        for (CodecPeer codec : CodecPeer.values()) {
            figures.add(List.of(
                    codec.label(),
                    micros(codec, Work.USER),
                    allocated(codec, Work.USER),
                    micros(codec, Work.PAGE),
                    allocated(codec, Work.PAGE)));
        }
        Table ratios = new Table("times as fast", "target", "user", "page");
        addRatio(ratios, CodecPeer.MINIRPC_NATIVE, CodecPeer.PROTOBUF, FASTER_THAN_PROTOBUF);
        addRatio(ratios, CodecPeer.MINIRPC_JSON, CodecPeer.DATABIND, FASTER_THAN_DATABIND);
        addRatio(ratios, CodecPeer.MINIRPC_NATIVE, CodecPeer.FORY, Double.NaN);
        addRatio(ratios, CodecPeer.MINIRPC_NATIVE, CodecPeer.HAND_WRITTEN, Double.NaN);
        return figures + "\n" + ratios;
    }

    /** A target of NaN is none: a rival to chase. */
    private void addRatio(Table table, CodecPeer ours, CodecPeer theirs, double target) {
        table.add(List.of(
                ours.label() + " / " + theirs.label(),
                Double.isNaN(target) ? "" : format(">= %.2f", target),
                ratio(ours, theirs, Work.USER, target),
                ratio(ours, theirs, Work.PAGE, target)));
    }

    private String ratio(CodecPeer ours, CodecPeer theirs, Work work, double target) {
        Optional<RunResult> our = roundTrip(ours, work);
        Optional<RunResult> their = roundTrip(theirs, work);
        if (our.isEmpty() || their.isEmpty()) {
            return "";
        }
        double ratio = nanos(their.get()) / nanos(our.get());
        String verdict = Double.isNaN(target) ? "" : ratio >= target ? " ok" : " below";
        return format("%.2f", ratio) + verdict;
    }

    private String micros(CodecPeer codec, Work work) {
        return roundTrip(codec, work)
                .map(result -> format("%.2f", nanos(result) / 1000))
                .orElse("");
    }

    private String allocated(CodecPeer codec, Work work) {
        return roundTrip(codec, work)
                .map(result -> result.getSecondaryResults().get(BYTES_PER_CALL))
                .map(bytes -> format("%,.0f", bytes.getScore()))
                .orElse("");
    }

    private static double nanos(RunResult result) {
        Result<?> primary = result.getPrimaryResult();
        return primary.getScore();
    }

    private Optional<RunResult> roundTrip(CodecPeer codec, Work work) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().equals(ROUND_TRIP)
                        && result.getParams().getParam("codec").equals(codec.name())
                        && result.getParams().getParam("work").equals(work.name()))
                .findFirst();
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
