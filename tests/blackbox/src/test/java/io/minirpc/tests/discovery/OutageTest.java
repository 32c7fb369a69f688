package io.minirpc.tests.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.client.RpcClient;
import io.minirpc.discovery.Registry;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.registry.etcd.EtcdRegistry;
import io.minirpc.server.RpcServer;
import io.minirpc.tests.resilience.Calls;
import io.minirpc.tests.servers.EtcdLoss;
import io.minirpc.tests.servers.OutageCost;
import io.minirpc.tests.servers.RequiresEtcd;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A minute without etcd costs no call, next to no time, and few words. Servers and client are in this process, with a
 * registry each, so that the time of all is counted.
 */
@RequiresEtcd
@Tag("soak")
class OutageTest {
    private static final Duration OUTAGE = Duration.ofMinutes(1);
    private static final int SERVERS = 3;
    private static final int REGISTRIES = SERVERS + 1;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    void closeAll() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aMinuteWithoutEtcdCostsNoCall() throws Exception {
        EtcdServer etcd = keep(EtcdServer.start());
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < SERVERS; i++) {
            Registry registry = registry(etcd);
            RpcServer server = keep(NodeProgram.start(NodeProgram.Kind.USUAL, settings -> settings.registry(registry)));
            ports.add(server.port());
        }
        RpcClient client = keep(RpcClient.builder().registry(registry(etcd)).build());
        Load load = keep(Load.start(client));
        load.awaitAnswersOf(ports);
        long callsBefore = load.calls();

        OutageCost cost = OutageCost.measure(etcd, EtcdLoss.KILLED, OUTAGE);
        load.awaitAnswersOf(ports);
        long calls = load.calls() - callsBefore;
        etcd.restart();
        await().atMost(Registry.DEFAULT_TTL.plusSeconds(2))
                .until(() -> etcd.control().list("/mini-rpc/Node/").size() == SERVERS);
        load.awaitAnswersOf(ports);
        load.stop();

        Calls.print(
                "etcd killed for %s: %d of %,d calls failed, %.2f %% of a CPU and %d log lines for %d registries",
                OUTAGE, load.failures().size(), calls, cost.cpuPercent(), cost.logLines(), REGISTRIES);
        load.assertNoneFailed();
        assertThat(cost.cpuPercent()).isLessThan(5);
        assertThat(cost.logLines()).as(cost.log()).isBetween((long) REGISTRIES, 3L * REGISTRIES);
    }

    private Registry registry(EtcdServer etcd) {
        return keep(EtcdRegistry.builder().url(etcd.url()).build());
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        open.push(closeable);
        return closeable;
    }
}
