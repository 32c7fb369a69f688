package io.minirpc.tests.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.client.RpcClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that reads all the time gets all replies, however many end at once, with all defaults. */
class LargeRepliesTest {
    private static final double MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @CsvSource({"128,200000", "32,1000000", "6,4000000"})
    void burstsOfLargeRepliesAreAllAnswered(int calls, int bytes) throws Exception {
        burst(10, calls, bytes);
    }

    @ParameterizedTest
    @CsvSource({"128,200000", "32,1000000", "6,4000000"})
    @Tag("soak")
    void hundredBurstsOfLargeRepliesAreAllAnswered(int calls, int bytes) throws Exception {
        burst(100, calls, bytes);
    }

    private static void burst(int rounds, int calls, int bytes) throws Exception {
        try (ServerProcess server = ServerProcess.start(0, 128, 128, "-Xmx512m", "-XX:+ExitOnOutOfMemoryError");
                RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", server.port())
                        .callTimeout(Duration.ofMinutes(1))
                        .build()) {
            long start = System.nanoTime();
            Map<String, Integer> outcomes = new TreeMap<>();
            for (int round = 0; round < rounds; round++) {
                List<CompletableFuture<byte[]>> replies = IntStream.range(0, calls)
                        .mapToObj(i -> client.call(WorkMethods.BYTES, new WorkMethods.BytesArgs(bytes)))
                        .toList();
                replies.forEach(reply -> outcomes.merge(outcome(reply), 1, Integer::sum));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Calls.print(
                    "%d bursts of %d replies of %,d bytes: %s, %.0f MiB/s, %.0f MiB of the server's heap used after it",
                    rounds,
                    calls,
                    bytes,
                    outcomes,
                    rounds * (double) calls * bytes / MEBIBYTE / seconds,
                    new WorkStub(client).usedHeap() / MEBIBYTE);
            assertThat(outcomes).isEqualTo(Map.of(bytes + " bytes", rounds * calls));
        }
    }

    /** Returns the length of a reply, or why there is none. */
    private static String outcome(CompletableFuture<byte[]> reply) {
        return reply.handle((all, failure) -> failure == null ? all.length + " bytes" : failure.toString())
                .join();
    }
}
