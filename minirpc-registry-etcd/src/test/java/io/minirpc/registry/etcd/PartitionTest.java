package io.minirpc.registry.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.tests.servers.Lists;
import io.minirpc.tests.servers.RequiresEtcd;
import io.minirpc.tests.servers.TcpProxy;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Changes while a client is cut off from etcd are not missed. */
@RequiresEtcd
class PartitionTest {
    private static final Endpoint A = Endpoint.of("10.0.0.1", 1);
    private static final Endpoint B = Endpoint.of("10.0.0.2", 2);
    private static final Endpoint C = Endpoint.of("10.0.0.3", 3);

    @Test
    void changesAreNotMissedThatEtcdHasForgottenMeanwhile() throws Exception {
        try (EtcdServer etcd = EtcdServer.start();
                TcpProxy proxy = new TcpProxy(etcd.port());
                Registry client = EtcdRegistry.builder()
                        .url("http://127.0.0.1:" + proxy.port())
                        .build()) {
            etcd.control().put("/mini-rpc/Arith/10.0.0.1:1", "{}");
            etcd.control().put("/mini-rpc/Arith/10.0.0.2:2", "{}");
            Lists lists = new Lists();
            client.watch("Arith", lists);
            lists.awaitList(A, B);

            for (int round = 1; round <= 5; round++) {
                proxy.cut();
                etcd.control().put("/mini-rpc/Arith/10.0.0.1:1", "{\"Weight\":" + round + "}");
                etcd.control().delete("/mini-rpc/Arith/10.0.0.2:2");
                etcd.control().put("/mini-rpc/Arith/10.0.0.3:3", "{\"Weight\":" + round + "}");
                etcd.control().compact();
                proxy.heal();
                assertThat(lists.next()).containsExactly(A.withWeight(round), C.withWeight(round));

                etcd.control().put("/mini-rpc/Arith/10.0.0.2:2", "{}");
                assertThat(lists.next()).containsExactly(A.withWeight(round), B, C.withWeight(round));
            }
            assertThat(lists.left()).isZero();
        }
    }

    @Test
    void theLastEndpointThatWasTakenBackMeanwhileIsTakenOff() throws Exception {
        try (EtcdServer etcd = EtcdServer.start();
                TcpProxy proxy = new TcpProxy(etcd.port());
                Registry server = EtcdRegistry.builder().url(etcd.url()).build();
                Registry client = EtcdRegistry.builder()
                        .url("http://127.0.0.1:" + proxy.port())
                        .build()) {
            server.register("Arith", A, Registry.DEFAULT_TTL).get(10, TimeUnit.SECONDS);
            Lists lists = new Lists();
            client.watch("Arith", lists);
            lists.awaitList(A);

            proxy.cut();
            server.deregister("Arith", A).get(10, TimeUnit.SECONDS);
            proxy.heal();
            assertThat(lists.next()).isEmpty();
        }
    }
}
