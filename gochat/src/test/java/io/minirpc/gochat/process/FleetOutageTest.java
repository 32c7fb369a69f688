package io.minirpc.gochat.process;

import static io.minirpc.gochat.process.ClusterTest.HEALING;
import static io.minirpc.gochat.process.ClusterTest.calm;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.cluster.Cluster;
import io.minirpc.gochat.cluster.Fault;
import io.minirpc.gochat.cluster.Node;
import io.minirpc.localservers.MariaDbServer;
import io.minirpc.tests.servers.RequiresEtcd;
import io.minirpc.tests.servers.RequiresMariaDb;
import io.minirpc.tests.servers.RequiresRedis;
import io.minirpc.tests.servers.SmallDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fleet whose database stands still, and then has a full disk, while users send more than can wait: temporary errors
 * in time, bounded memory, and nothing lost or out of order afterwards.
 */
@RequiresEtcd
@RequiresRedis
@RequiresMariaDb
@Tag("process")
@Tag("soak")
@Timeout(600)
class FleetOutageTest {
    private static final Duration FROZEN = Duration.ofSeconds(30);
    private static final Duration FULL = Duration.ofSeconds(10);

    /** 3 s are promised; the machine may be slow. */
    private static final Duration SLOW = Duration.ofSeconds(5);

    /** Half of what the processes have: beyond, something gathers that has no bound. */
    private static final long MAX_LIVE_MIB = 128;

    @TempDir
    Path folder;

    @Test
    void frozenDatabaseAndFullDiskAreTemporaryErrorsAndBoundedMemory() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder, "1g");
                Cluster cluster = Cluster.builder()
                        .gateways(2)
                        .gatewayFlags("--heartbeat", "2s", "--drain", "200ms")
                        .database(MariaDbServer.builder().data(disk.resolve("data")))
                        .start();
                Flood flood = new Flood(cluster.urls())) {
            assertMemoryIsBounded(cluster, "before");
            JudgedRun.during(
                    cluster,
                    List.of(frozen(cluster, flood), calm(HEALING), full(cluster, flood, disk), calm(HEALING)),
                    ClusterTest.full(FROZEN));
            assertMemoryIsBounded(cluster, "after");
        }
    }

    private static Fault frozen(Cluster cluster, Flood flood) {
        return new Fault(
                "MariaDB frozen, and flooded",
                () -> {
                    cluster.database().stop();
                    flood.start();
                },
                FROZEN,
                () -> {
                    try {
                        assertMemoryIsBounded(cluster, "frozen for 30 s");
                        assertThat(flood.stop("frozen")).isLessThan(SLOW);
                    } finally {
                        cluster.database().cont();
                    }
                },
                "");
    }

    private static Fault full(Cluster cluster, Flood flood, SmallDisk disk) {
        return new Fault(
                "full disk, and flooded",
                () -> {
                    disk.fill();
                    flood.start();
                    flood.awaitBusy(100);
                },
                FULL,
                () -> {
                    assertMemoryIsBounded(cluster, "disk full for 10 s");
                    assertThat(flood.stop("full disk")).isLessThan(SLOW);
                    disk.free();
                },
                "");
    }

    private static void assertMemoryIsBounded(Cluster cluster, String when) throws IOException {
        for (Node node : cluster.nodes()) {
            Memory memory = Memory.of(node);
            System.out.println(when + ": " + node.name() + " has " + memory);
            assertThat(memory.live()).as(node.name()).isLessThan(MAX_LIVE_MIB);
        }
    }
}
