package io.minirpc.gochat.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.cluster.Cluster;
import io.minirpc.gochat.cluster.Fault;
import io.minirpc.gochat.cluster.Faults;
import io.minirpc.gochat.cluster.Node;
import io.minirpc.tests.servers.RequiresEtcd;
import io.minirpc.tests.servers.RequiresMariaDb;
import io.minirpc.tests.servers.RequiresRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Faults of all kinds at random, for an hour or {@code -Dchaos.minutes=N}: no promise is broken, and no process grows.
 * One gateway and one service are never killed, so that they live long enough to show what they keep.
 */
@RequiresEtcd
@RequiresRedis
@RequiresMariaDb
@EnabledOnOs(OS.LINUX)
@Tag("process")
@Tag("soak")
@Timeout(value = 6, unit = TimeUnit.HOURS)
class ChaosTest {
    private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("chaos.minutes", 60));
    private static final int SAMPLES = 40;

    /** The screens of the run, which are at any of the gateways, and room for pools that breathe. */
    private static final int MORE_DESCRIPTORS = 40 + 20;

    private static final int MORE_LIVE_MIB = 16;
    private static final int MORE_RESIDENT_MIB = 32;
    private static final double GROWTH = 1.2;

    private final Map<Node, List<Footprint>> footprints = new LinkedHashMap<>();
    private long lastSample = System.nanoTime();
    private int count;

    @Test
    void mixedChaosBreaksNoPromiseAndLetsNoProcessGrow() throws Exception {
        long seed = Long.getLong("chaos.seed", ThreadLocalRandom.current().nextLong(1_000_000));
        System.out.println(LENGTH.toMinutes() + " minutes of chaos, -Dchaos.seed=" + seed);
        try (Cluster cluster = Cluster.builder()
                .gatewayFlags("--heartbeat", "2s", "--drain", "200ms")
                .start()) {
            Set<Node> spared =
                    Set.of(cluster.services().get(0), cluster.gateways().get(0));
            spared.forEach(node -> footprints.put(node, new ArrayList<>()));
            Faults faults = new Faults(cluster, seed, spared);
            JudgedRun.during(
                    cluster,
                    chaos(faults)::iterator,
                    "--users",
                    "10",
                    "--groups",
                    "3",
                    "--devices",
                    "2",
                    "--rate",
                    "100",
                    "--within",
                    "20s",
                    "--tail",
                    "30s");
            System.out.println(count + " faults");
            footprints.forEach(ChaosTest::assertFlat);
        }
    }

    /** Returns faults until the time is over, each with a pause behind it. */
    private Stream<Fault> chaos(Faults faults) {
        long start = System.nanoTime();
        return Stream.generate(faults::any)
                .takeWhile(fault -> System.nanoTime() - start < LENGTH.toNanos())
                .peek(fault -> count++)
                .flatMap(fault -> Stream.of(fault, new Fault("pause", () -> {}, faults.pause(), this::sample, "")));
    }

    /** Looks at the nodes, some times in all; everything is up. */
    private void sample() throws IOException {
        if (System.nanoTime() - lastSample < LENGTH.toNanos() / SAMPLES) {
            return;
        }
        lastSample = System.nanoTime();
        for (Map.Entry<Node, List<Footprint>> node : footprints.entrySet()) {
            node.getValue().add(Footprint.of(node.getKey()));
        }
    }

    private static void assertFlat(Node node, List<Footprint> all) {
        int quarter = Math.max(1, all.size() / 4);
        Footprint first = Footprint.median(all.subList(0, quarter));
        Footprint last = Footprint.median(all.subList(all.size() - quarter, all.size()));
        System.out.println(node.name() + ", first quarter: " + first);
        System.out.println(node.name() + ", last quarter:  " + last);
        assertThat(last.live())
                .as(node.name() + ", MiB live")
                .isLessThan((long) (GROWTH * first.live()) + MORE_LIVE_MIB);
        assertThat(last.resident())
                .as(node.name() + ", MiB resident")
                .isLessThan((long) (GROWTH * first.resident()) + MORE_RESIDENT_MIB);
        assertThat(last.descriptors())
                .as(node.name() + ", descriptors")
                .isLessThan(first.descriptors() + MORE_DESCRIPTORS);
    }
}
