package io.minirpc.tests.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.client.RpcClient;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A thousand peers that send a byte a second do not slow down those who behave. */
@Tag("soak")
class CrawlingPeersTest {
    private static final int PEERS = 1_000;
    private static final int ROUNDS = 7;
    private static final int MEASURED_SECONDS = 3;
    private static final double RATIO = 1.2;

    @Test
    @Disabled("not met on two cores that clients, peers and server share: ratio 1.5 to 2.0 (expected: up to 1.2)")
    void crawlersDoNotMoveThe99thPercentileOfOthers() throws Exception {
        try (ServerProcess server = ServerProcess.start();
                RpcClient client = RpcClient.connect("127.0.0.1", server.port())) {
            Work work = new WorkStub(client);
            Latency.p99(work); // warms up
            Latency.p99(work);
            long[] alone = new long[ROUNDS];
            long[] together = new long[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                alone[i] = Latency.p99(work);
                try (Peers peers = new Peers(server.port(), PEERS)) {
                    peers.greet();
                    peers.beginRequests();
                    CompletableFuture<Void> crawling = CompletableFuture.runAsync(
                            () -> peers.crawl(MEASURED_SECONDS + 1), task -> new Thread(task).start());
                    together[i] = Latency.p99(work);
                    crawling.join();
                }
            }

            double ratio = (double) Calls.median(together) / Calls.median(alone);
            Calls.print(
                    "%,d peers that send a byte a second: p99 of others %.0f us instead of %.0f us, ratio %.2f",
                    PEERS, Calls.median(together) / 1e3, Calls.median(alone) / 1e3, ratio);
            assertThat(ratio).isLessThanOrEqualTo(RATIO);
        }
    }
}
