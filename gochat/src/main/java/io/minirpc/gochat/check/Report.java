package io.minirpc.gochat.check;

import io.minirpc.gochat.check.Finding.Evidence;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints findings and figures: for people, or one JSON object a line. Not thread-safe. */
final class Report {
    private static final int MAX_LINE = 400;

    private final PrintStream out;
    private final boolean json;

    Report(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void print(List<Finding> findings, Summary summary) {
        if (json) {
            findings.forEach(finding -> out.println(ReportLineCodec.INSTANCE.toJson(finding)));
            out.println(ReportLineCodec.INSTANCE.toJson(summary));
        } else {
            findings.forEach(this::print);
            print(summary);
        }
        out.flush();
    }

    void print(Finding finding) {
        out.println(printable(finding.kind() + "  " + finding.conversation() + "  " + finding.text()));
        for (Evidence event : finding.evidence()) {
            out.println(printable(
                    String.format(Locale.ROOT, "  %10.3f s  %s %s", event.atMs() / 1e3, event.who(), event.what())));
        }
    }

    private void print(Summary summary) {
        line(
                "sent      %d messages and %d changes in %.1f s, %.0f/s, by %d users on %d screens, in %d"
                        + " conversations",
                summary.sent(),
                summary.changes(),
                summary.seconds(),
                summary.sent() / Math.max(0.001, summary.seconds()),
                summary.users(),
                summary.screens(),
                summary.conversations());
        Summary.Answering answering = summary.answering();
        line(
                "answers   p50 %.1f ms, p99 %.1f ms, max %.1f ms; %d unknown, refused: %s",
                answering.p50(), answering.p99(), answering.max(), summary.unknown(), summary.refused());
        line(
                "shown     %d times; %d reconnects, %d of them in the tail",
                summary.shown(), summary.reconnects(), summary.inTail());
        Summary.Healing healing = summary.healing();
        line(
                "healing   p50 %.1f ms, p99 %.1f ms, max %.1f ms (promised: %.0f ms)",
                healing.p50(), healing.p99(), healing.max(), healing.promise());
        int count =
                summary.findings().values().stream().mapToInt(Integer::intValue).sum();
        line("findings  %d%s", count, count == 0 ? "" : " " + summary.findings());
        line("seed      %d", summary.seed());
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    /** What others wrote is on one line, without control characters. */
    private static String printable(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > MAX_LINE ? clean.substring(0, MAX_LINE) + "…" : clean;
    }
}
