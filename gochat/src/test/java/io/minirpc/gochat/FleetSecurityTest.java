package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.minirpc.tests.servers.RequiresEtcd;
import io.minirpc.tests.servers.RequiresMariaDb;
import io.minirpc.tests.servers.RequiresRedis;
import io.minirpc.tests.servers.SelfSigned;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may call a service: gateways with its token, over TLS where it is set, with a certificate where asked for. */
@RequiresMariaDb
@RequiresRedis
@RequiresEtcd
class FleetSecurityTest {
    @TempDir
    Path folder;

    private static Server start(Map<String, String> flags, String token) throws Exception {
        return Server.start(
                SettingsReader.read(flags, Map.of("GOCHAT_RPC_TOKEN", token), null),
                UnaryOperator.identity(),
                UnaryOperator.identity());
    }

    private static void awaitReady(Server server) {
        URI health = URI.create("http://127.0.0.1:" + server.port() + "/health/ready");
        HttpRequest request = HttpRequest.newBuilder(health).build();
        HttpClient http = HttpClient.newHttpClient();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                http.send(request, BodyHandlers.ofString()).body())
                        .isEqualTo("ready\n"));
    }

    @Test
    void gatewayWithAnotherTokenIsToldSoAndDoesNotStart() throws Exception {
        try (Server service = start(Fleet.serviceFlags(), "the-token-of-the-services")) {
            awaitReady(service);
            assertThatExceptionOfType(StartException.class)
                    .isThrownBy(() -> start(Fleet.gatewayFlags(), "another-token-of-a-kind"))
                    .withMessageContaining("rpc-token: the services refuse it");
        }
    }

    @Test
    void gatewayAndServiceMeetOverTlsWithCertificatesOfBoth() throws Exception {
        SelfSigned services = SelfSigned.create(folder, "services", "dns:services.internal");
        SelfSigned gateways = SelfSigned.create(folder, "gateways", "dns:gateways.internal");
        Map<String, String> service = TestSettings.with(
                Fleet.serviceFlags(),
                "rpc-cert",
                services.certificate().toString(),
                "rpc-key",
                services.key().toString(),
                "rpc-ca",
                gateways.certificate().toString());
        Map<String, String> gateway = TestSettings.with(
                Fleet.gatewayFlags(),
                "rpc-cert",
                gateways.certificate().toString(),
                "rpc-key",
                gateways.key().toString(),
                "rpc-ca",
                services.certificate().toString(),
                "rpc-name",
                "services.internal");
        try (Server one = start(service, "a-token-of-both-sides");
                Server other = start(gateway, "a-token-of-both-sides")) {
            awaitReady(one);
            awaitReady(other);
        }
    }
}
