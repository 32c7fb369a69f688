package io.minirpc.tests.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A server that hangs is noticed by its silence: three heartbeat intervals after its last sign of life. */
class FrozenServerTest {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** A heartbeat with the beginning of another. */
    private static final String ONE_AND_A_HALF = "6d72700100020000000100000000" + "6d727001";

    private static final String REST = "00020000000200000000";
    private static final long FRAME_MILLIS = 1_000;

    @Test
    void frameThatEndsWhileItsServerIsFrozenIsServed() throws Exception {
        try (ServerProcess server = ServerProcess.start(0, 128, 128, "-DframeTimeoutMillis=" + FRAME_MILLIS);
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(HexFormat.of().parseHex(ONE_AND_A_HALF));
            assertThat(socket.getInputStream().readNBytes(14))
                    .as("the answer to the whole one")
                    .hasSize(14);
            server.freeze();
            try {
                socket.getOutputStream().write(HexFormat.of().parseHex(REST));
                Thread.sleep(3 * FRAME_MILLIS); // in which nothing can happen
            } finally {
                server.thaw();
            }
            assertThat(socket.getInputStream().readNBytes(14)).as("the answer").hasSize(14);
        }
    }

    @Test
    void silenceIsNoticedAfterThreeIntervals() throws Exception {
        try (ServerProcess server = ServerProcess.start();
                RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", server.port())
                        .heartbeat(INTERVAL)
                        .callTimeout(Duration.ofMinutes(1))
                        .build()) {
            Work work = new WorkStub(client);
            CompletableFuture<Long> pending = work.later(60_000);
            CompletableFuture<Long> failedAt = pending.handle((reply, failure) -> System.nanoTime());
            work.echo("a sign of life");
            long lastSign = System.nanoTime();
            server.freeze();
            long nanos;
            try {
                nanos = failedAt.get(30, TimeUnit.SECONDS) - lastSign;
            } finally {
                server.thaw();
            }

            Calls.print(
                    "SIGSTOP with a heartbeat every %d ms: noticed after %.0f ms",
                    INTERVAL.toMillis(), Calls.millis(nanos));
            assertThat(Calls.failureOf(pending).code()).isEqualTo(StatusCode.UNAVAILABLE);
            assertThat(Duration.ofNanos(nanos))
                    .isBetween(INTERVAL.multipliedBy(5).dividedBy(2), INTERVAL.multipliedBy(4));
            await().ignoreExceptions().until(() -> work.echo("awake").equals("awake"));
        }
    }
}
