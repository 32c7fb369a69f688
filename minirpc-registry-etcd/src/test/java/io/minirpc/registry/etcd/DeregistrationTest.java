package io.minirpc.registry.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.tests.servers.RequiresEtcd;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@RequiresEtcd
class DeregistrationTest {
    private static final Endpoint ENDPOINT = Endpoint.of("10.0.0.7", 9000);

    @Test
    void whatWasTakenBackWhileEtcdWasFrozenNeverComesBack() throws Exception {
        try (EtcdServer etcd = EtcdServer.start();
                Registry registry = EtcdRegistry.builder()
                        .url(etcd.url())
                        .requestTimeout(Duration.ofMillis(500))
                        .build()) {
            registry.register("Arith", ENDPOINT, Duration.ofMinutes(10)).get(10, TimeUnit.SECONDS);
            etcd.stop();
            CompletableFuture<Void> again = registry.register("Arith", ENDPOINT.withWeight(3), Duration.ofMinutes(10));
            CompletableFuture<Void> back = registry.deregister("Arith", ENDPOINT);
            assertThat(again).failsWithin(Duration.ofSeconds(10));
            assertThat(back).failsWithin(Duration.ofSeconds(10));
            etcd.cont();

            // The lease would have held it for ten minutes.
            await().untilAsserted(() -> {
                assertThat(etcd.control().list("/mini-rpc/")).isEmpty();
                assertThat(etcd.control().leases()).isZero();
            });
        }
    }

    @Test
    void aRegistryThatIsClosedWithoutEtcdClosesInTime() throws Exception {
        try (EtcdServer etcd = EtcdServer.start()) {
            Duration timeout = Duration.ofSeconds(3);
            try (Registry registry = EtcdRegistry.builder()
                    .url(etcd.url())
                    .requestTimeout(timeout)
                    .build()) {
                registry.register("Arith", ENDPOINT, Duration.ofSeconds(2)).get(10, TimeUnit.SECONDS);
                registry.watch("Arith", list -> {});
                etcd.stop();
                long start = System.nanoTime();
                registry.close();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(timeout.multipliedBy(3));
            }
            etcd.cont();
            await().untilAsserted(
                            () -> assertThat(etcd.control().list("/mini-rpc/")).isEmpty());
        }
    }
}
