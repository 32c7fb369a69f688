package io.minirpc.gochat.load;

import com.sun.management.UnixOperatingSystemMXBean;
import io.minirpc.gochat.load.LoadSettings.SystemKind;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All scenarios of a run, on one system after the other. Used once. */
final class LoadRun {
    private static final int OTHER_FILES = 500;

    private final LoadSettings settings;
    private final PrintStream out;
    private final PrintStream err;
    private final Profiler profiler;
    private final List<Result> results = new ArrayList<>();

    LoadRun(LoadSettings settings, PrintStream out, PrintStream err) {
        this.settings = settings;
        this.out = out;
        this.err = err;
        profiler = new Profiler(settings.profile(), settings.recordings(), out);
    }

    /**
     * Plays all scenarios, and prints and writes the results.
     *
     * @return the results, in their order
     * @throws IOException if a system does not start or answer, or a file cannot be written
     */
    List<Result> run(String... arguments) throws IOException, InterruptedException {
        requireFiles();
        if (settings.urls().isEmpty()) {
            for (SystemKind system : settings.systems()) {
                out.println("starting " + system.name().toLowerCase(Locale.ROOT) + " with " + settings.users()
                        + " users, written into its database");
                play(started(system));
            }
        } else {
            play(new Remote(settings.urls(), err));
        }
        Report report =
                new Report("gochat-load " + String.join(" ", arguments), Machine.here(), ServerJvm.OPTIONS, results);
        out.println();
        out.println(report.machine().text());
        out.println();
        out.print(Table.of(results));
        out.flush();
        write(report);
        return results;
    }

    private Target started(SystemKind system) throws IOException {
        return switch (system) {
            case PROCESS -> new OneProcess(settings.users());
            case CLUSTER -> new Fleet(settings.gateways(), settings.services(), settings.users());
        };
    }

    private void play(Target target) throws IOException, InterruptedException {
        try (target) {
            for (Scenario scenario : settings.scenarios()) {
                play(target, scenario);
            }
        }
    }

    private void play(Target target, Scenario scenario) throws IOException, InterruptedException {
        Size size = settings.size(scenario);
        out.println();
        out.println(scenario.word() + " on " + target.name() + ", " + size.text());
        try (Stage stage = new Stage(target, scenario, size, profiler, out)) {
            Result result = stage.result(scenario.script().play(stage));
            print(result);
            results.add(result);
        }
    }

    private void print(Result result) {
        for (Figure figure : result.figures()) {
            line("%-34s %s %s  %s", figure.name(), figure.shown(), figure.unit(), figure.verdict());
        }
        for (Distribution each : result.latencies()) {
            line(
                    "%-34s p50 %.1f, p90 %.1f, p99 %.1f, p99.9 %.1f, max %.1f ms, of %,d",
                    each.name(), each.p50(), each.p90(), each.p99(), each.p999(), each.max(), each.count());
        }
        line("%-34s %,d of %,d", "answered", result.answered(), result.planned());
        line("%-34s %,d of %,d", "received of expected", result.received(), result.expected());
        result.problems().forEach((what, count) -> line("%-34s %,d", what, count));
        line("%-34s %d", "findings", result.findings());
        out.flush();
    }

    private void line(String format, Object... values) {
        out.println("  " + String.format(Locale.ROOT, format, values).stripTrailing());
    }

    /** A JVM raises its limit to what it may have; the servers have the same one. */
    private void requireFiles() throws IOException {
        long needed = (long) settings.mostConnections() + OTHER_FILES;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && system.getMaxFileDescriptorCount() < needed) {
            throw new IOException("open files: " + system.getMaxFileDescriptorCount() + " (expected: at least " + needed
                    + "; raise it with ulimit -n, or set --connections)");
        }
    }

    private void write(Report report) throws IOException {
        if (settings.json().isPresent()) {
            write(settings.json().get(), ReportCodec.INSTANCE.toJson(report));
        }
        if (settings.plot().isPresent()) {
            write(settings.plot().get(), Plot.of(report));
        }
    }

    private static void write(Path file, String text) throws IOException {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new IOException("cannot write " + file + ": " + e, e);
        }
    }
}
