package io.minirpc.gochat.cluster;

import io.minirpc.gochat.check.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The lines printed while the cluster runs: one of figures, and one for each event. Thread-safe. */
final class Board {
    private final PrintStream out;
    private final boolean rewrites;
    private final long start = System.nanoTime();
    private int sentBefore;
    private String figures = "";

    /** @param rewrites whether the line of figures stays in its place, as on a terminal */
    Board(PrintStream out, boolean rewrites) {
        this.out = out;
        this.rewrites = rewrites;
    }

    /** Prints the line above the figures. */
    synchronized void head() {
        out.println();
        out.println("    time     sent     /s  unanswered  connected  on their way  lost");
        out.flush();
    }

    synchronized void figures(Progress now) {
        figures = String.format(
                Locale.ROOT,
                "%8s %8d %6d %11d %10s %13d %5d",
                time(),
                now.sent(),
                now.sent() - sentBefore,
                now.unanswered(),
                now.open() + "/" + now.screens(),
                now.onTheWay(),
                now.lost());
        sentBefore = now.sent();
        if (rewrites) {
            out.print("\r" + figures);
        } else {
            out.println(figures);
        }
        out.flush();
    }

    synchronized void event(String text) {
        String line = String.format(Locale.ROOT, "%8s  %s", time(), text);
        if (rewrites) {
            out.print("\r" + line + " ".repeat(Math.max(0, figures.length() - line.length())) + "\n" + figures);
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** Leaves the line of figures. */
    synchronized void end() {
        out.println();
        out.flush();
    }

    private String time() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }
}
