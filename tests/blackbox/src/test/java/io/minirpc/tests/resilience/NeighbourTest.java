package io.minirpc.tests.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.client.RpcClient;
import io.minirpc.server.RpcServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A slow method, called many times on the same connection, does not slow down a quick one. */
@Tag("soak")
class NeighbourTest {
    private static final int SLOW_MILLIS = 5_000;
    private static final int SLOW_CALLS = 100;
    private static final int ROUNDS = 5;
    private static final double RATIO = 1.5;

    @Test
    void sleepersDoNotMoveThe99thPercentileOfOthers() {
        try (RpcServer server = RpcServer.builder()
                        .address("127.0.0.1", 0)
                        .add(WorkSkeleton.bind(new WorkService()))
                        .build()
                        .start();
                RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", server.port())
                        .callTimeout(Duration.ofSeconds(30))
                        .build()) {
            Work work = new WorkStub(client);
            Latency.p99(work); // warms up
            long[] alone = new long[ROUNDS];
            long[] together = new long[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                alone[i] = Latency.p99(work);
                List<CompletableFuture<Long>> sleepers = sleepers(client);
                await().until(() -> server.stats().inFlight() == SLOW_CALLS);
                together[i] = Latency.p99(work);
                Calls.awaitEnd(sleepers);
                assertThat(sleepers).noneMatch(CompletableFuture::isCompletedExceptionally);
            }

            double ratio = (double) Calls.median(together) / Calls.median(alone);
            Calls.print(
                    "%d calls that sleep %d s: p99 of others %.0f us instead of %.0f us, ratio %.2f",
                    SLOW_CALLS, SLOW_MILLIS / 1000, Calls.median(together) / 1e3, Calls.median(alone) / 1e3, ratio);
            assertThat(ratio).isLessThanOrEqualTo(RATIO);
        }
    }

    private static List<CompletableFuture<Long>> sleepers(RpcClient client) {
        List<CompletableFuture<Long>> sleepers = new ArrayList<>();
        for (int i = 0; i < SLOW_CALLS; i++) {
            sleepers.add(client.call(WorkMethods.SLEEP, new WorkMethods.SleepArgs(SLOW_MILLIS)));
        }
        return sleepers;
    }
}
