package io.minirpc.tests.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.StatusCode;
import io.minirpc.balancer.Balancers;
import io.minirpc.client.ClientListener;
import io.minirpc.client.EndpointStatus;
import io.minirpc.client.RpcClient;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.tests.resilience.Calls;
import io.minirpc.tests.resilience.ServerProcess;
import io.minirpc.tests.servers.RequiresEtcd;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Servers that leave, with a word or without. */
@RequiresEtcd
class LeavingServersTest {
    private static final String PREFIX = "/mini-rpc/";

    /** Long enough for some calls to be under way at each server at all times. */
    private static final long CALL_MILLIS = 100;

    @Test
    void oneThatIsKilledCostsTheCallsInFlightThereAndIsGoneWithItsLease() throws Exception {
        try (EtcdServer etcd = EtcdServer.start();
                Cluster cluster = Cluster.start(etcd, PREFIX, 3)) {
            ServerProcess victim = cluster.server(0);
            CompletableFuture<Long> noticed = new CompletableFuture<>();
            RpcClient client = cluster.client(
                    settings -> settings.balancer(Balancers::roundRobin).listener(firstEnd(victim, noticed)));
            try (Load load = Load.start(client, CALL_MILLIS)) {
                load.awaitAnswersOf(cluster.ports());
                Cluster.awaitReady(client, 3);
                int inFlight = pendingAt(client, victim);
                long killed = System.nanoTime();
                victim.kill();
                long seen = noticed.get(10, TimeUnit.SECONDS);
                cluster.awaitGone(victim);
                long gone = System.nanoTime() - killed;
                Cluster.awaitReady(client, 2);
                load.stop();

                Calls.print(
                        "kill -9 of one of three servers with %d calls in flight there: %d of %,d failed,"
                                + " the client knew after %.0f ms, etcd after %.0f ms of a lease of %d",
                        inFlight,
                        load.failures().size(),
                        load.calls(),
                        Calls.millis(seen - killed),
                        Calls.millis(gone),
                        NodeProgram.TTL.toMillis());
                assertThat(load.failures()).isNotEmpty().allSatisfy(failure -> {
                    assertThat(failure.exception().code()).isEqualTo(StatusCode.UNAVAILABLE);
                    assertThat(failure.exception()).hasMessageContaining(Cluster.address(victim));
                    assertThat(failure.exception().isNotExecuted())
                            .as("was never sent")
                            .isFalse();
                    assertThat(seen - failure.startedNanos())
                            .as("started before the end was seen")
                            .isNotNegative();
                });
                assertThat(Duration.ofNanos(seen - killed)).isLessThan(Duration.ofSeconds(1));
                assertThat(Duration.ofNanos(gone)).isLessThan(NodeProgram.TTL.plusSeconds(2));
            }
        }
    }

    @Test
    void oneThatStopsIsGoneBeforeItsLastCallEndsAndCostsNoCall() throws Exception {
        try (EtcdServer etcd = EtcdServer.start();
                Cluster cluster = Cluster.start(etcd, PREFIX, 3)) {
            ServerProcess leaver = cluster.server(0);
            RpcClient client = cluster.client(settings -> settings.balancer(Balancers::roundRobin));
            try (Load load = Load.start(client, CALL_MILLIS);
                    RpcClient direct = RpcClient.forAddress("127.0.0.1", leaver.port())) {
                load.awaitAnswersOf(cluster.ports());
                Cluster.awaitReady(client, 3);
                CompletableFuture<Integer> last = lastCall(direct);
                int inFlight = pendingAt(client, leaver);
                long asked = System.nanoTime();
                leaver.terminate();
                cluster.awaitGone(leaver);
                long gone = System.nanoTime();
                assertThat(last).as("the last call").isNotDone();
                Cluster.awaitReady(client, 2);
                assertThat(last.get(30, TimeUnit.SECONDS)).isEqualTo(leaver.port());
                long ended = System.nanoTime();
                leaver.awaitEnd();
                load.stop();

                Calls.print(
                        "SIGTERM to one of three servers with %d calls in flight there: %d of %,d failed,"
                                + " gone from etcd after %.0f ms, the last call ended after %.0f ms",
                        inFlight,
                        load.failures().size(),
                        load.calls(),
                        Calls.millis(gone - asked),
                        Calls.millis(ended - asked));
                load.assertNoneFailed();
                assertThat(inFlight).isPositive();
            }
        }
    }

    /** Makes a call that takes some seconds, and waits until it has begun. */
    private static CompletableFuture<Integer> lastCall(RpcClient client) throws Exception {
        Node node = new NodeStub(client.withTimeout(Duration.ofSeconds(30)));
        CompletableFuture<Integer> last = node.port(4_000);
        node.port(0).get(10, TimeUnit.SECONDS); // comes after it on the same connection
        return last;
    }

    private static ClientListener firstEnd(ServerProcess server, CompletableFuture<Long> when) {
        return new ClientListener() {
            @Override
            public void connectionEnded(String address, String reason) {
                if (address.equals(Cluster.address(server))) {
                    when.complete(System.nanoTime());
                }
            }
        };
    }

    private static int pendingAt(RpcClient client, ServerProcess server) {
        await().until(() -> statusOf(client, server).pending() > 0);
        return statusOf(client, server).pending();
    }

    private static EndpointStatus statusOf(RpcClient client, ServerProcess server) {
        List<EndpointStatus> all = client.endpoints("Node").stream()
                .filter(status -> status.endpoint().port() == server.port())
                .toList();
        return all.get(0);
    }
}
