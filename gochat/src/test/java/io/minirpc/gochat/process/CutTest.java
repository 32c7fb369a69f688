package io.minirpc.gochat.process;

import static io.minirpc.gochat.cluster.Fault.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.cluster.Cluster;
import io.minirpc.gochat.cluster.Fault;
import io.minirpc.tests.servers.Network;
import io.minirpc.tests.servers.RequiresEtcd;
import io.minirpc.tests.servers.RequiresMariaDb;
import io.minirpc.tests.servers.RequiresRedis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A fleet of which each process is a host of its own, while packets between two of them vanish: nothing ends a
 * connection but the processes themselves. The history checker judges.
 */
@RequiresEtcd
@RequiresRedis
@RequiresMariaDb
@Tag("process")
@Tag("soak")
@Timeout(300)
class CutTest {
    private static final String ETCD = "etcd";
    private static final String REDIS = "Redis";
    private static final String DATABASE = "MariaDB";
    private static final String GATEWAY_1 = "gateway 1";
    private static final String GATEWAY_2 = "gateway 2";
    private static final String SERVICE_1 = "service 1";
    private static final String SERVICE_2 = "service 2";
    private static final Duration LONG = Duration.ofSeconds(20);

    private static Network network;
    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        network = Network.create(ETCD, REDIS, DATABASE, GATEWAY_1, GATEWAY_2, SERVICE_1, SERVICE_2);
        cluster = Cluster.builder()
                .places(network::place)
                .gateways(2)
                .gatewayFlags("--heartbeat", "2s", "--drain", "200ms")
                .start();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
        if (network != null) {
            network.close();
        }
    }

    @Test
    void gatewayCutFromRedisForAMomentLosesNothing() throws Exception {
        JudgedRun.during(cluster, List.of(cut(GATEWAY_1, REDIS, Duration.ofSeconds(2))), flags(4, 40, "10s", "2s"));
    }

    @Test
    void gatewayCutFromRedisLosesNothing() throws Exception {
        JudgedRun.during(cluster, List.of(cut(GATEWAY_1, REDIS, LONG)), full("20s"));
    }

    /** Pushes go on. What is asked of the services is answered after the cut. */
    @Test
    void gatewayCutFromTheServicesLosesNothing() throws Exception {
        Fault cut = together(cut(GATEWAY_1, SERVICE_1, LONG), cut(GATEWAY_1, SERVICE_2, LONG));
        JudgedRun.during(cluster, List.of(cut), full("40s"));
    }

    /** Half of all conversations have no service that could commit, and nobody ends its transactions. */
    @Test
    void serviceCutFromTheDatabaseLosesNothing() throws Exception {
        JudgedRun.during(cluster, List.of(cut(SERVICE_1, DATABASE, LONG)), full("40s"));
    }

    @Test
    void serviceCutFromRedisLosesNothing() throws Exception {
        JudgedRun.during(cluster, List.of(cut(SERVICE_1, REDIS, LONG)), full("20s"));
    }

    @Test
    void clientsCutFromTheirGatewayLoseNothing() throws Exception {
        List<Fault> faults = List.of(cut(GATEWAY_1, Network.HERE, LONG), cut(GATEWAY_2, Network.HERE, LONG));
        JudgedRun.during(cluster, faults, full("20s"));
    }

    /** One gateway goes on with the list of before, and the other one no longer has the service in its list. */
    @Test
    void conversationsWithTwoWritersHaveOneOrder() throws Exception {
        Rows before = Rows.of(cluster.database());
        Duration time = Duration.ofSeconds(40);
        JudgedRun.during(
                cluster, List.of(together(cut(SERVICE_1, ETCD, time), cut(GATEWAY_1, ETCD, time))), full("20s"));
        Rows after = Rows.of(cluster.database());
        int changes = after.changesOfWriter() - before.changesOfWriter();
        System.out.println("two writers: " + changes + " changes of the writer inside of conversations, "
                + (after.lockWaits() - before.lockWaits()) + " lock waits of "
                + (after.lockWaitMillis() - before.lockWaitMillis()) + " ms in all");
        assertThat(changes).isGreaterThan(100); // else there never were two at a time
    }

    private static Fault cut(String one, String other, Duration time) {
        return new Fault(
                one + " cut from " + other + " for " + time.toSeconds() + " s",
                () -> network.cut(one, other),
                time,
                () -> network.heal(one, other),
                one + " reaches " + other);
    }

    private static String[] full(String within) {
        return flags(20, 200, within, "30s");
    }

    private static String[] flags(int users, int rate, String within, String tail) {
        return new String[] {
            "--users",
            Integer.toString(users),
            "--groups",
            "2",
            "--devices",
            "2",
            "--rate",
            Integer.toString(rate),
            "--within",
            within,
            "--tail",
            tail
        };
    }
}
