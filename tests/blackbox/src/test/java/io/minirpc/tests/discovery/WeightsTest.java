package io.minirpc.tests.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.balancer.Balancer;
import io.minirpc.balancer.Balancers;
import io.minirpc.client.RpcClient;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.tests.discovery.NodeProgram.Kind;
import io.minirpc.tests.resilience.Calls;
import io.minirpc.tests.servers.RequiresEtcd;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Calls are shared out by the weights that servers announce. */
@RequiresEtcd
class WeightsTest {
    private static final int CALLS = 100_000;
    private static final int AT_A_TIME = 64;

    /** Not far from each other: with a share of 28 % chance exceeds 2 % of it once in ten thousand tests. */
    private static final List<Integer> WEIGHTS = List.of(7, 8, 10);

    private static final int SUM = 25;

    @Test
    void sharesAreThoseOfTheWeights() throws Exception {
        List<Kind> kinds = WEIGHTS.stream().map(weight -> new Kind(weight, 0)).toList();
        try (EtcdServer etcd = EtcdServer.start();
                Cluster cluster = Cluster.start(etcd, "/mini-rpc/", kinds)) {
            assertShares(cluster, "weightedRoundRobin", Balancers::weightedRoundRobin);
            assertShares(cluster, "weightedRandom", Balancers::weightedRandom);
        }
    }

    private static void assertShares(Cluster cluster, String name, Supplier<Balancer> balancer) throws Exception {
        RpcClient client =
                cluster.client(settings -> settings.balancer(balancer).slowStart(Duration.ZERO));
        new NodeStub(client).port(0).get(10, TimeUnit.SECONDS);
        Cluster.awaitReady(client, WEIGHTS.size());
        AtomicIntegerArray counts = count(new NodeStub(client), cluster.ports());
        Calls.print("%s with weights %s: %s of %,d calls", name, WEIGHTS, counts, CALLS);
        for (int i = 0; i < WEIGHTS.size(); i++) {
            assertThat(counts.get(i))
                    .as("calls of the server with weight %d", WEIGHTS.get(i))
                    .isCloseTo(CALLS / SUM * WEIGHTS.get(i), Percentage.withPercentage(2));
        }
    }

    /** Makes the calls, some at a time, and returns how many each server answered. */
    private static AtomicIntegerArray count(Node node, List<Integer> ports) throws InterruptedException {
        AtomicIntegerArray counts = new AtomicIntegerArray(ports.size());
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        Semaphore free = new Semaphore(AT_A_TIME);
        for (int i = 0; i < CALLS; i++) {
            free.acquire();
            node.port(0).whenComplete((port, failure) -> {
                if (failure == null) {
                    counts.incrementAndGet(ports.indexOf(port));
                } else {
                    failures.add(failure);
                }
                free.release();
            });
        }
        free.acquire(AT_A_TIME);
        assertThat(failures).isEmpty();
        return counts;
    }
}
