package io.minirpc.tests.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.minirpc.client.RpcClient;
import io.minirpc.server.RpcServer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The clients of a server that was away do not all come back at the same moment. */
@Tag("soak")
class ReconnectStormTest {
    private static final int CLIENTS = 2_000;
    private static final int FEWER_CLIENTS = 1_000;
    private static final int DESCRIPTORS_NEEDED = 2 * CLIENTS + 500;
    private static final long AWAY_MILLIS = 10_000;
    private static final long BUCKET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final double PEAK_TO_MEAN = 3;

    @Test
    void connectsAreSpreadOut() {
        int count = clientsThatFit();
        List<RpcClient> clients = new ArrayList<>();
        RpcServer server = start(0);
        int port = server.port();
        try {
            for (int i = 0; i < count; i++) {
                RpcClient client = RpcClient.forAddress("127.0.0.1", port);
                clients.add(client);
                new WorkStub(client).echo("x");
            }
            server.shutdown(Duration.ZERO);
            WorkService.pause(AWAY_MILLIS); // how long the server is away is the point
            server = start(port);
            long[] connects = connects(server, count);

            long span = connects[count - 1] - connects[0];
            long peak = peak(connects);
            double mean = (double) count * BUCKET_NANOS / span;
            Calls.print(
                    "%,d clients back after %d s: within %.1f s, per 100 ms %.1f in the mean and %d at the peak, ratio %.2f",
                    count, AWAY_MILLIS / 1000, span / 1e9, mean, peak, peak / mean);
            assertThat(peak / mean).as("peak to mean").isLessThanOrEqualTo(PEAK_TO_MEAN);
        } finally {
            clients.forEach(RpcClient::close);
            server.close();
        }
    }

    private static RpcServer start(int port) {
        return RpcServer.builder()
                .address("127.0.0.1", port)
                .add(WorkSkeleton.bind(new WorkService()))
                .build()
                .start();
    }

    private static int clientsThatFit() {
        long limit = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                .getMaxFileDescriptorCount();
        if (limit >= DESCRIPTORS_NEEDED) {
            return CLIENTS;
        }
        Calls.print("%,d descriptors at most: %,d clients instead of %,d", limit, FEWER_CLIENTS, CLIENTS);
        return FEWER_CLIENTS;
    }

    /** Returns when each connection came, as the server has it, to a millisecond. */
    private static long[] connects(RpcServer server, int count) {
        long[] times = new long[count];
        int seen = 0;
        long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (seen < count && System.nanoTime() < patience) {
            int now = Math.min(server.stats().connections(), count);
            long time = System.nanoTime();
            while (seen < now) {
                times[seen++] = time;
            }
            LockSupport.parkNanos(SAMPLE_NANOS);
        }
        await().untilAsserted(() -> assertThat(server.stats().connections()).isEqualTo(count));
        return times;
    }

    private static long peak(long[] connects) {
        int buckets = (int) ((connects[connects.length - 1] - connects[0]) / BUCKET_NANOS) + 1;
        int[] perBucket = new int[buckets];
        for (long time : connects) {
            perBucket[(int) ((time - connects[0]) / BUCKET_NANOS)]++;
        }
        return IntStream.of(perBucket).max().orElseThrow();
    }
}
