package io.minirpc.gochat.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.check.LiveCheck;
import io.minirpc.gochat.check.Progress;
import io.minirpc.gochat.cluster.Cluster;
import io.minirpc.gochat.cluster.Fault;
import io.minirpc.gochat.cluster.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A run of the history checker against a cluster while faults happen: no promise may be broken. */
final class JudgedRun {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int NO_END = 50_000_000;

    private final Cluster cluster;
    private final LiveCheck check;
    private final AtomicInteger sent = new AtomicInteger();
    private volatile int unanswered;
    private final NavigableMap<Long, Integer> welcomes = new ConcurrentSkipListMap<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private JudgedRun(Cluster cluster, List<URI> urls, int messages, String... flags) {
        this.cluster = cluster;
        List<String> all = new ArrayList<>();
        urls.forEach(url -> all.addAll(List.of("--url", url.toString())));
        all.addAll(List.of("--messages", Integer.toString(messages)));
        all.addAll(List.of(flags));
        check = new LiveCheck(this::progress, all.toArray(String[]::new));
    }

    /** Runs until a number of messages was sent, with no fault. */
    static void calm(Cluster cluster, int messages, String... flags) throws Exception {
        calm(cluster, cluster.urls(), messages, flags);
    }

    /** Runs until a number of messages was sent by clients that connect to other addresses than the gateways' own. */
    static void calm(Cluster cluster, List<URI> urls, int messages, String... flags) throws Exception {
        JudgedRun run = new JudgedRun(cluster, urls, messages, flags);
        run.judge(CompletableFuture.supplyAsync(run::findings));
    }

    /**
     * Lets faults happen one after the other, each while messages are sent, then ends the load and judges.
     *
     * @return the run, for its figures
     */
    static JudgedRun during(Cluster cluster, Iterable<Fault> faults, String... flags) throws Exception {
        JudgedRun run = new JudgedRun(cluster, cluster.urls(), NO_END, flags);
        CompletableFuture<Integer> findings = CompletableFuture.supplyAsync(run::findings);
        run.awaitSent(findings, 50);
        for (Fault fault : faults) {
            run.awaitEnd(fault, findings);
        }
        run.check.endLoad();
        run.judge(findings);
        return run;
    }

    /** Returns what the checker printed. */
    String report() {
        return printed.toString(UTF_8);
    }

    /** Returns how many connections came back in each second of a time of {@link System#nanoTime}. */
    List<Integer> reconnects(long from, long to) {
        List<Integer> counts = new ArrayList<>();
        Map.Entry<Long, Integer> before = welcomes.floorEntry(from);
        for (Map.Entry<Long, Integer> now : welcomes.subMap(from, to).entrySet()) {
            counts.add(now.getValue() - (before == null ? 0 : before.getValue()));
            before = now;
        }
        return counts;
    }

    /** Waits until the fault is over and messages are answered again, and prints how long that took. */
    private void awaitEnd(Fault fault, CompletableFuture<Integer> findings) throws Exception {
        long begun = System.nanoTime();
        fault.run();
        long over = System.nanoTime();
        int waiting = unanswered;
        awaitSent(findings, 30);
        System.out.printf(
                "%s: over after %d ms with %d requests unanswered, 30 answers within %d ms%n",
                fault.begun(), millis(over - begun), waiting, millis(System.nanoTime() - over));
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    private void progress(Progress now) {
        sent.set(now.sent() - now.unanswered());
        unanswered = now.unanswered();
        welcomes.put(System.nanoTime(), now.welcomes());
    }

    private int findings() {
        try {
            PrintStream out = new PrintStream(printed, true, UTF_8);
            return check.run(out, out);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitSent(CompletableFuture<Integer> run, int more) {
        int before = sent.get();
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> run.isDone() || sent.get() >= before + more);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no answers for " + PATIENCE.toMinutes() + " min\n" + lastWords(), e);
        }
        assertThat(run).as(printed.toString(UTF_8)).isNotDone();
    }

    private void judge(CompletableFuture<Integer> run) throws Exception {
        int findings = run.get(2, TimeUnit.HOURS);
        System.out.println(printed.toString(UTF_8));
        assertThat(findings).as(lastWords()).isZero();
    }

    private String lastWords() {
        StringBuilder words = new StringBuilder();
        for (Node node : cluster.nodes()) {
            words.append(node.name()).append(":\n");
            try {
                words.append(node.lastWords()).append('\n');
            } catch (IOException e) {
                words.append(e).append('\n');
            }
        }
        return words.toString();
    }
}
