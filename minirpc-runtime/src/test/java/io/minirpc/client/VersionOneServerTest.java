package io.minirpc.client;

import static io.minirpc.server.TestService.ADD;
import static io.minirpc.server.TestService.ECHO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.VersionOneServer.Received;
import io.minirpc.server.TestService.Pair;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a server that knows nothing beyond version 1, or misbehaves. */
class VersionOneServerTest {
    /** The time that a call without metadata waits for the hello. */
    private static final Duration BRIEF = Duration.ofMillis(250);

    private VersionOneServer server;

    @BeforeEach
    void start() throws IOException {
        server = new VersionOneServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private RpcClientBuilder client() {
        return RpcClient.builder().address("127.0.0.1", server.port()).helloTimeout(Duration.ofMillis(50));
    }

    private static void assertFailsWith(CompletableFuture<?> call, StatusCode code, String text) {
        assertThatThrownBy(call::join)
                .cause()
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(text);
    }

    @Test
    void nativeCallsFallBackToBinaryWhereNoHelloComes() throws Exception {
        try (RpcClient client = client().build()) {
            CompletableFuture<Integer> sum = client.call(ADD, new Pair(1, 2));
            Received request = server.next();
            assertThat(request.frame().codec()).isEqualTo(1);
            assertThat(request.frame().text()).contains("Test.Add").endsWith("{\"A\":1,\"B\":2}\0\0");
            request.answer("3", "");
            assertThat(sum.join()).isEqualTo(3);
        }
    }

    @Test
    void nativeCallWaitsBrieflyForTheHelloAndABinaryOneDoesNot() throws Exception {
        assertThat(timeToTheRequest(WireFormat.NATIVE)).isGreaterThanOrEqualTo(BRIEF);
        // Once is enough: on a busy machine it may take as long without any wait.
        await().until(() -> timeToTheRequest(WireFormat.BINARY).compareTo(BRIEF) < 0);
    }

    /** Returns how long the first call of a client takes to arrive at a server that says no hello. */
    private Duration timeToTheRequest(WireFormat format) throws Exception {
        long start = System.nanoTime();
        try (RpcClient client =
                client().helloTimeout(Duration.ofMinutes(1)).wireFormat(format).build()) {
            CompletableFuture<Integer> sum = client.call(ADD, new Pair(1, 2));
            Received request = server.next();
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            request.answer("3", "");
            assertThat(sum.join()).isEqualTo(3);
            return time;
        }
    }

    @Test
    void answersInAnyOrderReachTheirCalls() throws Exception {
        try (RpcClient client = client().wireFormat(WireFormat.JSON).build()) {
            List<CompletableFuture<String>> calls = new ArrayList<>();
            List<Received> requests = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                calls.add(client.call(ECHO, "text " + i));
                requests.add(server.next());
            }
            Collections.shuffle(requests, new java.util.Random(1));
            for (Received request : requests) {
                String args = request.frame().text().replaceAll(".*\"Args\":(.*)}", "$1");
                request.answer(args, "");
            }
            for (int i = 0; i < 100; i++) {
                assertThat(calls.get(i).join()).isEqualTo("text " + i);
            }
        }
    }

    @Test
    void errorsWithoutACodeAreUnknown() throws Exception {
        try (RpcClient client = client().wireFormat(WireFormat.BINARY).build()) {
            CompletableFuture<Integer> call = client.call(ADD, new Pair(1, 2));
            server.next().answer("0", "divide by zero");
            assertFailsWith(call, StatusCode.UNKNOWN, "divide by zero");
        }
    }

    @Test
    void strayAndDuplicateResponsesAreDroppedAndCounted() throws Exception {
        try (RpcClient client = client().wireFormat(WireFormat.JSON).build()) {
            CompletableFuture<Integer> call = client.call(ADD, new Pair(1, 2));
            Received request = server.next();
            request.peer().send(0, 1, 12_345, "{}");
            request.answer("3", "");
            request.answer("4", "");
            request.peer().send(0, 0, 1, "{}");
            assertThat(call.join()).isEqualTo(3);
            await().until(() -> client.stats().strayFrames() == 3);
        }
    }

