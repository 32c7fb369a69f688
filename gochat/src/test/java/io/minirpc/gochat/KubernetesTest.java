package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The manifests of Kubernetes: its models, the settings of each container, and what has to fit between them. */
class KubernetesTest {
    private static final String KUSTOMIZATION = "kustomization.yaml";
    private static final String APART = "new-epoch.yaml";
    private static final String POD_ADDRESS = "10.244.1.7";
    private static final Map<String, String> SECRETS = Map.of(
            "rpc-token", "0123456789abcdef",
            "mysql", "mysql://gochat:secret@db.example.org:3306/gochat?tls=verify",
            "redis", "rediss://:secret@redis.example.org:6379");

    private final Map<String, List<JsonNode>> files = new HashMap<>();

    @BeforeEach
    void read() throws Exception {
        try (Stream<Path> found = Files.list(DeployFiles.path("kubernetes"))) {
            found.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(KUSTOMIZATION))
                    .forEach(name -> files.put(name, DeployFiles.documents(DeployFiles.text("kubernetes/" + name))));
        }
    }

    private List<JsonNode> all() {
        return files.values().stream().flatMap(List::stream).toList();
    }

    private List<JsonNode> ofKind(String kind) {
        return all().stream()
                .filter(object -> object.get("kind").asText().equals(kind))
                .toList();
    }

    @Test
    void manifestsFitTheModelsOfKubernetes() throws Exception {
        assertThat(all()).hasSizeGreaterThan(10);
        for (JsonNode object : all()) {
            validate(object.toString());
        }
    }

    @Test
    void fieldThatKubernetesDoesNotKnowIsFound() {
        String misspelt = ofKind("Deployment").get(0).toString().replace("\"readinessProbe\"", "\"readynessProbe\"");

        assertThatThrownBy(() -> validate(misspelt)).hasMessageContaining("readynessProbe");
    }

    private static void validate(String object) throws Exception {
        JsonElement json = JsonParser.parseString(object);
        String kind = json.getAsJsonObject().get("kind").getAsString();
        try {
            Class.forName("io.kubernetes.client.openapi.models.V1" + kind)
                    .getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, json);
        } catch (InvocationTargetException e) {
            throw new AssertionError(kind + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    @Test
    void kustomizationNamesAllFilesButTheOneThatIsRunByHand() {
        List<String> expected =
                files.keySet().stream().filter(name -> !name.equals(APART)).toList();
        assertThat(DeployFiles.texts(
                        DeployFiles.yaml("kubernetes/" + KUSTOMIZATION).get("resources")))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void containersStartWithTheirSettings() throws Exception {
        List<ProcessRole> roles = new ArrayList<>();
        for (JsonNode deployment : ofKind("Deployment")) {
            Settings settings = settings(deployment);
            roles.add(settings.role());
            assertThat(settings.host()).isEqualTo(POD_ADDRESS);
            assertThat(settings.openMetrics()).isTrue();
            assertThat(settings.rpc().token()).isPresent();
        }
        assertThat(roles).containsExactlyInAnyOrder(ProcessRole.GATEWAY, ProcessRole.SERVICE);
    }

    private Settings settings(JsonNode deployment) throws SettingsException {
        JsonNode pod = deployment.at("/spec/template/spec");
        assertThat(DeployFiles.texts(pod.at("/containers/0/args"))).containsExactly("gochat");
        Settings settings = new CommandFlags().read(new String[0], environment(pod));
        Server.gatewaySettings(settings);
        return settings;
    }

    /** Returns the environment of a pod's container, with the variables that Kubernetes adds. */
    private Map<String, String> environment(JsonNode pod) {
        Map<String, String> environment = new HashMap<>();
        if (pod.path("enableServiceLinks").asBoolean(true)) {
            for (JsonNode service : ofKind("Service")) {
                String name = service.at("/metadata/name")
                        .asText()
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_');
                environment.put(name + "_PORT", "tcp://10.96.0.1:80");
            }
        }
        for (JsonNode variable : pod.at("/containers/0/env")) {
            environment.put(variable.get("name").asText(), valueOf(variable));
        }
        return environment;
    }

    private String valueOf(JsonNode variable) {
        JsonNode from = variable.path("valueFrom");
        if (from.has("fieldRef")) {
            assertThat(from.at("/fieldRef/fieldPath").asText()).isEqualTo("status.podIP");
            return POD_ADDRESS;
        }
        if (from.has("secretKeyRef")) {
            return SECRETS.get(from.at("/secretKeyRef/key").asText());
        }
        if (from.has("configMapKeyRef")) {
            return ofKind("ConfigMap")
                    .get(0)
                    .get("data")
                    .get(from.at("/configMapKeyRef/key").asText())
                    .asText();
        }
        return variable.get("value").asText();
    }

    @Test
    void secretsAreReferencesAlone() {
        for (JsonNode pod : pods()) {
            for (JsonNode variable : pod.at("/containers/0/env")) {
                if (variable.get("name").asText().matches("GOCHAT_(RPC_TOKEN|MYSQL|REDIS)")) {
                    assertThat(variable.at("/valueFrom/secretKeyRef/name").asText())
                            .isEqualTo("gochat");
                }
            }
        }
        assertThat(ofKind("Secret")).isEmpty();
    }

    private List<JsonNode> pods() {
        return Stream.of("Deployment", "Job")
                .flatMap(kind -> ofKind(kind).stream())
                .map(object -> object.at("/spec/template/spec"))
                .toList();
    }

    @Test
    void podsHaveTimeToDrain() throws Exception {
        for (JsonNode deployment : ofKind("Deployment")) {
            JsonNode pod = deployment.at("/spec/template/spec");
            int beforehand =
                    pod.at("/containers/0/lifecycle/preStop/exec/command/1").asInt(0);
            Duration needed =
                    settings(deployment).drain().plusSeconds(beforehand).plus(ComposeTest.CLOSING);
            assertThat(Duration.ofSeconds(
                            pod.get("terminationGracePeriodSeconds").asLong()))
                    .isGreaterThanOrEqualTo(needed);
        }
    }

    @Test
    void probesAskForHealthAtThePortOfHttp() throws Exception {
        for (JsonNode deployment : ofKind("Deployment")) {
            JsonNode container = deployment.at("/spec/template/spec/containers/0");
            assertThat(portsOf(container))
                    .containsEntry("http", settings(deployment).port());
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                String path = probe.equals("readinessProbe") ? "/health/ready" : "/health/live";
                assertThat(container.at("/" + probe + "/httpGet/path").asText()).isEqualTo(path);
                assertThat(container.at("/" + probe + "/httpGet/port").asText()).isEqualTo("http");
            }
        }
    }

    private static Map<String, Integer> portsOf(JsonNode container) {
        Map<String, Integer> ports = new HashMap<>();
        container
                .get("ports")
                .forEach(port -> ports.put(
                        port.get("name").asText(), port.get("containerPort").asInt()));
        return ports;
    }

    @Test
    void selectorsFindPods() {
        Map<String, Function<JsonNode, JsonNode>> selectors = Map.of(
                "Deployment", object -> object.at("/spec/selector/matchLabels"),
                "PodDisruptionBudget", object -> object.at("/spec/selector/matchLabels"),
                "NetworkPolicy", object -> object.at("/spec/podSelector/matchLabels"),
                "Service", object -> object.at("/spec/selector"));
        List<Map<String, String>> pods = ofKind("Deployment").stream()
                .map(object -> DeployFiles.map(object.at("/spec/template/metadata/labels")))
                .toList();
        selectors.forEach((kind, selector) -> {
            for (JsonNode object : ofKind(kind)) {
                if (!object.at("/metadata/name").asText().equals("nobody")) {
                    Map<String, String> wanted = DeployFiles.map(selector.apply(object));
                    assertThat(pods)
                            .as(kind + " " + object.at("/metadata/name").asText())
                            .filteredOn(labels -> labels.entrySet().containsAll(wanted.entrySet()))
                            .hasSize(1);
                }
            }
        });
    }

    @Test
    void ingressHidesWhatIsForOperators() {
        Map<String, String> backends = new HashMap<>();
        ofKind("Ingress")
                .get(0)
                .at("/spec/rules/0/http/paths")
                .forEach(path -> backends.put(
                        path.get("path").asText(),
                        path.at("/backend/service/name").asText()));
        assertThat(backends)
                .containsOnly(
                        Map.entry("/", "gochat-gateway"),
                        Map.entry("/metrics", "nobody"),
                        Map.entry("/health", "nobody"),
                        Map.entry("/traces", "nobody"));
        assertThat(ofKind("Service").stream()
                        .map(service -> service.at("/metadata/name").asText())
                        .collect(Collectors.toSet()))
                .containsAll(backends.values());
    }
}
