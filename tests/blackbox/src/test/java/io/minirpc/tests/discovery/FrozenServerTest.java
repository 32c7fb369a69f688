package io.minirpc.tests.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.tests.resilience.Calls;
import io.minirpc.tests.resilience.ServerProcess;
import io.minirpc.tests.servers.RequiresEtcd;
import java.time.Duration;
import java.util.ArrayList;
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

    /** When calls at the frozen server were made that may fail, as times of {@link System#nanoTime}. */
    private record Window(long from, long to) {
        boolean contains(long time) {
            return time - from >= 0 && to - time >= 0;
        }
    }

    private static void freeze(int runs) throws Exception {
        try (EtcdServer etcd = EtcdServer.start();
                Cluster cluster = Cluster.start(etcd, "/mini-rpc/", 3)) {
            RpcClient client = cluster.client(settings -> settings.callTimeout(DEADLINE));
            ServerProcess victim = cluster.server(0);
            List<Window> windows = new ArrayList<>();
            long longest = 0;
            try (Load load = Load.start(client)) {
                for (int run = 0; run < runs; run++) {
                    load.awaitAnswersOf(cluster.ports());
                    windows.add(freeze(cluster, client, load));
                    long thawed = System.nanoTime();
                    cluster.awaitRegistered();
                    longest = Math.max(longest, System.nanoTime() - thawed);
                    Cluster.awaitReady(client, 3);
                }
                load.awaitAnswersOf(cluster.ports());
                load.stop();
                Calls.print(
                        "SIGSTOP of one of three servers for longer than its lease, %d runs: %d of %,d calls failed,"
                                + " registered again within %.0f ms",
                        runs, load.failures().size(), load.calls(), Calls.millis(longest));
                assertThat(load.failures()).hasSizeLessThan(runs * 50).allSatisfy(failure -> {
                    assertThat(failure.exception().code()).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
                    assertThat(failure.exception()).hasMessageContaining(Cluster.address(victim));
                    assertThat(windows).anyMatch(window -> window.contains(failure.startedNanos()));
                });
            }
            assertThat(Duration.ofNanos(longest)).isLessThan(LIMIT);
        }
    }

    /** Freezes the first server until etcd has lost it, and the client knows, and the others have gone on. */
    private static Window freeze(Cluster cluster, RpcClient client, Load load) throws Exception {
        ServerProcess victim = cluster.server(0);
        long frozen = System.nanoTime();
        victim.freeze();
        try {
            cluster.awaitGone(victim);
            Cluster.awaitReady(client, 2);
            long left = System.nanoTime();
            load.awaitAnswersOf(cluster.ports().subList(1, 3));
            return new Window(frozen - DEADLINE.toNanos(), left);
        } finally {
            victim.thaw();
        }
    }
}
