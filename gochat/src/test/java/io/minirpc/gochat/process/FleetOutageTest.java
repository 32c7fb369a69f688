package io.minirpc.gochat.process;

import static io.minirpc.gochat.process.ClusterTest.HEALING;
import static io.minirpc.gochat.process.ClusterTest.calm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.minirpc.gochat.cluster.Cluster;
import io.minirpc.gochat.cluster.Fault;
import io.minirpc.gochat.cluster.Node;
import io.minirpc.localservers.MariaDbServer;
import io.minirpc.tests.servers.RequiresEtcd;
import io.minirpc.tests.servers.RequiresMariaDb;
import io.minirpc.tests.servers.RequiresRedis;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
    Path disk;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=1g", "tmpfs", disk.toString()) == 0;
        assumeTrue(mounted, "a tmpfs of its own needs root: this test was skipped");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", "--lazy", disk.toString())).isZero();
        }
    }

    @Test
    void frozenDatabaseAndFullDiskAreTemporaryErrorsAndBoundedMemory() throws Exception {
        try (Cluster cluster = Cluster.builder()
                        .gateways(2)
                        .gatewayFlags("--heartbeat", "2s", "--drain", "200ms")
                        .database(MariaDbServer.builder().data(disk.resolve("data")))
                        .start();
                Flood flood = new Flood(cluster.urls())) {
            assertMemoryIsBounded(cluster, "before");
            JudgedRun.during(
                    cluster,
                    List.of(frozen(cluster, flood), calm(HEALING), full(cluster, flood), calm(HEALING)),
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

    private Fault full(Cluster cluster, Flood flood) {
        Path filler = disk.resolve("filler");
        return new Fault(
                "full disk, and flooded",
                () -> {
                    flood.start();
                    fill(filler);
                    flood.awaitBusy(100);
                },
                FULL,
                () -> {
                    assertMemoryIsBounded(cluster, "disk full for 10 s");
                    assertThat(flood.stop("full disk")).isLessThan(SLOW);
                    Files.delete(filler);
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

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4_096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
