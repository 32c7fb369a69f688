package io.minirpc.benchmarks.report;

import io.minirpc.benchmarks.load.IdleSample;
import io.minirpc.benchmarks.load.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints results as tables. */
public final class TextReport {
    private static final double MICRO = 1e3;
    private static final double MIB = 1 << 20;

    private TextReport() {}

    /** Returns the targets with what was measured beside them, then everything that was measured. */
    public static String of(Results results) {
        StringBuilder text = new StringBuilder();
        List<Goal> goals = Goals.of(results);
        if (!goals.isEmpty()) {
            text.append("Targets: measured (target) verdict\n\n")
                    .append(targets(goals))
                    .append('\n');
        }
        if (!results.samples().isEmpty()) {
            text.append("Medians of the rounds; spread: how far their QPS are apart, as a part of the median\n\n")
                    .append(figures(results.figures()))
                    .append('\n');
        }
        if (!results.idleSamples().isEmpty()) {
            text.append("Idle connections\n\n").append(idle(results.idleSamples()));
        }
        return text.toString();
    }

    private static Table targets(List<Goal> goals) {
        Map<String, Map<String, Goal>> bySubject = new LinkedHashMap<>();
        for (Goal goal : goals) {
            bySubject
                    .computeIfAbsent(goal.subject(), subject -> new LinkedHashMap<>())
                    .put(goal.column(), goal);
        }
        List<String> columns =
                Workload.TARGETED.stream().map(Workload::toString).toList();
        List<String> headings = new ArrayList<>(columns);
        headings.add(0, "");
        Table table = new Table(headings.toArray(String[]::new));
        bySubject.forEach((subject, byColumn) -> {
            if (byColumn.keySet().stream().anyMatch(columns::contains)) {
                table.add(row(subject, columns, byColumn));
            } else { // the columns are sides, not workloads
                byColumn.forEach(
                        (side, goal) -> table.add(row(subject + ", " + side, columns, Map.of(columns.get(0), goal))));
            }
        });
        return table;
    }

    private static List<String> row(String subject, List<String> columns, Map<String, Goal> goals) {
        List<String> row = new ArrayList<>(List.of(subject));
        for (String column : columns) {
            Goal goal = goals.get(column);
            row.add(goal == null ? "" : goal.toString());
        }
        return row;
    }

    private static Table figures(List<Figures> all) {
        Table table = new Table(
                "workload",
                "peer",
                "QPS",
                "spread",
                "p50 us",
                "p99 us",
                "p99.9 us",
                "client CPU us",
                "server CPU us",
                "client bytes",
                "server bytes",
                "client RSS MiB",
                "server RSS MiB");
        for (Figures figures : all) {
            table.add(List.of(
                    figures.workload().toString(),
                    figures.peer(),
                    format("%,.0f", figures.callsPerSecond()),
                    figures.rounds() == 1 ? "" : format("%.0f %%", figures.spread() * 100),
                    format("%.1f", figures.p50Nanos() / MICRO),
                    format("%.1f", figures.p99Nanos() / MICRO),
                    format("%.1f", figures.p999Nanos() / MICRO),
                    format("%.2f", figures.clientCpuNanos() / MICRO),
                    format("%.2f", figures.serverCpuNanos() / MICRO),
                    format("%,.0f", figures.clientAllocatedBytes()),
                    format("%,.0f", figures.serverAllocatedBytes()),
                    format("%.0f", figures.clientResidentBytes() / MIB),
                    format("%.0f", figures.serverResidentBytes() / MIB)));
        }
        return table;
    }

    private static Table idle(List<IdleSample> samples) {
        Table table = new Table("peer", "connections", "client heap bytes each", "server heap bytes each");
        for (IdleSample sample : samples) {
            table.add(List.of(
                    sample.peer(),
                    format("%,d", sample.connections()),
                    format("%,.0f", sample.clientHeapBytes()),
                    format("%,.0f", sample.serverHeapBytes())));
        }
        return table;
    }

    private static String format(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
