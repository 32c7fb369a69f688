package io.minirpc.gochat.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minirpc.gochat.check.LiveCheck;
import io.minirpc.gochat.check.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A run of the checker against a cluster to which things happen. Used once. */
final class Show {
    private static final int TAIL_SECONDS = 15;

    private final ClusterFlags.Values values;
    private final PrintStream out;
    private final Board board;
    private final LiveCheck check;
    private final Faults faults;
    private final Chaos chaos;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    Show(Cluster cluster, ClusterFlags.Values values, PrintStream out) {
        this.values = values;
        this.out = out;
        board = new Board(out, Terminal.isOutput());
        faults = new Faults(cluster, values.seed());
        chaos = new Chaos(board, faults, values.chaos());
        check = new LiveCheck(this::progress, checkFlags(cluster, values));
    }

    /** More messages than there is time for: the time ends the load. */
    private static String[] checkFlags(Cluster cluster, ClusterFlags.Values values) {
        List<String> flags = new ArrayList<>();
        cluster.urls().forEach(url -> flags.addAll(List.of("--url", url.toString())));
        flags.addAll(List.of("--users", Integer.toString(values.users())));
        flags.addAll(List.of("--rate", Integer.toString(values.rate())));
        flags.addAll(List.of("--messages", Integer.toString(2 * values.rate() * values.seconds())));
        flags.addAll(List.of("--seed", Long.toString(values.seed())));
        flags.addAll(List.of("--tail", TAIL_SECONDS + "s"));
        return flags.toArray(String[]::new);
    }

    /** Runs until the time is over or the key for it was hit; returns how many findings there are. */
    int run(InputStream in, PrintStream err) throws IOException, InterruptedException {
        board.head();
        if (!values.chaos()) {
            Terminal.readKeysAtOnce();
            start("gochat-cluster-keys", () -> readKeys(in));
        }
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        int findings = check.run(new PrintStream(report, true, UTF_8), err);
        board.end();
        out.print(report.toString(UTF_8));
        out.flush();
        return findings;
    }

    /** The faults and the time begin with the load. */
    private void progress(Progress now) {
        board.figures(now);
        if (begun.compareAndSet(false, true)) {
            chaos.start();
            start("gochat-cluster-end", this::endInTime);
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void endInTime() {
        try {
            TimeUnit.SECONDS.sleep(values.seconds());
            endLoad();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endLoad() throws InterruptedException {
        if (ended.compareAndSet(false, true)) {
            board.event("the load ends when all parts are back");
            chaos.end();
            check.endLoad();
            board.event("nobody sends or reconnects for " + TAIL_SECONDS + " s");
        }
    }

    private void readKeys(InputStream in) {
        try {
            for (int typed = in.read(); typed >= 0; typed = in.read()) {
                Keys key = Keys.of(typed).orElse(null);
                if (key == Keys.END) {
                    endLoad();
                    return;
                }
                if (key != null) {
                    chaos.ask(key.fault(faults));
                }
            }
        } catch (IOException e) {
            board.event("no more keys: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
