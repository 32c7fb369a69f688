package io.minirpc.server;

import static io.minirpc.server.TestService.ADD;
import static io.minirpc.server.TestService.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.CallContext;
import io.minirpc.client.RpcClient;
import io.minirpc.internal.transport.RawPeer;
import io.minirpc.server.TestService.Pair;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Durations at and beyond the ends of what fits into nanoseconds. */
@Timeout(60)
class LongTimesTest {
    private final CompletableFuture<String> waited = new CompletableFuture<>();
    private RpcServer server;

    static Stream<Duration> graces() {
        return Stream.of(
                ChronoUnit.FOREVER.getDuration(),
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofDays(365 * 300),
                Duration.ofDays(400),
                Duration.ofMillis(-5),
                Duration.ofSeconds(Long.MIN_VALUE));
    }

    static Stream<Duration> timeouts() {
        return Stream.of(Duration.ofDays(25), Duration.ofMillis(1L << 32), Duration.ofDays(365));
    }

    @BeforeEach
    void startServer() {
        server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .add(TestService.binding(waited))
                .build()
                .start();
    }

    @AfterEach
    void stopServer() {
        server.shutdown(Duration.ZERO);
    }

    @ParameterizedTest
    @MethodSource("graces")
    void idleServerShutsDownWhateverTheGrace(Duration grace) throws Exception {
        server.shutdown(grace);
        server.close();
        server.awaitTermination();
    }

    @Test
    void shutdownWithoutAnEndWaitsForTheCallsThatRun() throws Exception {
        try (RpcClient client = RpcClient.forAddress("127.0.0.1", server.port());
                RawPeer peer = RawPeer.connect(server.port())) {
            CompletableFuture<String> call = client.call(WAIT, "");
            await().until(() -> server.stats().inFlight() == 1);
            CompletableFuture<Void> shutdown =
                    CompletableFuture.runAsync(() -> server.shutdown(ChronoUnit.FOREVER.getDuration()));
            await().until(() -> {
                peer.send(0, 0, 1, "{\"ServiceMethod\":\"Test.Add\",\"Args\":{\"A\":1,\"B\":2}}");
                return peer.read().text().contains("shutting down");
            });
            assertThat(shutdown).isNotDone();
            waited.complete("done");
            assertThat(call.join()).isEqualTo("done");
            shutdown.join();
        }
    }

    @ParameterizedTest
    @MethodSource("timeouts")
    void clientConnectsWhateverItsTimeouts(Duration timeout) {
        try (RpcClient client = RpcClient.builder()
                .address("127.0.0.1", server.port())
                .connectTimeout(timeout)
                .helloTimeout(timeout)
                .heartbeat(timeout)
                .callTimeout(timeout)
                .build()) {
            assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
            assertThat(client.withTimeout(timeout).callBlocking(ADD, new Pair(1, 2)))
                    .isEqualTo(3);
            CallContext forever = CallContext.create(ChronoUnit.FOREVER.getDuration());
            forever.run(
                    () -> assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3));
        }
    }

    @ParameterizedTest
    @MethodSource("timeouts")
    void serverServesWhateverItsTimeouts(Duration timeout) {
        RpcServer patient = RpcServer.builder()
                .inProcess("patient")
                .handshakeTimeout(timeout)
                .frameTimeout(timeout)
                .stallTimeout(timeout)
                .idleTimeout(timeout)
                .add(TestService.binding(waited))
                .build()
                .start();
        try (patient;
                RpcClient client = RpcClient.builder().inProcess("patient").build()) {
            assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        }
    }
}
