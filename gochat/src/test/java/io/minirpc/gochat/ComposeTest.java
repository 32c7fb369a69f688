package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.minirpc.tests.servers.Program;
import io.minirpc.tests.servers.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Compose file: its schema, the settings of each container of gochat, and what has to fit between them. */
class ComposeTest {
    /** What closing a gateway takes besides its drain. */
    static final Duration CLOSING = Duration.ofSeconds(15);

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):([-?])([^}]*)}");
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final JsonNode compose = DeployFiles.documents(interpolated(DeployFiles.text("compose.yaml")))
            .get(0);

    /** Sets what has to be set, and leaves the rest at its default. */
    private static String interpolated(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(2).equals("?") ? SECRET : found.group(3)))
                .replace("$$", "$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.tls.yaml"})
    @RequiresProgram(Program.DOCKER_COMPOSE)
    void fileFitsTheSchemaOfCompose(String name) throws Exception {
        Path schema = Program.DOCKER_COMPOSE
                .file()
                .resolve("../../lib/python3/dist-packages/compose/config/compose_spec.json")
                .normalize();
        assumeThat(schema).as("the schema, which version 1 brings along").isRegularFile();

        ObjectNode rules = (ObjectNode) new ObjectMapper().readTree(Files.readString(schema));
        rules.remove("$schema"); // an address that no validator knows
        rules.findParents("id").stream()
                .filter(rule -> rule.get("id").isTextual()) // of an older draft
                .forEach(rule -> ((ObjectNode) rule).remove("id"));
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V201909)
                        .getSchema(rules)
                        .validate(DeployFiles.documents(interpolated(DeployFiles.text(name)))
                                .get(0)))
                .isEmpty();
    }

    @Test
    void containersOfGochatStartWithTheirSettings() throws Exception {
        List<ProcessRole> roles = new ArrayList<>();
        for (String name : names(this::isGochat)) {
            roles.add(settings(name).role());
        }
        assertThat(roles)
                .containsExactly(
                        ProcessRole.GATEWAY,
                        ProcessRole.GATEWAY,
                        ProcessRole.GATEWAY,
                        ProcessRole.SERVICE,
                        ProcessRole.SERVICE);
    }

    private boolean isGochat(JsonNode service) {
        return service.path("image").asText().equals("gochat");
    }

    private List<String> names(Predicate<JsonNode> kind) {
        return compose.get("services").properties().stream()
                .filter(service -> kind.test(service.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private JsonNode service(String name) {
        return compose.get("services").get(name);
    }

    private Settings settings(String name) throws SettingsException {
        Map<String, String> environment = DeployFiles.map(service(name).get("environment"));
        Settings settings = new CommandFlags().read(new String[0], environment);
        assertThat(settings.heartbeat()).isEqualTo(Duration.ofSeconds(25));
        Server.gatewaySettings(settings);
        return settings;
    }

    @Test
    void secretsHaveNoDefault() {
        Set<String> required = VARIABLE.matcher(DeployFiles.text("compose.yaml"))
                .results()
                .filter(found -> found.group(2).equals("?"))
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(required)
                .containsExactlyInAnyOrder("RPC_TOKEN", "MYSQL_PASSWORD", "REDIS_PASSWORD", "GRAFANA_PASSWORD");
        assertThat(DeployFiles.text("example.env").lines())
                .containsAll(required.stream().map(name -> name + "=").toList());
    }

    @Test
    void gatewaysHaveTimeToDrain() throws Exception {
        for (String name : names(this::isGochat)) {
            String grace = service(name).get("stop_grace_period").asText();
            Duration needed = settings(name).drain().plus(CLOSING);
            assertThat(Duration.parse("PT" + grace)).as(name).isGreaterThanOrEqualTo(needed);
        }
    }

    @Test
    void nginxKnowsTheGatewaysAndIsTheProxyThatTheyBelieve() throws Exception {
        String nginx = address("nginx");
        List<String> upstream = new ArrayList<>();
        for (String name :
                names(service -> service.at("/environment/GOCHAT_ROLE").asText().equals("gateway"))) {
            assertThat(settings(name).proxies()).containsExactly(nginx);
            upstream.add(address(name) + ":" + settings(name).port());
        }
        assertThat(upstreamOf(DeployFiles.text("nginx/gateways.conf"))).isEqualTo(upstream);
        assertThat(DeployFiles.text("nginx/listen.conf")).startsWith("listen 8080 ");
        assertThat(DeployFiles.texts(service("nginx").get("ports"))).containsExactly("8080:8080");
    }

    private static List<String> upstreamOf(String conf) {
        return Pattern.compile("server (\\S+)")
                .matcher(conf)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private String address(String name) {
        return service(name).at("/networks/edge/ipv4_address").asText();
    }

    @Test
    void prometheusAsksEachProcessByANameThatItTakes() throws Exception {
        List<String> targets = new ArrayList<>();
        for (JsonNode config : DeployFiles.yaml("prometheus/prometheus.yaml").at("/scrape_configs/0/static_configs")) {
            for (String target : DeployFiles.texts(config.get("targets"))) {
                String name = target.split(":")[0];
                Settings settings = settings(name);
                assertThat(target).isEqualTo(name + ":" + settings.port());
                assertThat(settings.openMetrics()).isTrue();
                assertThat(settings.role().word())
                        .isEqualTo(config.at("/labels/role").asText());
                if (settings.role() == ProcessRole.GATEWAY) {
                    assertThat(settings.origins()).contains("http://localhost:8080", "http://" + target);
                }
                targets.add(name);
            }
        }
        assertThat(targets).containsExactlyInAnyOrderElementsOf(names(this::isGochat));
    }

    @Test
    void mountedFilesAreThere() {
        for (JsonNode service : compose.get("services")) {
            for (String volume : DeployFiles.texts(service.path("volumes"))) {
                if (volume.startsWith("./")) {
                    assertThat(DeployFiles.path(volume.split(":")[0])).exists();
                }
            }
        }
    }
}
