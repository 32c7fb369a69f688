package io.minirpc.client;

import static io.minirpc.server.TestService.ADD;
import static io.minirpc.server.TestService.ECHO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.VersionOneServer.Received;
import io.minirpc.internal.transport.RawPeer;
import io.minirpc.server.TestService.Pair;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that take calls in and never say a word again, as those do whose machine is gone or whose process stands. */
class SilentServerTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG_ENOUGH_TO_BE_SENT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(1);

    private VersionOneServer server;

    @BeforeEach
    void start() throws IOException {
        server = new VersionOneServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private RpcClient client(int connections, Duration deadline) {
        return RpcClient.builder()
                .address("127.0.0.1", server.port())
                .wireFormat(WireFormat.BINARY)
                .connections(connections)
                .callTimeout(deadline)
                .build();
    }

    private static void timeOut(RpcClient client, Duration deadline) {
        assertThatThrownBy(() -> client.withTimeout(deadline).callBlocking(ADD, new Pair(1, 2)))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.DEADLINE_EXCEEDED));
    }

    private Received requestWith(String text) throws InterruptedException {
        Received request = server.next();
        while (!request.frame().text().contains("\"" + text + "\"")) {
            request = server.next();
        }
        return request;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theConnectionIsReplacedAndTheCallsOnItGoOn(boolean saysHello) throws Exception {
        try (RpcClient client = client(1, SHORT)) {
            CompletableFuture<String> slow = client.withTimeout(LONG).call(ECHO, "x");
            Received received = server.next();
            if (saysHello) {
                received.peer().send(0, 2, 0, new byte[] {8, 7});
            }
            await().until(() -> {
                timeOut(client, SHORT);
                return server.connections() == 2;
            });
            CompletableFuture<String> onTheNext = client.withTimeout(LONG).call(ECHO, "y");
            requestWith("y").answer("\"y\"", "");
            assertThat(onTheNext.join()).isEqualTo("y");
            received.answer("\"late\"", "");
            assertThat(slow.join()).isEqualTo("late");
        }
    }

    @Test
    void theOtherConnectionsOfThePoolArePreferredUntilItSaysSomething() throws Exception {
        try (RpcClient client = client(2, LONG)) {
            await().until(() -> {
                CompletableFuture<Integer> sum = client.call(ADD, new Pair(1, 2));
                server.next().answer("3", "");
                return sum.join() == 3 && client.stats().readyConnections() == 2;
            });
            int heartbeats = server.heartbeats();
            timeOut(client, LONG_ENOUGH_TO_BE_SENT);
            RawPeer silent = server.next().peer();
            await().until(() -> server.heartbeats() > heartbeats); // it was asked

            for (int i = 0; i < 20; i++) {
                CompletableFuture<Integer> sum = client.call(ADD, new Pair(1, 2));
                Received received = server.next();
                assertThat(received.peer()).isNotSameAs(silent);
                received.answer("3", "");
                sum.join();
            }
            silent.send(0, 2, 0, "");
            await().until(() -> {
                CompletableFuture<Integer> sum = client.call(ADD, new Pair(1, 2));
                Received received = server.next();
                received.answer("3", "");
                return sum.join() == 3 && received.peer() == silent;
            });
        }
    }
}
