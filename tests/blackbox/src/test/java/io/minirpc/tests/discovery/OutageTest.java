package io.minirpc.tests.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.client.RpcClient;
import io.minirpc.discovery.Registry;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.registry.etcd.EtcdRegistry;
import io.minirpc.server.RpcServer;
import io.minirpc.tests.resilience.Calls;
import io.minirpc.tests.servers.RequiresEtcd;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A minute without etcd costs no call, next to no time, and few words. Servers and client are in this process, with a
 * registry each, so that the time of all is counted.
 */
@RequiresEtcd
@Tag("soak")
class OutageTest {
    private static final int SECONDS = 60;
    private static final int SERVERS = 3;
    private static final int REGISTRIES = SERVERS + 1;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    void closeAll() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aMinuteWithoutEtcdCostsNoCall() throws Exception {
        EtcdServer etcd = keep(EtcdServer.start());
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < SERVERS; i++) {
            Registry registry = registry(etcd);
            RpcServer server = keep(NodeProgram.start(NodeProgram.Kind.USUAL, settings -> settings.registry(registry)));
            ports.add(server.port());
        }
        RpcClient client = keep(RpcClient.builder().registry(registry(etcd)).build());
        Load load = keep(Load.start(client));
        load.awaitAnswersOf(ports);
        long callsBefore = load.calls();

        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        long used;
        try {
            System.setErr(new PrintStream(printed, true));
            long cpu = registryNanos();
            etcd.kill();
            TimeUnit.SECONDS.sleep(SECONDS); // what is measured is this minute
            used = registryNanos() - cpu;
        } finally {
            System.setErr(err);
        }
        load.awaitAnswersOf(ports);
        long calls = load.calls() - callsBefore;
        etcd.restart();
        await().atMost(Registry.DEFAULT_TTL.plusSeconds(2))
                .until(() -> etcd.control().list("/mini-rpc/Node/").size() == SERVERS);
        load.awaitAnswersOf(ports);
        load.stop();

        double percent = 100.0 * used / TimeUnit.SECONDS.toNanos(SECONDS);
        long lines = printed.toString().lines().count();
        Calls.print(
                "etcd killed for %d s: %d of %,d calls failed, %.2f %% of a CPU and %d log lines for %d registries",
                SECONDS, load.failures().size(), calls, percent, lines, REGISTRIES);
        load.assertNoneFailed();
        assertThat(percent).isLessThan(5);
        assertThat(lines).as(printed.toString()).isBetween((long) REGISTRIES, 3L * REGISTRIES);
    }

    private Registry registry(EtcdServer etcd) {
        return keep(EtcdRegistry.builder().url(etcd.url()).build());
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        open.push(closeable);
        return closeable;
    }

    private static long registryNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("minirpc-etcd") || thread.getName().startsWith("grpc-")) {
                sum += Math.max(0, threads.getThreadCpuTime(thread.getId()));
            }
        }
        return sum;
    }
}
