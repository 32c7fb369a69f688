package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.client.RpcClient;
import io.minirpc.tls.LogLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers can make a handler throw as often as they like fills no log. */
class FailingCallsLogTest {
    private static final int CALLS = 1_000;

    @ParameterizedTest
    @ValueSource(strings = {"undeclared", "error", "overflow", "no such thing"})
    void callsThatFailGetALineASecondTogether(String how) {
        RpcServer server = RpcServer.builder()
                .host("127.0.0.1")
                .maxQueuedPerConnection(CALLS)
                .add(TestService.binding(new CompletableFuture<>()))
                .build()
                .start();
        try (LogLines lines = new LogLines();
                RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", server.port())
                        .deadline(Duration.ofSeconds(60))
                        .build()) {
            long start = System.nanoTime();
            List<CompletableFuture<?>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(client.call(TestService.FAIL, how));
            }
            calls.forEach(call -> call.handle((reply, thrown) -> thrown).join());
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            assertThat(lines.with("Test.Fail failed")).hasSizeBetween(1, (int) seconds + 2);
        } finally {
            server.shutdown(Duration.ZERO);
        }
    }
}
