package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.minirpc.gochat.Dashboard.Query;
import io.minirpc.gochat.support.TestDevice;
import io.minirpc.localservers.FreePorts;
import io.minirpc.localservers.ServerProcess;
import io.minirpc.tests.servers.Program;
import io.minirpc.tests.servers.RequiresProgram;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard and the configuration on a real Prometheus. */
class PrometheusTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String WINDOW = "10s";

    private final HttpClient http = HttpClient.newHttpClient();
    private int port;

    @Test
    @Tag("process")
    @RequiresProgram(Program.PROMETHEUS)
    void everyQueryOfTheDashboardHasAResult(@TempDir Path data) throws Exception {
        try (RunningServer server = new RunningServer(data);
                ServerProcess prometheus = new ServerProcess("prometheus")) {
            TestDevice ada = server.device(server.ada, "phone");
            server.device(server.bob, "phone");
            server.send(ada, "hello");
            start(prometheus, server.port());
            await().ignoreExceptions()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> first("sum_over_time(up{job=\"gochat\"}[" + WINDOW + "])") >= 2);

            for (Query query : Dashboard.queries(WINDOW)) {
                assertThat(result(query.expression())).as(query.toString()).isNotEmpty();
            }
            assertThat(first("gochat_gateway_connections{state=\"live\"}")).isEqualTo(2);
        }
    }

    private void start(ServerProcess prometheus, int target) throws IOException {
        port = FreePorts.next();
        Path config = prometheus.folder().resolve("prometheus.yaml");
        Files.writeString(config, """
            scrape_configs:
              - job_name: gochat
                scrape_interval: 1s
                scrape_timeout: 1s
                static_configs:
                  - targets: ["127.0.0.1:%d"]
                    labels:
                      role: gateway
            """.formatted(target));
        prometheus.start(new ProcessBuilder(
                Program.PROMETHEUS.file().toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + prometheus.folder().resolve("data"),
                "--web.listen-address=127.0.0.1:" + port));
    }

    /** Returns the values of an expression now; an IOException says why it has none. */
    private JsonNode result(String expression) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query="
                + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        HttpResponse<String> response = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(expression + ": " + response.body());
        }
        return MAPPER.readTree(response.body()).at("/data/result");
    }

    private double first(String expression) throws Exception {
        return result(expression).at("/0/value/1").asDouble();
    }

    @Test
    @RequiresProgram(Program.PROMTOOL)
    void configurationIsTaken() throws Exception {
        try (ServerProcess promtool = new ServerProcess("promtool")) {
            promtool.start(new ProcessBuilder(
                    Program.PROMTOOL.file().toString(),
                    "check",
                    "config",
                    DeployFiles.path("prometheus/prometheus.yaml").toString()));
            assertThat(promtool.awaitExit(Duration.ofSeconds(60)))
                    .as(promtool.lastWords())
                    .isZero();
        }
    }
}
