package io.minirpc.client;

import static io.minirpc.server.TestService.ADD;
import static io.minirpc.server.TestService.DIVIDE;
import static io.minirpc.server.TestService.ECHO;
import static io.minirpc.server.TestService.FAIL;
import static io.minirpc.server.TestService.NOTHING;
import static io.minirpc.server.TestService.UNBOUND;
import static io.minirpc.server.TestService.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.Limits;
import io.minirpc.server.RpcServer;
import io.minirpc.server.TestService;
import io.minirpc.server.TestService.Pair;
import io.minirpc.server.TestService.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RpcClientTest {
    private final CompletableFuture<String> waited = new CompletableFuture<>();
    private RpcServer server;

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

    private RpcClientBuilder client() {
        return RpcClient.builder().address("127.0.0.1", server.port());
    }

    private RpcClient client(WireFormat format) {
        return client().wireFormat(format).build();
    }

    @Test
    void textHasAddressAndState() {
        String address = "127.0.0.1:" + server.port();
        RpcClient client = client().build();
        assertThat(client).hasToString("RpcClient(" + address + ", connections: 0)");
        client.callBlocking(ADD, new Pair(1, 2));
        assertThat(client).hasToString("RpcClient(" + address + ", connections: 1)");
        assertThat(client.withHashKey("secret")).hasToString("view of RpcClient(" + address + ", connections: 1)");
        client.close();
        assertThat(client).hasToString("RpcClient(" + address + ", closed)");
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void callsReturnRepliesInEveryForm(WireFormat format) {
        try (RpcClient client = client(format)) {
            assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
            assertThat(client.callBlocking(DIVIDE, new Pair(7, 2))).isEqualTo(new Result(3));
            assertThat(client.callBlocking(ECHO, "日本 \"ä\"\n")).isEqualTo("日本 \"ä\"\n");
            assertThat(client.callBlocking(ECHO, null)).isNull();
            assertThat(client.callBlocking(NOTHING, null)).isNull();
            assertThat(client.call(ADD, new Pair(-1, -2)).join()).isEqualTo(-3);
        }
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void failuresKeepTheirCodeAndMessageInEveryForm(WireFormat format) {
        try (RpcClient client = client(format)) {
            client.callBlocking(ADD, new Pair(1, 2)); // by now the server has said hello
            assertFails(client, DIVIDE, new Pair(1, 0), StatusCode.INVALID_ARGUMENT, "divide by zero");
            assertFails(client, FAIL, "status", StatusCode.NOT_FOUND, "no such thing");
            assertFails(client, FAIL, "undeclared", StatusCode.INTERNAL, "internal error in Test.Fail");
            assertFails(client, FAIL, "error", StatusCode.INTERNAL, "internal error in Test.Fail");
            assertFails(client, FAIL, "overflow", StatusCode.INTERNAL, "internal error in Test.Fail");
        }
    }

    private <Q> void assertFails(
            RpcClient client, MethodDescriptor<Q, ?> method, Q arguments, StatusCode code, String message) {
        assertThatThrownBy(() -> client.callBlocking(method, arguments))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessage(method + " at 127.0.0.1:" + server.port() + ": " + message);
        assertThatThrownBy(() -> client.call(method, arguments).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void repliesThatNoFrameHoldsAreResourceExhaustedInEveryForm(WireFormat format) {
        Limits small = Limits.builder().maxFrameBytes(64 << 10).build();
        try (RpcServer tight = RpcServer.builder()
                        .address("127.0.0.1", 0)
                        .limits(small)
                        .add(TestService.binding(waited))
                        .build()
                        .start();
                RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", tight.port())
                        .wireFormat(format)
                        .build()) {
            client.callBlocking(ADD, new Pair(1, 2)); // by now the server has said hello
            assertThatThrownBy(() -> client.callBlocking(FAIL, "large"))
                    .hasMessageContaining("the message has more than 65536 bytes")
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED));
            assertThat(client.callBlocking(ADD, new Pair(3, 4))).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void declaredExceptionsArriveAsThemselvesInEveryForm(WireFormat format) {
        try (RpcClient client = client(format)) {
            client.callBlocking(ADD, new Pair(1, 2));
            Throwable thrown = catchThrowable(() -> client.callBlocking(FAIL, "declared"));
            assertThat(thrown).isInstanceOf(TestService.OddException.class).hasMessage("so odd");
            assertThat(((TestService.OddException) thrown).oddity()).isEqualTo(7);
            assertThat(thrown.getStackTrace())
                    .extracting(StackTraceElement::getClassName)
                    .contains(RpcClientTest.class.getName());
            assertThat(client.call(FAIL, "declared")).failsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    void unknownMethodsAreUnimplemented() {
        for (WireFormat format : WireFormat.values()) {
            try (RpcClient client = client(format)) {
                client.callBlocking(ADD, new Pair(1, 2));
                assertThatThrownBy(() -> client.callBlocking(UNBOUND, "x"))
                        .isInstanceOfSatisfying(
                                RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.UNIMPLEMENTED));
            }
        }
    }

    @Test
    void errorTextsThatAreTooLongForBinaryAreCut() {
        try (RpcClient client = client().wireFormat(WireFormat.BINARY).build()) {
            client.callBlocking(ADD, new Pair(1, 2));
            assertThatThrownBy(() -> client.callBlocking(FAIL, "long"))
                    .isInstanceOf(RpcException.class)
                    .hasMessageEndingWith("ää…");
        }
    }

    @Test
    void callsOfManyThreadsAndManyFuturesEachGetTheirOwnReply() throws Exception {
        try (RpcClient client = client().build()) {
            ExecutorService threads = Executors.newFixedThreadPool(16);
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int t = 0; t < 16; t++) {
                int base = t * 1_000;
                all.add(CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 500; i++) {
                                String text = "text " + (base + i);
                                CompletableFuture<String> echo = client.call(ECHO, text);
                                assertThat(client.callBlocking(ADD, new Pair(base, i)))
                                        .isEqualTo(base + i);
                                assertThat(echo.join()).isEqualTo(text);
                            }
                        },
                        threads));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
            threads.shutdown();
        }
    }

    @Test
    void aCallEndsAtItsDeadlineAndItsLateResponseIsDropped() {
        try (RpcClient client = client().callTimeout(Duration.ofSeconds(1)).build()) {
            ClientView patient = client.withTimeout(Duration.ofMinutes(1));
            patient.callBlocking(ADD, new Pair(1, 2));
            assertThatThrownBy(() -> client.callBlocking(WAIT, "x"))
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.DEADLINE_EXCEEDED));
            waited.complete("late");
            await().until(() -> client.stats().strayFrames() == 1);
            assertThat(patient.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        }
    }

    @Test
    void pendingCallsFailWhenTheConnectionDiesAndTheClientConnectsAgain() {
        try (RpcClient client = client().build()) {
            CompletableFuture<String> pending = client.call(WAIT, "x");
            client.callBlocking(ADD, new Pair(1, 2));
            int port = server.port();
            server.shutdown(Duration.ZERO);
            assertThatThrownBy(pending::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.UNAVAILABLE));
            server = RpcServer.builder()
                    .address("127.0.0.1", port)
                    .add(TestService.binding(waited))
                    .build()
                    .start();
            await().ignoreExceptionsInstanceOf(RpcException.class)
                    .until(() -> client.callBlocking(ADD, new Pair(1, 2)) == 3);
        }
    }

    @Test
    void aClosedClientFailsItsCallsAndRefusesNewOnes() {
        RpcClient client = client().build();
        CompletableFuture<String> pending = client.call(WAIT, "x");
        client.close();
        client.close();
        for (CompletableFuture<?> call : List.of(pending, client.call(ADD, new Pair(1, 2)))) {
            assertThat(call).isCompletedExceptionally();
            assertThatThrownBy(call::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.UNAVAILABLE));
        }
    }

    @Test
    void blockingCallsOnAnEventLoopAreRefused() {
        try (RpcClient client = client().build()) {
            CompletableFuture<Integer> nested =
                    client.call(WAIT, "x").thenApply(reply -> client.callBlocking(ADD, new Pair(1, 2)));
            waited.complete("done"); // and only now: a callback of a call that has ended runs on this thread
            assertThatThrownBy(nested::join)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("remedy");
        }
    }

    @Test
    void theCallbackExecutorCompletesFutures() {
        try (RpcClient client = client().callbackExecutor(task -> new Thread(task, "callback").start())
                .build()) {
            CompletableFuture<String> thread = client.call(WAIT, "x")
                    .thenApply(reply -> Thread.currentThread().getName());
            waited.complete("done");
            assertThat(thread.join()).isEqualTo("callback");
        }
    }

    @Test
    void argumentsThatDoNotFitAFrameFailAtTheSender() {
        try (RpcClient client = client().build()) {
            client.callBlocking(ADD, new Pair(1, 2));
            assertThatThrownBy(() -> client.callBlocking(ECHO, "x".repeat((1 << 20) + 1)))
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.INVALID_ARGUMENT))
                    .hasCauseInstanceOf(CodecException.class);
            assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        }
    }
}
