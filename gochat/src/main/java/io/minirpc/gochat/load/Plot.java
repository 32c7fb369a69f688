package io.minirpc.gochat.load;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Draws results as bars, a panel for each, in SVG for light and dark pages: figures beside their floors, each on a
 * scale of its own, and latencies on a common one.
 */
final class Plot {
    private static final int WIDTH = 860;
    private static final int MARGIN = 16;
    private static final int LABELS = 260;
    private static final int VALUES = 110;
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
              .kept { fill: #2f81b7; }
              .broken { fill: #c4573a; }
              .latency { fill: #9aa4af; }
              .floor { stroke: #24292f; stroke-width: 2; }
              @media (prefers-color-scheme: dark) {
                text { fill: #d7dde3; }
                .note { fill: #8b949e; }
                .kept { fill: #58a6d6; }
                .broken { fill: #e0785c; }
                .latency { fill: #6b7480; }
                .floor { stroke: #d7dde3; }
              }
            </style>
            """;

    private final StringBuilder svg = new StringBuilder();
    private int y = TITLE;

    private Plot() {}

    /** Returns the picture. */
    static String of(Report report) {
        Plot plot = new Plot();
        plot.text("title", MARGIN, MARGIN + BASELINE, "gochat under load: figures, floors (lines) and latencies");
        report.results().forEach(plot::panel);
        plot.text("note", MARGIN, plot.y + BASELINE, report.machine().text());
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="gochat under load">
                %s%s</svg>
                """.formatted(WIDTH, plot.y + FOOT, STYLE, plot.svg);
    }

    private void panel(Result result) {
        text("heading", MARGIN, y + BASELINE, result.scenario());
        text("note", LABELS, y + BASELINE, result.target());
        y += ROW;
        result.figures().stream().filter(figure -> figure.floor() != null).forEach(this::figure);
        latencies(result.latencies());
        y += HEADING - ROW;
    }

    private void figure(Figure figure) {
        double floor = figure.floor() == null ? 0 : figure.floor();
        double most = Math.max(figure.value(), floor);
        bar(
                figure.isKept() ? "kept" : "broken",
                figure.name(),
                figure.value() / most,
                figure.shown() + " " + figure.unit());
        int at = LABELS + (int) (floor / most * (WIDTH - LABELS - VALUES));
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"floor\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>%n",
                at,
                y - ROW - 2,
                at,
                y - ROW + BAR + 2));
    }

    private void latencies(List<Distribution> all) {
        double most = all.stream()
                .flatMap(each -> Stream.of(each.p50(), each.p99(), each.p999()))
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        for (Distribution each : all) {
            latency(each.name() + " p50", each.p50(), most);
            latency(each.name() + " p99", each.p99(), most);
            latency(each.name() + " p99.9", each.p999(), most);
        }
    }

    private void latency(String name, double millis, double most) {
        bar("latency", name, most == 0 ? 0 : millis / most, String.format(Locale.ROOT, "%,.1f ms", millis));
    }

    private void bar(String kind, String label, double part, String value) {
        double length = Math.max(1, part * (WIDTH - LABELS - VALUES));
        text("label", MARGIN, y + BASELINE, label);
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
                kind,
                LABELS,
                y,
                length,
                BAR));
        text("value", LABELS + (int) length + 6, y + BASELINE, value);
        y += ROW;
    }

    private void text(String kind, int x, int baseline, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        svg.append(String.format(
                Locale.ROOT, "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n", kind, x, baseline, escaped));
    }
}
