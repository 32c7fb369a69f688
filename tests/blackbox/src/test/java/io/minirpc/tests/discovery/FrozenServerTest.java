package io.minirpc.tests.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.tests.resilience.Calls;
import io.minirpc.tests.resilience.ServerProcess;
import io.minirpc.tests.servers.EtcdServer;
import io.minirpc.tests.servers.RequiresEtcd;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One of three servers is frozen for longer than its lease: calls there end by their deadlines, the others go on, and
 * when it is thawed it is registered again and gets its calls.
 */
@RequiresEtcd
class FrozenServerTest {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final Duration LIMIT = NodeProgram.TTL.plusSeconds(2);

    @Test
    void onlyCallsThereFailAndItComesBack() throws Exception {
        freeze(1);
    }

    @Test
    @Tag("soak")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void onlyCallsThereFailAndItComesBackTwentyTimes() throws Exception {
        freeze(20);
    }

    private static void freeze(int runs) throws Exception {
        try (EtcdServer etcd = EtcdServer.start();
                Cluster cluster = Cluster.start(etcd, "/mini-rpc/", 3)) {
            RpcClient client = cluster.client(settings -> settings.deadline(DEADLINE));
            long longest = 0;
            try (Load load = Load.start(client)) {
                for (int run = 0; run < runs; run++) {
                    ServerProcess victim = cluster.server(run % 3);
                    int failed = load.failures().size();
                    load.awaitAnswersOf(cluster.ports());
                    long left = freeze(cluster, client, victim);
                    long thawed = System.nanoTime();
                    cluster.awaitRegistered();
                    longest = Math.max(longest, System.nanoTime() - thawed);
                    load.awaitAnswersOf(cluster.ports());
                    Cluster.awaitReady(client, 3);
                    await().until(() -> System.nanoTime() - left > DEADLINE.toNanos()); // the last that can fail has
                    assertFailed(load.failures().subList(failed, load.failures().size()), victim, left);
                }
                load.stop();
                Calls.print(
                        "SIGSTOP of one of three servers for longer than its lease, %d runs: %d of %,d calls failed,"
                                + " registered again within %.0f ms",
                        runs, load.failures().size(), load.calls(), Calls.millis(longest));
                assertThat(load.failures().size()).as("failed calls").isLessThan(runs * 50);
            }
            assertThat(Duration.ofNanos(longest)).isLessThan(LIMIT);
        }
    }

    /** Freezes a server until etcd has lost it and the client knows, and returns when that was. */
    private static long freeze(Cluster cluster, RpcClient client, ServerProcess victim) throws Exception {
        victim.freeze();
        try {
            cluster.awaitGone(victim);
            Cluster.awaitReady(client, 2);
            return System.nanoTime();
        } finally {
            victim.thaw();
        }
    }

    private static void assertFailed(List<Load.Failure> failures, ServerProcess victim, long left) {
        assertThat(failures).allSatisfy(failure -> {
            assertThat(failure.exception().code()).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
            assertThat(failure.exception()).hasMessageContaining(Cluster.address(victim));
            assertThat(left - failure.startedNanos())
                    .as("started before it was off the list")
                    .isNotNegative();
        });
    }
}
