package io.minirpc.registry.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.tests.servers.Lists;
import io.minirpc.tests.servers.RequiresEtcd;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a registry costs while etcd is away. */
@RequiresEtcd
@Tag("soak")
class OutageTest {
    private static final int SECONDS = 60;
    private static final int SERVICES = 10;

    @Test
    void aMinuteWithoutEtcdCostsNextToNothing() throws Exception {
        measure("killed", EtcdServer::kill);
    }

    @Test
    void aMinuteWithAFrozenEtcdCostsNextToNothing() throws Exception {
        measure("frozen", EtcdServer::stop);
    }

    private interface Loss {
        void bringAbout(EtcdServer etcd) throws Exception;
    }

    private static void measure(String name, Loss loss) throws Exception {
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (EtcdServer etcd = EtcdServer.start();
                Registry registry = EtcdRegistry.builder().url(etcd.url()).build()) {
            Endpoint endpoint = Endpoint.of("10.0.0.7", 9000);
            for (int i = 0; i < SERVICES; i++) {
                Lists lists = new Lists();
                registry.register("Service" + i, endpoint, Registry.DEFAULT_TTL).get(10, TimeUnit.SECONDS);
                registry.watch("Service" + i, lists);
                lists.awaitList(endpoint);
            }
            System.setErr(new PrintStream(printed, true));
            long cpu = cpuNanos();
            loss.bringAbout(etcd);
            TimeUnit.SECONDS.sleep(SECONDS); // what is measured is this minute
            long used = cpuNanos() - cpu;
            System.setErr(err);

            double percent = 100.0 * used / TimeUnit.SECONDS.toNanos(SECONDS);
            long lines = printed.toString().lines().count();
            System.out.printf(
                    "etcd %s for %d s, %d services announced and watched: %.2f %% of a CPU, %d log lines%n",
                    name, SECONDS, SERVICES, percent, lines);
            assertThat(percent).isLessThan(5);
            assertThat(lines).as(printed.toString()).isBetween(1L, 3L);
            etcd.restart();
            await().atMost(Duration.ofSeconds(12))
                    .ignoreExceptions()
                    .until(() -> etcd.control().list("/mini-rpc/").size() == SERVICES);
        } finally {
            System.setErr(err);
        }
    }

    private static long cpuNanos() {
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
