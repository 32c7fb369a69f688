package io.minirpc.gochat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.cluster.Cluster;
import io.minirpc.gochat.cluster.Fault;
import io.minirpc.localservers.RedisServer;
import io.minirpc.tests.servers.RequiresEtcd;
import io.minirpc.tests.servers.RequiresMariaDb;
import io.minirpc.tests.servers.RequiresRedis;
import io.minirpc.tests.servers.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A fleet whose bus loses messages, or whose clients are behind a proxy that ends silent connections. */
@RequiresEtcd
@RequiresRedis
@RequiresMariaDb
@Tag("process")
@Tag("soak")
@Timeout(600)
class LossTest {
    private static final int GATEWAYS = 2;

    private static RedisProxy redis;
    private static Proxies impatient;
    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        redis = new RedisProxy();
        impatient = new Proxies(GATEWAYS, Duration.ofSeconds(1));
        cluster = Cluster.builder()
                .redisAddress(LossTest::throughTheProxy)
                .gateways(GATEWAYS)
                .gatewayFlags("--heartbeat", "2s", "--drain", "200ms", "--origins", impatient.origins())
                .start();
        impatient.lead(cluster);
    }

    private static String throughTheProxy(String address) {
        redis.lead(URI.create(address).getPort());
        return redis.url();
    }

    @AfterAll
    static void stop() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
        impatient.close();
        redis.close();
    }

    /** C6.7, after the numbers of the bus were taken. Counts are lost too. */
    @Test
    void oneOfAHundredMessagesOfTheBusLostHealsInTime() throws Exception {
        redis.lose(0.01);
        JudgedRun.calm(cluster, 10_000, flags("15s"));
        redis.lose(0);
        System.out.println(redis.lost() + " of " + redis.published() + " messages of the bus were lost");
        assertThat(redis.lost()).isGreaterThan(100);
    }

    /** C6.3: subscribers are at the new master, and all other connections still at the old one, which answers. */
    @Test
    void replicaPromotedBesideTheOldMasterLosesNothing() throws Exception {
        RedisServer old = cluster.redis();
        try (RedisServer replica = RedisServer.start()) {
            replica.command("REPLICAOF", "127.0.0.1", Integer.toString(old.port()));
            await().until(() -> replica.command("INFO", "replication").contains("master_link_status:up"));
            Fault promoted = new Fault(
                    "a replica promoted",
                    () -> promote(replica),
                    Duration.ofSeconds(20),
                    redis::cut,
                    "the old master has no clients");
            Fault back = new Fault("back to the old master", () -> goTo(old), Duration.ZERO, () -> {}, "");
            JudgedRun.during(cluster, List.of(promoted, back), flags("20s"));
        }
    }

    private static void promote(RedisServer replica) throws IOException {
        replica.command("REPLICAOF", "NO", "ONE");
        redis.lead(replica.port());
        cluster.redis().command("CLIENT", "KILL", "TYPE", "pubsub");
    }

    private static void goTo(RedisServer server) {
        redis.lead(server.port());
        redis.cut();
    }

    /** Heartbeats every 25 s, as by default, keep a connection open through a proxy with a limit of 60 s. */
    @Test
    void heartbeatsKeepConnectionsOpenThroughAProxy() throws Exception {
        try (Proxies proxies = new Proxies(1, Duration.ofSeconds(60));
                Cluster patient = Cluster.builder()
                        .services(1)
                        .gateways(1)
                        .gatewayFlags("--origins", proxies.origins())
                        .start()) {
            proxies.lead(patient);
            JudgedRun.calm(patient, proxies.urls(), 500, flags("60s", "150s"));
            assertThat(proxies.ended()).isZero();
        }
    }

    @Test
    void proxyThatEndsConnectionsBetweenHeartbeatsLosesNothing() throws Exception {
        JudgedRun.calm(cluster, impatient.urls(), 2_000, flags("20s"));
        System.out.println(impatient.ended() + " connections were ended for their silence");
        assertThat(impatient.ended()).isPositive();
    }

    private static String[] flags(String within) {
        return flags(within, "30s");
    }

    private static String[] flags(String within, String tail) {
        return new String[] {
            "--users", "20", "--groups", "5", "--devices", "2", "--rate", "100", "--within", within, "--tail", tail
        };
    }

    /** A proxy before each gateway, which knows the proxies as addresses of its site. */
    private static final class Proxies implements AutoCloseable {
        private final List<TcpProxy> all = new ArrayList<>();

        Proxies(int gateways, Duration silence) throws IOException {
            for (int i = 0; i < gateways; i++) {
                all.add(TcpProxy.endingAfter(silence, 0));
            }
        }

        void lead(Cluster cluster) {
            for (int i = 0; i < all.size(); i++) {
                all.get(i).lead(cluster.urls().get(i).getPort());
            }
        }

        String origins() {
            return all.stream().map(proxy -> "http://127.0.0.1:" + proxy.port()).collect(Collectors.joining(","));
        }

        List<URI> urls() {
            return all.stream()
                    .map(proxy -> URI.create("http://127.0.0.1:" + proxy.port() + "/"))
                    .toList();
        }

        int ended() {
            return all.stream().mapToInt(TcpProxy::ended).sum();
        }

        @Override
        public void close() throws IOException {
            for (TcpProxy proxy : all) {
                proxy.close();
            }
        }
    }
}
