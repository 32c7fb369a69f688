package io.minirpc.gochat.process;

import static io.minirpc.gochat.cluster.Fault.flushed;
import static io.minirpc.gochat.cluster.Fault.frozen;
import static io.minirpc.gochat.cluster.Fault.killed;
import static io.minirpc.gochat.cluster.Fault.together;
import static io.minirpc.gochat.cluster.Fault.unsubscribed;

import io.minirpc.gochat.cluster.Cluster;
import io.minirpc.gochat.cluster.Fault;
import io.minirpc.gochat.cluster.Node;
import io.minirpc.gochat.cluster.Part;
import io.minirpc.tests.servers.RequiresEtcd;
import io.minirpc.tests.servers.RequiresMariaDb;
import io.minirpc.tests.servers.RequiresRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All promises of a fleet while its parts die, stand still and forget: the history checker judges. */
@RequiresEtcd
@RequiresRedis
@RequiresMariaDb
@Tag("process")
@Timeout(300)
class ClusterTest {
    /**
     * The promise of docs/delivery.md: 2 s until all are connected and try again, then two heartbeats; and 2 s for slow
     * machines.
     */
    static final Duration HEALING = Duration.ofSeconds(2 + 2 * 2 + 2);

    /** Nothing heals while the database is away. */
    private static final Duration DATABASE_START = Duration.ofSeconds(4);

    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.builder()
                .gateways(2)
                .gatewayFlags("--heartbeat", "2s", "--drain", "200ms")
                .start();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void killedAndFrozenPartsLoseNothing() throws Exception {
        Duration away = Duration.ofMillis(300);
        Duration frozen = Duration.ofSeconds(2);
        List<Node> gateways = cluster.gateways();
        List<Node> services = cluster.services();
        JudgedRun.during(
                cluster,
                List.of(
                        together(frozen(services.get(1), frozen), killed(gateways.get(0), away)),
                        together(frozen(gateways.get(1), frozen), killed(services.get(0), away)),
                        killed(part("Redis"), away),
                        together(frozen(part("Redis"), frozen), frozen(part("MariaDB"), frozen)),
                        together(flushed(cluster), unsubscribed(cluster)),
                        together(killed(part("MariaDB"), away), killed(part("etcd"), away))),
                small(DATABASE_START.plus(away)));
    }

    @Test
    @Tag("soak")
    @Timeout(3_600)
    void twoHundredThousandMessagesHaveNoFindings() throws Exception {
        JudgedRun.calm(cluster, 200_000, full(Duration.ZERO));
    }

    @Test
    @Tag("soak")
    @Timeout(3_600)
    void twentyKilledGatewaysLoseNothing() throws Exception {
        JudgedRun.during(cluster, turns(20, cluster.gateways(), ClusterTest::killedForASecond), full(Duration.ZERO));
    }

    @Test
    @Tag("soak")
    @Timeout(3_600)
    void twentyKilledServicesLoseNothing() throws Exception {
        JudgedRun.during(cluster, turns(20, cluster.services(), ClusterTest::killedForASecond), full(Duration.ZERO));
    }

    @Test
    @Tag("soak")
    @Timeout(3_600)
    void eachPartFrozenForTwentySecondsLosesNothing() throws Exception {
        Duration time = Duration.ofSeconds(20);
        List<Part> parts = cluster.parts();
        JudgedRun.during(cluster, turns(parts.size(), parts, part -> frozen(part, time)), full(time));
    }

    @Test
    @Tag("soak")
    @Timeout(3_600)
    void redisRestartedEmptyTenTimesLosesNothing() throws Exception {
        JudgedRun.during(cluster, times(10, () -> killedForASecond(part("Redis"))), full(Duration.ZERO));
    }

    @Test
    @Tag("soak")
    @Timeout(3_600)
    void redisEmptiedEveryFiveSecondsForFiveMinutesLosesNothing() throws Exception {
        JudgedRun.during(cluster, times(60, () -> then(flushed(cluster), Duration.ofSeconds(5))), full(Duration.ZERO));
    }

    @Test
    @Tag("soak")
    @Timeout(3_600)
    void subscribersCutFiftyTimesLoseNothing() throws Exception {
        JudgedRun.during(
                cluster, times(50, () -> then(unsubscribed(cluster), Duration.ofMillis(500))), full(Duration.ZERO));
    }

    @Test
    @Tag("soak")
    @Timeout(3_600)
    void databaseKilledFiveTimesLosesNothing() throws Exception {
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            faults.add(killedForASecond(part("MariaDB")));
            faults.add(calm(HEALING)); // what has not healed before the next outage would heal after it
        }
        JudgedRun.during(cluster, faults, full(DATABASE_START.plusSeconds(1)));
    }

    @Test
    @Tag("soak")
    @Timeout(3_600)
    void databaseFrozenForThirtySecondsLosesNothing() throws Exception {
        Duration time = Duration.ofSeconds(30);
        JudgedRun.during(cluster, List.of(frozen(part("MariaDB"), time)), full(time));
    }

    @Test
    @Tag("soak")
    @Timeout(3_600)
    void etcdAwayForAMinuteAndEmptiedLosesNothing() throws Exception {
        Fault emptied = new Fault("etcd emptied", cluster.etcd()::restartEmpty, Duration.ofSeconds(20), () -> {}, "");
        JudgedRun.during(cluster, List.of(killed(part("etcd"), Duration.ofSeconds(60)), emptied), full(Duration.ZERO));
    }

    private static String[] small(Duration outage) {
        return new String[] {
            "--users",
            "6",
            "--groups",
            "2",
            "--devices",
            "2",
            "--rate",
            "60",
            "--within",
            within(outage),
            "--tail",
            "5s"
        };
    }

    static String[] full(Duration outage) {
        return new String[] {
            "--users",
            "20",
            "--groups",
            "5",
            "--devices",
            "2",
            "--rate",
            "200",
            "--within",
            within(outage),
            "--tail",
            "60s"
        };
    }

    /** @param outage for how long what all depends on is away */
    private static String within(Duration outage) {
        return outage.plus(HEALING).toMillis() + "ms";
    }

    static Fault calm(Duration time) {
        return new Fault("nothing", () -> {}, time, () -> {}, "");
    }

    private static Fault killedForASecond(Part part) {
        return killed(part, Duration.ofSeconds(1));
    }

    private static Fault then(Fault fault, Duration pause) {
        return new Fault(fault.begun(), fault.begins(), pause, fault.ends(), fault.ended());
    }

    private static List<Fault> times(int count, Supplier<Fault> fault) {
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            faults.add(fault.get());
        }
        return faults;
    }

    private static <P extends Part> List<Fault> turns(int count, List<P> parts, Function<Part, Fault> fault) {
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            faults.add(fault.apply(parts.get(i % parts.size())));
        }
        return faults;
    }

    private static Part part(String name) {
        return cluster.parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
