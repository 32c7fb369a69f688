package io.minirpc.tests.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.balancer.Balancer;
import io.minirpc.balancer.Balancers;
import io.minirpc.client.RpcClient;
import io.minirpc.tests.discovery.NodeProgram.Kind;
import io.minirpc.tests.resilience.Calls;
import io.minirpc.tests.resilience.OpenLoop;
import io.minirpc.tests.servers.EtcdServer;
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
    private static final int SLOW_MILLIS = 50;

    /** What calls cost, and where they went. */
    private record Result(long p99, int slowCalls) {}

    @Test
    void leastLoadedBeatsRoundRobin() throws Exception {
        List<Kind> kinds = List.of(Kind.USUAL, Kind.USUAL, new Kind(Kind.USUAL.weight(), SLOW_MILLIS));
        try (EtcdServer etcd = EtcdServer.start();
                Cluster cluster = Cluster.start(etcd, "/mini-rpc/", kinds)) {
            Result roundRobin = measure(cluster, Balancers::roundRobin);
            Result leastLoaded = measure(cluster, Balancers::leastLoaded);
            Calls.print(
                    "one of three servers takes %d ms: p99 %.1f ms with leastLoaded, which sent it %d of %,d calls,"
                            + " %.1f ms with roundRobin, which sent it %d",
                    SLOW_MILLIS,
                    Calls.millis(leastLoaded.p99),
                    leastLoaded.slowCalls,
                    CALLS,
                    Calls.millis(roundRobin.p99),
                    roundRobin.slowCalls);
            assertThat(leastLoaded.p99).isLessThan(roundRobin.p99);
            assertThat(leastLoaded.slowCalls).isLessThan(roundRobin.slowCalls);
        }
    }

    private static Result measure(Cluster cluster, Supplier<Balancer> balancer) throws Exception {
        int slow = cluster.server(2).port();
        RpcClient client =
                cluster.client(settings -> settings.balancer(balancer).slowStart(Duration.ZERO));
        Node node = new NodeStub(client);
        node.port(0).get(10, TimeUnit.SECONDS);
        Cluster.awaitReady(client, 3);
        long[] nanos = new long[CALLS];
        AtomicInteger slowCalls = new AtomicInteger();
        List<CompletableFuture<?>> calls = new ArrayList<>();
        OpenLoop.run(PER_SECOND, WARM_UP, i -> calls.add(node.port(0)));
        OpenLoop.run(PER_SECOND, CALLS, i -> {
            long start = System.nanoTime();
            calls.add(node.port(0).thenAccept(port -> {
                nanos[(int) i] = System.nanoTime() - start;
                if (port == slow) {
                    slowCalls.incrementAndGet();
                }
            }));
        });
        Calls.awaitEnd(calls);
        assertThat(calls).noneMatch(CompletableFuture::isCompletedExceptionally);
        return new Result(Calls.p99(nanos), slowCalls.get());
    }
}
