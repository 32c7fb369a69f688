package io.minirpc.benchmarks.report;

import io.minirpc.benchmarks.load.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Draws calls a second as bars, a panel for each workload on a scale of its own, in SVG for light and dark pages. */
public final class Plot {
    private static final int WIDTH = 860;
    private static final int MARGIN = 16;
    private static final int LABELS = 180;
    private static final int VALUES = 90;
    private static final int BAR = 14;
    private static final int ROW = 20;
    private static final int HEADING = 34;
    private static final int TITLE = 44;
    private static final int FOOT = 34;
    private static final int BASELINE = 11;

    private static final String STYLE = """
            <style>
              text { font: 12px system-ui, sans-serif; fill: #24292f; }
              .title { font-size: 15px; font-weight: 600; }
              .heading { font-size: 13px; font-weight: 600; }
              .note { fill: #6e7781; }
              .value { font-variant-numeric: tabular-nums; }
              .ours { fill: #2f81b7; }
              .rival { fill: #9aa4af; }
              @media (prefers-color-scheme: dark) {
                text { fill: #d7dde3; }
                .note { fill: #8b949e; }
                .ours { fill: #58a6d6; }
                .rival { fill: #6b7480; }
              }
            </style>
            """;

    private final StringBuilder svg = new StringBuilder();
    private int y;

    private Plot() {}

    public static void write(Results results, Machine machine, Path file) throws IOException {
        Files.writeString(file, of(results, machine));
    }

    static String of(Results results, Machine machine) {
        Plot plot = new Plot();
        plot.text(
                "title",
                MARGIN,
                MARGIN + BASELINE,
                "Calls per second on one connection, client and server on loopback");
        plot.y = TITLE;
        for (Workload workload : results.workloads()) {
            plot.panel(workload, results);
        }
        plot.text("note", MARGIN, plot.y + BASELINE, machine.toString());
        int height = plot.y + FOOT;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="Calls per second">
                %s%s</svg>
                """.formatted(WIDTH, height, STYLE, plot.svg);
    }

    private void panel(Workload workload, Results results) {
        List<Figures> figures = results.peers().stream()
                .flatMap(peer -> results.figures(peer, workload).stream())
                .toList();
        double most =
                figures.stream().mapToDouble(Figures::callsPerSecond).max().orElse(1);
        text("heading", MARGIN, y + BASELINE, workload.operation().method());
        text("note", LABELS, y + BASELINE, workload.mode().description());
        y += ROW;
        for (Figures each : figures) {
            bar(each, each.callsPerSecond() / most);
        }
        y += HEADING - ROW;
    }

    private void bar(Figures figures, double part) {
        double length = Math.max(1, part * (WIDTH - LABELS - VALUES));
        String kind = figures.peer().startsWith("minirpc") ? "ours" : "rival";
        text("peer", MARGIN, y + BASELINE, figures.peer());
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
                kind,
                LABELS,
                y,
                length,
                BAR));
        text(
                "value",
                LABELS + (int) length + 6,
                y + BASELINE,
                String.format(Locale.ROOT, "%,.0f", figures.callsPerSecond()));
        y += ROW;
    }

    private void text(String kind, int x, int baseline, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        svg.append(String.format(
                Locale.ROOT, "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n", kind, x, baseline, escaped));
    }
}