    @Test
    void aBodyThatCannotBeReadFailsItsCallAlone() throws Exception {
        try (RpcClient client = client().wireFormat(WireFormat.JSON).build()) {
            CompletableFuture<Integer> bad = client.call(ADD, new Pair(1, 2));
            Received request = server.next();
            CompletableFuture<Integer> good = client.call(ADD, new Pair(1, 2));
            Received other = server.next();
            request.peer().send(0, 1, request.frame().seq(), "{\"Reply\":");
            assertFailsWith(bad, StatusCode.INTERNAL, "cannot be read");
            other.answer("3", "");
            assertThat(good.join()).isEqualTo(3);
        }
    }

    @Test
    void aBadFrameEndsTheConnectionAndFailsEveryCallOnIt() throws Exception {
        try (RpcClient client = client().wireFormat(WireFormat.JSON).build()) {
            CompletableFuture<Integer> one = client.call(ADD, new Pair(1, 2));
            CompletableFuture<Integer> two = client.call(ADD, new Pair(1, 2));
            server.next();
            server.next().peer().send("6d72700100010000000affffffff");
            assertFailsWith(one, StatusCode.UNAVAILABLE, "4294967295 bytes");
            assertFailsWith(two, StatusCode.UNAVAILABLE, "bad frame");
            CompletableFuture<Integer> again = client.call(ADD, new Pair(1, 2));
            server.next().answer("3", "");
            assertThat(again.join()).isEqualTo(3);
        }
    }

    @Test
    void nativeFramesFromAServerThatDidNotSayHelloEndTheConnection() throws Exception {
        try (RpcClient client = client().wireFormat(WireFormat.BINARY).build()) {
            CompletableFuture<Integer> call = client.call(ADD, new Pair(1, 2));
            Received request = server.next();
            request.peer().send(2, 1, request.frame().seq(), new byte[1]);
            assertFailsWith(call, StatusCode.UNAVAILABLE, "codec: 02");
        }
    }

    @Test
    void anUnansweredHeartbeatMeansNothingBeforeThePeerHasAnsweredOne() throws Exception {
        try (RpcClient client = client().wireFormat(WireFormat.JSON)
                .heartbeat(Duration.ofMillis(20))
                .build()) {
            CompletableFuture<Integer> call = client.call(ADD, new Pair(1, 2));
            Received request = server.next();
            await().until(() -> server.heartbeats() > 8);
            request.answer("3", "");
            assertThat(call.join()).isEqualTo(3);

            CompletableFuture<Integer> doomed = client.call(ADD, new Pair(1, 2));
            server.next().peer().send(0, 2, 0, new byte[0]);
            assertFailsWith(doomed, StatusCode.UNAVAILABLE, "heartbeats");
        }
    }

    @Test
    void aRefusedConnectionFailsCallsAtOnce() throws Exception {
        server.close();
        try (RpcClient client = client().build()) {
            assertFailsWith(client.call(ADD, new Pair(1, 2)), StatusCode.UNAVAILABLE, "cannot connect");
            assertThatThrownBy(() -> client.callBlocking(ADD, new Pair(1, 2)))
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.UNAVAILABLE));
        }
    }

    @Test
    void anInterruptedCallerIsLetGo() throws Exception {
        try (RpcClient client = client().wireFormat(WireFormat.JSON).build()) {
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                try {
                    client.callBlocking(ADD, new Pair(1, 2));
                } catch (Throwable e) {
                    thrown.complete(Thread.currentThread().isInterrupted() ? e : null);
                }
            });
            caller.start();
            server.next();
            caller.interrupt();
            assertThat(thrown.join())
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.CANCELLED));
        }
    }
}
