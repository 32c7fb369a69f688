package io.minirpc.gochat.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.cluster.Cluster;
import io.minirpc.gochat.cluster.Fault;
import io.minirpc.gochat.cluster.Node;
import io.minirpc.tests.servers.RequiresEtcd;
import io.minirpc.tests.servers.RequiresMariaDb;
import io.minirpc.tests.servers.RequiresRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Row "rolling restart": all services and gateways are replaced, one after the other, under load. No send fails after
 * the client's own retry, and clients come back spread over time.
 */
@RequiresEtcd
@RequiresRedis
@RequiresMariaDb
@Tag("process")
@Tag("soak")
@Timeout(900)
class RollingRestartTest {
    private static final int MAX_PEAK_TO_MEAN = 3;

    /** The last clients of a gateway come back after its drain and the longest hint, 3 s each. */
    private static final Duration COMING_BACK = Duration.ofSeconds(8);

    /** When a gateway was asked to end. */
    private record Drain(String gateway, long start) {}

    private final List<Drain> drains = new ArrayList<>();

    @Test
    void noSendFailsAndReconnectsAreSpreadWhileAllProcessesAreReplaced() throws Exception {
        try (Cluster cluster = Cluster.builder().gatewayFlags("--drain", "3s").start()) {
            List<Fault> faults = new ArrayList<>();
            cluster.services().forEach(service -> faults.add(Fault.replaced(service)));
            cluster.gateways().forEach(gateway -> faults.add(drained(gateway)));
            JudgedRun run = JudgedRun.during(
                    cluster,
                    faults,
                    "--users",
                    "100",
                    "--groups",
                    "0",
                    "--devices",
                    "2",
                    "--rate",
                    "500",
                    "--tail",
                    "60s");

            assertThat(run.report()).contains("; 0 unknown, refused: {}");
            drains.forEach(drain -> assertSpread(drain, run));
        }
    }

    private Fault drained(Node gateway) {
        Fault replaced = Fault.replaced(gateway);
        return new Fault(
                replaced.begun(),
                () -> {
                    drains.add(new Drain(gateway.name(), System.nanoTime()));
                    replaced.begins().run();
                },
                COMING_BACK,
                replaced.ends(),
                replaced.ended());
    }

    private static void assertSpread(Drain drain, JudgedRun run) {
        List<Integer> seconds = run.reconnects(drain.start(), drain.start() + COMING_BACK.toNanos());
        int first = firstOf(seconds);
        List<Integer> counts = seconds.subList(first, lastOf(seconds) + 1);
        double mean = counts.stream().mapToInt(Integer::intValue).average().orElseThrow();
        int peak = counts.stream().mapToInt(Integer::intValue).max().orElseThrow();
        System.out.printf(
                "%s drained: %s reconnects a second, peak to mean %.1f%n", drain.gateway(), counts, peak / mean);
        assertThat(peak).as(counts.toString()).isLessThanOrEqualTo((int) (MAX_PEAK_TO_MEAN * mean));
    }

    private static int firstOf(List<Integer> seconds) {
        int first = 0;
        while (seconds.get(first) == 0) {
            first++;
        }
        return first;
    }

    private static int lastOf(List<Integer> seconds) {
        int last = seconds.size() - 1;
        while (seconds.get(last) == 0) {
            last--;
        }
        return last;
    }
}
