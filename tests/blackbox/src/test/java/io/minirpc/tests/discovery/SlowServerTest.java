package io.minirpc.tests.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.balancer.Balancer;
import io.minirpc.balancer.Balancers;
import io.minirpc.client.RpcClient;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.tests.discovery.NodeProgram.Kind;
import io.minirpc.tests.resilience.Calls;
import io.minirpc.tests.resilience.OpenLoop;
import io.minirpc.tests.servers.RequiresEtcd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** One server in three is slow: whoever looks at latencies sends it little, whoever takes turns sends it a third. */
@RequiresEtcd
class SlowServerTest {
    private static final int PER_SECOND = 500;
    private static final int CALLS = 4 * PER_SECOND;
    private static final int WARM_UP = PER_SECOND;
    private static final int SLOW_MILLIS = 200;

    @Test
    void slowServerGetsLessThanHalfOfItsShare() throws Exception {
        List<Kind> kinds = List.of(Kind.USUAL, Kind.USUAL, new Kind(Kind.USUAL.weight(), SLOW_MILLIS));
        try (EtcdServer etcd = EtcdServer.start();
                Cluster cluster = Cluster.start(etcd, "/mini-rpc/", kinds)) {
            Measured roundRobin = new Measured(cluster, Balancers::roundRobin);
            Measured leastLoaded = new Measured(cluster, Balancers::leastLoaded);
            // Side by side, so that both get the same hiccups.
            OpenLoop.run(PER_SECOND, WARM_UP + CALLS, i -> {
                roundRobin.call((int) i - WARM_UP);
                leastLoaded.call((int) i - WARM_UP);
            });
            roundRobin.awaitEnd();
            leastLoaded.awaitEnd();

            Calls.print(
                    "one of three servers takes %d ms: p99 %.1f ms with leastLoaded, which sent it %d of %,d calls,"
                            + " %.1f ms with roundRobin, which sent it %d",
                    SLOW_MILLIS,
                    Calls.millis(leastLoaded.p99()),
                    leastLoaded.slowCalls.get(),
                    CALLS,
                    Calls.millis(roundRobin.p99()),
                    roundRobin.slowCalls.get());
            assertThat(leastLoaded.slowCalls.get()).isLessThan(roundRobin.slowCalls.get() / 2);
        }
    }

    /** A client, with how long its calls took and where they went. */
    private static final class Measured {
        private final Node node;
        private final int slow;
        private final long[] nanos = new long[CALLS];
        private final AtomicInteger slowCalls = new AtomicInteger();
        private final List<CompletableFuture<?>> calls = new ArrayList<>();

        Measured(Cluster cluster, Supplier<Balancer> balancer) throws Exception {
            RpcClient client =
                    cluster.client(settings -> settings.balancer(balancer).slowStart(Duration.ZERO));
            node = new NodeStub(client);
            node.port(0).get(10, TimeUnit.SECONDS);
            Cluster.awaitReady(client, 3);
            slow = cluster.server(2).port();
        }

        /** Makes a call; those with negative indexes don't count. */
        void call(int index) {
            long start = System.nanoTime();
            calls.add(node.port(0).thenAccept(port -> {
                if (index >= 0) {
                    nanos[index] = System.nanoTime() - start;
                    slowCalls.addAndGet(port == slow ? 1 : 0);
                }
            }));
        }

        void awaitEnd() {
            Calls.awaitEnd(calls);
            assertThat(calls).noneMatch(CompletableFuture::isCompletedExceptionally);
        }

        long p99() {
            return Calls.p99(nanos);
        }
    }
}
