package io.minirpc.tests.servers;

import io.minirpc.localservers.EtcdServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The cost of the registries of this process while etcd is away.
 *
 * @param cpuPercent the time of their threads, in percent of a CPU
 * @param log what was printed to the standard error meanwhile
 */
public record OutageCost(double cpuPercent, String log) {
    /** Takes etcd away and measures what the time without it costs. Etcd stays away. */
    public static OutageCost measure(EtcdServer etcd, EtcdLoss loss, Duration duration)
            throws IOException, InterruptedException {
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
            long before = registryNanos();
            loss.begin(etcd);
            TimeUnit.NANOSECONDS.sleep(duration.toNanos()); // what is measured is this time
            double percent = 100.0 * (registryNanos() - before) / duration.toNanos();
            return new OutageCost(percent, printed.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(err);
        }
    }

    /** Returns how many lines were logged. */
    public long logLines() {
        return log.lines().count();
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
