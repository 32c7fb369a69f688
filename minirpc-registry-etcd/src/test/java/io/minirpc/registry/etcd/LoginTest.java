package io.minirpc.registry.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.tests.servers.Lists;
import io.minirpc.tests.servers.RequiresEtcd;
import io.minirpc.tests.servers.SelfSigned;
import io.minirpc.tls.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An etcd that asks for a password, and one that speaks TLS. */
@RequiresEtcd
class LoginTest {
    private static final Endpoint ENDPOINT = Endpoint.of("10.0.0.7", 9000);

    @Test
    void aRegistryLogsInAndDoesSoAgainWhenItsTokenIsForgotten() throws Exception {
        try (EtcdServer etcd = EtcdServer.builder().password("secret").start();
                Registry registry = EtcdRegistry.builder()
                        .url(etcd.url())
                        .user("root", "secret")
                        .build()) {
            Lists lists = new Lists();
            registry.register("Arith", ENDPOINT, Registry.DEFAULT_TTL).get(10, TimeUnit.SECONDS);
            registry.watch("Arith", lists);
            lists.awaitList(ENDPOINT);

            etcd.restart(); // with the tokens of before unknown
            await().ignoreExceptions().untilAsserted(() -> registry.ping().get(10, TimeUnit.SECONDS));
            Endpoint changed = ENDPOINT.withWeight(3);
            registry.register("Arith", changed, Registry.DEFAULT_TTL).get(10, TimeUnit.SECONDS);
            lists.awaitList(changed);
        }
    }

    @Test
    void registrySurvivesThatAuthenticationIsDisabledAndEnabled() throws Exception {
        Duration ttl = Duration.ofSeconds(2);
        try (EtcdServer etcd = EtcdServer.builder().password("secret").start();
                Registry registry = EtcdRegistry.builder()
                        .url(etcd.url())
                        .user("root", "secret")
                        .build()) {
            Lists lists = new Lists();
            registry.watch("Arith", lists);
            registry.register("Arith", ENDPOINT, ttl).get(10, TimeUnit.SECONDS);
            lists.awaitList(ENDPOINT);
            int weight = 100;
            for (int round = 0; round < 2; round++) {
                etcd.control().disableAuthentication();
                announceAnew(etcd, registry, lists, ENDPOINT.withWeight(++weight));
                etcd.control().enableAuthentication();
                announceAnew(etcd, registry, lists, ENDPOINT.withWeight(++weight));
            }
        }
    }

    /** Makes the registry log in again, announce an endpoint and receive it. */
    private static void announceAnew(EtcdServer etcd, Registry registry, Lists lists, Endpoint endpoint)
            throws Exception {
        etcd.control().revokeLeases();
        await().ignoreExceptions().untilAsserted(() -> {
            registry.register("Arith", endpoint, Duration.ofSeconds(2)).get(10, TimeUnit.SECONDS);
            assertThat(registry.discover("Arith").get(10, TimeUnit.SECONDS)).containsExactly(endpoint);
        });
        lists.awaitList(endpoint);
    }

    @Test
    void registryWithAUserWorksWithoutAuthentication() throws Exception {
        try (EtcdServer etcd = EtcdServer.start();
                Registry registry = EtcdRegistry.builder()
                        .url(etcd.url())
                        .user("root", "secret")
                        .build()) {
            registry.register("Arith", ENDPOINT, Registry.DEFAULT_TTL).get(10, TimeUnit.SECONDS);
            assertThat(registry.discover("Arith").get(10, TimeUnit.SECONDS)).containsExactly(ENDPOINT);
        }
    }

    @Test
    void aWrongPasswordIsSaidToBeOne() throws Exception {
        try (EtcdServer etcd = EtcdServer.builder().password("secret").start();
                Registry wrong = EtcdRegistry.builder()
                        .url(etcd.url())
                        .user("root", "guess")
                        .build();
                Registry none = EtcdRegistry.builder().url(etcd.url()).build()) {
            assertThatThrownBy(() -> wrong.ping().get(10, TimeUnit.SECONDS))
                    .hasMessageContaining("authentication failed")
                    .hasMessageNotContaining("guess");
            assertThatThrownBy(() -> none.ping().get(10, TimeUnit.SECONDS)).hasMessageContaining("user name is empty");
        }
    }

    @Test
    void bothSidesMayHaveCertificates(@TempDir Path folder) throws Exception {
        SelfSigned server = SelfSigned.create(folder, "server", "ip:127.0.0.1");
        SelfSigned client = SelfSigned.create(folder, "client", "ip:127.0.0.1");
        try (EtcdServer etcd = EtcdServer.builder()
                        .tls(server.certificate(), server.key())
                        .clientCertificates(client.certificate())
                        .start();
                Registry registry = EtcdRegistry.builder()
                        .url(etcd.url())
                        .tls(TlsSettings.builder()
                                .trust(server.certificate())
                                .certificate(client.certificate(), client.key())
                                .build())
                        .build();
                Registry stranger = EtcdRegistry.builder().url(etcd.url()).build()) {
            assertThat(etcd.url()).startsWith("https://");
            registry.register("Arith", ENDPOINT, Registry.DEFAULT_TTL).get(10, TimeUnit.SECONDS);
            assertThat(registry.discover("Arith").get(10, TimeUnit.SECONDS)).containsExactly(ENDPOINT);
            assertThatThrownBy(() -> stranger.ping().get(10, TimeUnit.SECONDS))
                    .hasMessageContaining("unable to find valid certification path");
        }
    }
}
