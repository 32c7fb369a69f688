package io.minirpc.gochat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.check.Clients;
import io.minirpc.gochat.check.GochatCheck;
import io.minirpc.gochat.cluster.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All promises at once: the history checker against a whole process, which also dies under its load. */
@Tag("process")
@Timeout(400)
class CheckTest {
    private static final List<String> SMALL = List.of(
            "--users",
            "6",
            "--messages",
            "400",
            "--groups",
            "2",
            "--devices",
            "2",
            "--connections",
            "2",
            "--rate",
            "100");
    private static final List<String> FULL = List.of(
            "--users",
            "50",
            "--messages",
            "100000",
            "--groups",
            "10",
            "--devices",
            "3",
            "--connections",
            "2",
            "--rate",
            "400");

    @TempDir
    Path data;

    @Test
    void processUnderLoadHasNoFindings() throws Exception {
        try (Node process = start("1s")) {
            check(
                    process.url(),
                    new ByteArrayOutputStream(),
                    SMALL,
                    "--faults",
                    "disconnect",
                    "--within",
                    "20s",
                    "--tail",
                    "5s");
        }
    }

    @Test
    @Tag("soak")
    @Timeout(3_600)
    void hundredThousandMessagesHaveNoFindings() throws Exception {
        try (Node process = start("25s")) {
            check(process.url(), new ByteArrayOutputStream(), FULL, "--faults", "disconnect", "--tail", "60s");
        }
    }

    @Test
    void processKilledUnderLoadHasNoFindings() throws Exception {
        killUnderLoad(2, SMALL, "1s", "--within", "20s", "--tail", "5s");
    }

    @Test
    @Tag("soak")
    @Timeout(3_600)
    void processKilledTwentyTimesUnderFullLoadHasNoFindings() throws Exception {
        killUnderLoad(20, FULL, "25s", "--tail", "60s");
    }

    private void killUnderLoad(int times, List<String> load, String heartbeat, String... flags) throws Exception {
        try (Node process = start(heartbeat)) {
            ByteArrayOutputStream progress = new ByteArrayOutputStream();
            CompletableFuture<Void> run = CompletableFuture.runAsync(() -> check(process.url(), progress, load, flags));
            await().atMost(Duration.ofSeconds(120)).until(() -> run.isDone() || hasBegun(progress));
            for (int i = 0; i < times && !run.isDone(); i++) {
                Thread.sleep(ThreadLocalRandom.current().nextInt(3_000)); // any moment of the load is good
                process.restart();
            }
            run.get(1, TimeUnit.HOURS);
        }
    }

    /** The first line of progress comes a second after the first message. */
    private static boolean hasBegun(ByteArrayOutputStream progress) {
        return progress.toString(StandardCharsets.UTF_8).contains("sent ");
    }

    private Node start(String heartbeat) throws IOException {
        return Node.builder("gochat")
                .flags("--data", data.toString(), "--demo", "no")
                .flags("--registrations", "100", "--heartbeat", heartbeat)
                .start();
    }

    private static void check(URI url, ByteArrayOutputStream err, List<String> load, String... flags) {
        List<String> arguments = new ArrayList<>(List.of("--url", url.toString()));
        arguments.addAll(load);
        arguments.addAll(List.of(flags));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            int code = GochatCheck.run(
                    Clients.RIGHT,
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    arguments.toArray(String[]::new));
            String said = out.toString(StandardCharsets.UTF_8);
            System.out.println(said);
            assertThat(code).as(said + err.toString(StandardCharsets.UTF_8)).isZero();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
