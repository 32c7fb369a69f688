package io.minirpc.tests.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.minirpc.client.EndpointStatus;
import io.minirpc.client.RpcClient;
import io.minirpc.client.RpcClientBuilder;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.discovery.RegistryException;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.registry.etcd.EtcdRegistry;
import io.minirpc.server.RpcServer;
import io.minirpc.tests.resilience.Calls;
import io.minirpc.tests.servers.EtcdLoss;
import io.minirpc.tests.servers.RequiresEtcd;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of clients that are built while etcd is away. */
@RequiresEtcd
class DeadEtcdTest {
    private static final Duration REQUEST_TIMEOUT = Duration.ofMillis(500);

    @ParameterizedTest
    @EnumSource
    void aClientIsNotBuiltWithoutEtcd(EtcdLoss loss) throws Exception {
        try (EtcdServer etcd = EtcdServer.start();
                Registry registry = registry(etcd)) {
            loss.begin(etcd);
            RpcClientBuilder client = RpcClient.builder().registry(registry);
            long start = System.nanoTime();
            Throwable failure = catchThrowable(client::build);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            Calls.print("etcd %s: the client was not built after %d ms, for %s", loss, took.toMillis(), failure);
            assertThat(failure)
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("cannot reach the registry")
                    .hasMessageContaining(etcd.url())
                    .hasMessageContaining("remedy");
            assertThat(took).isLessThan(REQUEST_TIMEOUT.multipliedBy(2).plusSeconds(1)); // it asks twice
        }
    }

    @Test
    void theFallbackServesUntilEtcdComes() throws Exception {
        try (EtcdServer etcd = EtcdServer.start();
                Registry registry = registry(etcd);
                RpcServer fallback = NodeProgram.start(NodeProgram.Kind.USUAL, settings -> settings)) {
            etcd.kill();
            try (RpcServer registered = NodeProgram.start(
                            NodeProgram.Kind.USUAL,
                            settings -> settings.registry(registry).registryTtl(NodeProgram.TTL));
                    RpcClient client = RpcClient.builder()
                            .registry(registry)
                            .registryTimeout(REQUEST_TIMEOUT)
                            .fallback(List.of(Endpoint.of("127.0.0.1", fallback.port())))
                            .callTimeout(Duration.ofSeconds(10))
                            .build();
                    Load load = Load.start(client)) {
                load.awaitAnswersOf(List.of(fallback.port()));
                assertThat(load.answersOf(registered.port())).isZero();
                etcd.restart();
                long back = System.nanoTime();
                load.awaitAnswersOf(List.of(registered.port()));
                Duration after = Duration.ofNanos(System.nanoTime() - back);
                load.stop();

                Calls.print(
                        "a client with a fallback, etcd away at first: %d of %,d calls failed, those after %d ms with"
                                + " etcd went to the server registered",
                        load.failures().size(), load.calls(), after.toMillis());
                load.assertNoneFailed();
                assertThat(client.endpoints("Node"))
                        .extracting(EndpointStatus::endpoint)
                        .containsExactly(Endpoint.of("127.0.0.1", registered.port()));
                assertThat(after).isLessThan(NodeProgram.TTL.plusSeconds(2));
            }
        }
    }

    private static Registry registry(EtcdServer etcd) {
        return EtcdRegistry.builder()
                .url(etcd.url())
                .requestTimeout(REQUEST_TIMEOUT)
                .build();
    }
}
