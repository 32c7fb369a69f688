package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.support.TestDevice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a message, asked of a process that runs. */
class TraceTest {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final Pattern METRIC = Pattern.compile("gochat_[a-z_]+");

    @TempDir
    static Path data;

    private static final LossyBus BUS = new LossyBus();
    private static RunningServer server;
    private static TestDevice sender;
    private static TestDevice receiver;

    @BeforeAll
    static void start() throws Exception {
        server = new RunningServer(
                new OneProcess(data),
                given -> new Routing(given.routes(), given.groups(), BUS.over(given.bus()), given.hints(), given.hot()),
                stores -> stores);
        sender = server.device(server.ada, "desk");
        receiver = server.device(server.bob, "phone");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String get(String path) throws Exception {
        return Traces.get(server.resources, server.address.resolve(path));
    }

    private static String why(String message) {
        return Traces.why("--process", server.address.toString(), message);
    }

    private static Sent send(String content) throws Exception {
        Sent sent = server.send(sender, content);
        await().atMost(BOUND)
                .until(() -> receiver.shown(server.conversation).stream()
                        .map(Message::id)
                        .anyMatch(sent.messageId()::equals));
        return sent;
    }

    @Test
    void wayOfAMessageIsToldFromTheFrameToTheAcknowledgement() throws Exception {
        Sent sent = send("a text that nobody else has to read");

        String phone = receiver.user() + "/phone";
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(why(sent.messageId()))
                        .startsWith("0\n")
                        .containsSubsequence(
                                "received from " + sender.user() + "/desk",
                                "queued at the service",
                                "taken by a committer",
                                "transaction begins",
                                "committed as number " + sent.seq(),
                                "published to gateways: 1",
                                "taken from the bus",
                                "written to " + phone,
                                "acknowledged by " + phone,
                                "the last device to have it"));
        assertThat(get("/traces/" + sent.messageId())).contains("gochat.commit").doesNotContain("nobody else");
    }

    @Test
    void healedMessageIsToldToBe() throws Exception {
        send("before");
        BUS.lose(push -> push.frame() instanceof Message);
        Sent sent;
        try {
            sent = send("lost on the bus");
        } finally {
            BUS.lose(push -> false);
        }

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(why(sent.messageId()))
                        .startsWith("0\n")
                        .containsSubsequence(
                                "published to gateways: 1",
                                "fetched by " + receiver.user() + "/phone",
                                "healed: fetched by"));
        assertThat(get("/metrics")).containsPattern("gochat_gateway_heals_total [1-9]");
    }

    @Test
    void unknownMessageIsSaidToBeUnknown() throws Exception {
        send("any");
        assertThat(why("4711"))
                .startsWith("1\n")
                .contains("no process knows message 4711 (asked: 1)", "They remember all since");
        assertThat(why("x")).startsWith("2\n").contains("MESSAGE-ID: x (expected: the id of a message)");
        assertThat(get("/traces/4711")).contains("\"message\":\"4711\"", "\"spans\":[]");
    }

    /** The table of docs/observability.md has the metrics that a process shows, and no other. */
    @Test
    void metricsAreThoseThatAreDocumented() throws Exception {
        send("any");
        Set<String> shown = get("/metrics")
                .lines()
                .filter(line -> line.startsWith("# TYPE gochat_"))
                .map(line -> line.split(" ")[2])
                .filter(name -> !name.endsWith("_max")) // a gauge beside each timer and summary
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = Files.readString(Path.of("docs", "observability.md"))
                .lines()
                .filter(line -> line.startsWith("| `gochat_"))
                .map(line ->
                        METRIC.matcher(line).results().findFirst().orElseThrow().group())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isEqualTo(shown);
    }
}
