package io.minirpc.gochat.load;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The line that is printed each second while a scenario runs. */
final class Board implements AutoCloseable {
    private final PrintStream out;
    private final Crowd crowd;
    private final long start = System.nanoTime();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "gochat-load-progress");
        thread.setDaemon(true);
        return thread;
    });

    // Only on the timer's thread.
    private long planned;
    private long answered;
    private long delivered;

    Board(PrintStream out, Crowd crowd) {
        this.out = out;
        this.crowd = crowd;
        var unused = timer.scheduleAtFixedRate(this::print, 1, 1, TimeUnit.SECONDS);
    }

    private void print() {
        Ledger ledger = crowd.ledger();
        long plannedNow = ledger.planned.get();
        long answeredNow = ledger.answered.sum();
        long deliveredNow = ledger.delivered.sum();
        out.println(String.format(
                Locale.ROOT,
                "%5d s  open %,d  sent %,d/s  answered %,d/s p99 %.1f ms  delivered %,d/s p99 %.1f ms"
                        + "  unanswered %,d  on their way %,d",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                crowd.tally().open.get(),
                plannedNow - planned,
                answeredNow - answered,
                ledger.answers.recent(99),
                deliveredNow - delivered,
                ledger.deliveries.recent(99),
                ledger.unanswered.get(),
                crowd.expected() - crowd.received()));
        out.flush();
        planned = plannedNow;
        answered = answeredNow;
        delivered = deliveredNow;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
