package io.minirpc.registry.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.tests.servers.EtcdLoss;
import io.minirpc.tests.servers.Lists;
import io.minirpc.tests.servers.OutageCost;
import io.minirpc.tests.servers.RequiresEtcd;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a registry costs while etcd is away. */
@RequiresEtcd
@Tag("soak")
class OutageTest {
    private static final Duration OUTAGE = Duration.ofMinutes(1);
    private static final int SERVICES = 10;

    @ParameterizedTest
    @EnumSource
    void aMinuteWithoutEtcdCostsNextToNothing(EtcdLoss loss) throws Exception {
        try (EtcdServer etcd = EtcdServer.start();
                Registry registry = EtcdRegistry.builder().url(etcd.url()).build()) {
            Endpoint endpoint = Endpoint.of("10.0.0.7", 9000);
            for (int i = 0; i < SERVICES; i++) {
                Lists lists = new Lists();
                registry.register("Service" + i, endpoint, Registry.DEFAULT_TTL).get(10, TimeUnit.SECONDS);
                registry.watch("Service" + i, lists);
                lists.awaitList(endpoint);
            }

            OutageCost cost = OutageCost.measure(etcd, loss, OUTAGE);

            System.out.printf(
                    "etcd %s for %s, %d services announced and watched: %.2f %% of a CPU, %d log lines%n",
                    loss, OUTAGE, SERVICES, cost.cpuPercent(), cost.logLines());
            assertThat(cost.cpuPercent()).isLessThan(5);
            assertThat(cost.logLines()).as(cost.log()).isBetween(1L, 3L);
            etcd.restart();
            await().atMost(Duration.ofSeconds(12))
                    .ignoreExceptions()
                    .until(() -> etcd.control().list("/mini-rpc/").size() == SERVICES);
        }
    }
}
