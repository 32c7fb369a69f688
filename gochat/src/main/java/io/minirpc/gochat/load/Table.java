package io.minirpc.gochat.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Results as tables that are readable as they are, and tables in Markdown. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    private Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** Returns the figures of all results beside their floors, then the latencies. */
    static String of(List<Result> results) {
        return figures(results) + "\n" + latencies(results);
    }

    private static Table figures(List<Result> results) {
        Table table = new Table("scenario", "system", "figure", "measured", "floor");
        for (Result result : results) {
            for (Figure figure : result.figures()) {
                table.rows.add(List.of(
                        result.scenario(),
                        result.target(),
                        figure.name(),
                        figure.shown() + " " + figure.unit(),
                        figure.verdict()));
            }
            table.rows.add(List.of(
                    result.scenario(),
                    result.target(),
                    "expected = received",
                    String.format(Locale.ROOT, "%,d = %,d", result.expected(), result.received()),
                    result.expected() == result.received() ? "ok" : "not equal"));
            table.rows.add(List.of(
                    result.scenario(),
                    result.target(),
                    "findings of the checker",
                    Integer.toString(result.findings()),
                    result.findings() == 0 ? "ok" : "broken promises"));
        }
        return table;
    }

    private static Table latencies(List<Result> results) {
        Table table = new Table("scenario", "system", "ms until", "count", "p50", "p90", "p99", "p99.9", "max");
        for (Result result : results) {
            for (Distribution each : result.latencies()) {
                table.rows.add(List.of(
                        result.scenario(),
                        result.target(),
                        each.name(),
                        String.format(Locale.ROOT, "%,d", each.count()),
                        millis(each.p50()),
                        millis(each.p90()),
                        millis(each.p99()),
                        millis(each.p999()),
                        millis(each.max())));
            }
        }
        return table;
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    @Override
    public String toString() {
        int columns = rows.get(0).size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            line(text, rows.get(i), widths);
            if (i == 0) {
                line(text, IntStream.of(widths).mapToObj("-"::repeat).toList(), widths);
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> row, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            text.append("| ")
                    .append(row.get(i))
                    .append(" ".repeat(widths[i] - row.get(i).length() + 1));
        }
        text.append("|\n");
    }
}
