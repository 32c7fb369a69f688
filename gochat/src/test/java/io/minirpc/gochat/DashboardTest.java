package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.minirpc.gochat.Dashboard.Query;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard against what a process really prints. */
class DashboardTest {
    private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    /** What Prometheus adds to what a process prints. */
    private static final Set<String> TARGET_LABELS = Set.of("job", "instance", "role");

    @Test
    void everyQueryNamesMetricsAndLabelsThatAProcessPrints(@TempDir Path data) throws Exception {
        MetricsText printed;
        Map<String, String> flags = Map.of("data", data.toString(), "port", "0", "demo", "no", "drain", "0s");
        try (Server server = Server.start(SettingsReader.read(flags, Map.of(), null))) {
            printed = MetricsText.read(server.port());
        }
        List<Query> queries = Dashboard.queries("1m");
        assertThat(queries).hasSizeGreaterThan(15);
        for (Query query : queries) {
            assertPrinted(query, printed);
        }
    }

    private static void assertPrinted(Query query, MetricsText printed) {
        QueryNames names = QueryNames.of(query.expression());
        Set<String> labels = new HashSet<>(TARGET_LABELS);
        assertThat(names.metrics()).as(query.toString()).isNotEmpty();
        for (String metric : names.metrics()) {
            if (!metric.equals("up")) {
                assertThat(printed.labels()).as(query.toString()).containsKey(metric);
                labels.addAll(printed.labels().get(metric));
            }
        }
        assertThat(names.labels()).as(query.toString()).isSubsetOf(labels);
        Set<String> groups = new HashSet<>(names.groups());
        groups.remove("le"); // which histogram_quantile takes away
        Set<String> shown = LEGEND_LABEL
                .matcher(query.legend())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(shown).as(query.toString()).isEqualTo(groups);
    }

    @Test
    void namesOfAnExpressionAreFound() {
        QueryNames names = QueryNames.of(
                "sum by (le, role) (rate(a_bucket{code=~\"4.*\", job!=\"x\"}[5m])) / 1e3 > bool max(b:c) * 0.5 or up");

        assertThat(names.metrics()).containsExactlyInAnyOrder("a_bucket", "b:c", "up");
        assertThat(names.labels()).containsExactlyInAnyOrder("le", "role", "code", "job");
        assertThat(names.groups()).containsExactlyInAnyOrder("le", "role");
    }

    @Test
    void panelsAreExplainedAndDoNotOverlap() {
        Set<String> cells = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : Dashboard.panels()) {
            assertThat(panel.get("title").asText()).isNotBlank();
            assertThat(panel.get("description").asText()).endsWith(".");
            assertThat(ids.add(panel.get("id").asInt()))
                    .as(panel.get("title").asText())
                    .isTrue();
            JsonNode place = panel.get("gridPos");
            for (int x = 0; x < place.get("w").asInt(); x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    assertThat(cells.add((place.get("x").asInt() + x) + ","
                                    + (place.get("y").asInt() + y)))
                            .as(panel.get("title").asText())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void grafanaFindsTheDashboardAndPrometheus() {
        String folder = DeployFiles.yaml("grafana/provisioning/dashboards/gochat.yaml")
                .at("/providers/0/options/path")
                .asText();
        assertThat(DeployFiles.texts(DeployFiles.yaml("compose.yaml").at("/services/grafana/volumes")))
                .contains("./grafana/dashboards:" + folder + ":ro");
        assertThat(DeployFiles.yaml("grafana/provisioning/datasources/prometheus.yaml")
                        .at("/datasources/0/url")
                        .asText())
                .isEqualTo("http://prometheus:9090");
    }
}
