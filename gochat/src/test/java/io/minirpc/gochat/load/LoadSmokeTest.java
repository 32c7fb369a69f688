package io.minirpc.gochat.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.RunningServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small run of each scenario, all at the same time, against one server. */
@Timeout(120)
class LoadSmokeTest {
    private static final Set<Scenario> WITHOUT_MESSAGES = EnumSet.of(Scenario.CONNECT, Scenario.IDLE);

    @TempDir
    Path folder;

    /** The exit code of a run, what it printed, and its report. */
    private record Run(int code, String printed, Report report) {}

    @Test
    void everyScenarioReceivesAllThatItExpectsAndTheCheckerFindsNothing() throws Exception {
        Map<Scenario, CompletableFuture<Run>> runs = new EnumMap<>(Scenario.class);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (RunningServer server = new RunningServer(folder.resolve("data"), "registrations", "1000")) {
            for (Scenario scenario : Scenario.values()) {
                runs.put(scenario, CompletableFuture.supplyAsync(() -> run(scenario, server), threads));
            }
            for (Map.Entry<Scenario, CompletableFuture<Run>> each : runs.entrySet()) {
                Run run = each.getValue().get(60, TimeUnit.SECONDS);
                assertThat(run.code()).as(run.printed()).isZero();
                assertThat(run.report().results()).singleElement().satisfies(result -> {
                    boolean withMessages = !WITHOUT_MESSAGES.contains(each.getKey());
                    assertThat(result.scenario()).isEqualTo(each.getKey().word());
                    assertThat(result.expected() > 0).as(run.printed()).isEqualTo(withMessages);
                    assertThat(result.received()).isEqualTo(result.expected());
                    assertThat(result.latencies()).isNotEmpty();
                });
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Run run(Scenario scenario, RunningServer server) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, UTF_8);
        Path json = folder.resolve(scenario.word() + ".json");
        Path plot = folder.resolve(scenario.word() + ".svg");
        try {
            int code = GochatLoad.run(
                    out,
                    out,
                    "--scenarios",
                    scenario.word(),
                    "--url",
                    server.address.toString(),
                    "--connections",
                    "6",
                    "--rate",
                    "30",
                    "--warm-up",
                    "1",
                    "--seconds",
                    "1",
                    "--groups",
                    "2",
                    "--members",
                    "3",
                    "--json",
                    json.toString(),
                    "--plot",
                    plot.toString());
            assertThat(plot).isNotEmptyFile();
            return new Run(code, printed.toString(UTF_8), ReportCodec.INSTANCE.fromJson(Files.readString(json)));
        } catch (Exception e) {
            throw new AssertionError(printed.toString(UTF_8), e);
        }
    }
}
