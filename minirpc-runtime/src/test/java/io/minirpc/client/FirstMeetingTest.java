package io.minirpc.client;

import static io.minirpc.server.TestService.ADD;
import static io.minirpc.server.TestService.ECHO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.VersionOneServer.Received;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.Limits;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.InMemoryRegistry;
import io.minirpc.discovery.Registry;
import io.minirpc.server.RpcServer;
import io.minirpc.server.TestService;
import io.minirpc.server.TestService.Pair;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client makes of servers, played by the test, that say hello oddly, late, or not at all. */
class FirstMeetingTest {
    private static final MethodDescriptor<byte[], Integer> SIZE =
            MethodDescriptor.builder("Test", "Size", Codecs.BYTES, Codecs.INT32).build();
    private static final MethodDescriptor<Map<String, String>, Integer> KEYS = MethodDescriptor.builder(
                    "Test", "Keys", Codecs.map(Codecs.STRING, Codecs.STRING), Codecs.INT32)
            .build();
    private static final MethodDescriptor<int[], Integer> SUM = MethodDescriptor.builder(
                    "Test", "Sum", Codecs.INT32_ARRAY, Codecs.INT32)
            .build();

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final int BINARY = 1;
    private static final int NATIVE = 2;
    private static final byte[] HELLO = {8, 7}; // all features
    private static final byte[] HELLO_WITHOUT_NATIVE = {8, 6};
    private static final byte[] NATIVE_THREE = {0, 8, 3}; // status 0, field 1: 3

    private final List<AutoCloseable> open = new ArrayList<>();
    private VersionOneServer server;

    @BeforeEach
    void start() throws IOException {
        server = new VersionOneServer();
        open.add(server);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private RpcClient client(RpcClientBuilder settings) {
        RpcClient client =
                settings.address("127.0.0.1", server.port()).callTimeout(LONG).build();
        open.add(client);
        return client;
    }

    private static void sayHello(Received request, byte[] hello) throws IOException {
        request.peer().send(0, 2, 0, hello);
    }

    private static void answerNatively(Received request) throws IOException {
        assertThat(request.frame().codec()).isEqualTo(NATIVE);
        request.peer().send(NATIVE, 1, request.frame().seq(), NATIVE_THREE);
    }

    /** Makes a call that the server answers before it has said hello. */
    private Received firstCall(RpcClient client) throws Exception {
        CompletableFuture<Integer> sum = client.call(ADD, new Pair(1, 2));
        Received request = server.next();
        assertThat(request.frame().codec()).isEqualTo(BINARY);
        request.answer("3", "");
        assertThat(sum.join()).isEqualTo(3);
        return request;
    }

    /** Makes a call that the server answers, and returns the codec that it came in. */
    private int codecOfACall(RpcClient client) throws Exception {
        CompletableFuture<Integer> sum = client.call(ADD, new Pair(1, 2));
        Received request = server.next();
        if (request.frame().codec() == NATIVE) {
            answerNatively(request);
        } else {
            request.answer("3", "");
        }
        assertThat(sum.join()).isEqualTo(3);
        return request.frame().codec();
    }

    /** Makes calls until one is native, as they are from the moment at which the client has read the hello. */
    private void assertCallsBecomeNative(RpcClient client) {
        await().until(() -> codecOfACall(client) == NATIVE);
    }

    private static void assertCannotBeSent(CompletableFuture<?> call) {
        assertThatThrownBy(call::join).cause().isInstanceOfSatisfying(RpcException.class, e -> {
            assertThat(e.code()).isEqualTo(StatusCode.INVALID_ARGUMENT);
            assertThat(e.isNotExecuted()).isTrue();
            assertThat(e).hasMessageContaining("the arguments cannot be sent");
        });
    }

    @Test
    void callThatOnlyNativeFitsIsRefusedWhereNoHelloComes() throws Exception {
        RpcClient client = client(RpcClient.builder().helloTimeout(SHORT));
        CompletableFuture<Integer> size = client.call(SIZE, new byte[3_500_000]);
        CompletableFuture<Integer> keys = client.call(KEYS, Map.of("k".repeat(300), "v"));
        assertCannotBeSent(size);
        assertCannotBeSent(keys);
        firstCall(client);
        assertCannotBeSent(client.call(KEYS, Map.of("k".repeat(300), "v")));
    }

    @Test
    void callThatOnlyBinaryFitsIsSentWhereNoHelloComes() throws Exception {
        Limits limits = Limits.builder().maxFrameBytes(1_000).build();
        RpcClient client = client(RpcClient.builder().helloTimeout(SHORT).limits(limits));
        int[] numbers = new int[200];
        Arrays.fill(numbers, -1); // 10 bytes each in native, 3 in JSON
        CompletableFuture<Integer> sum = client.call(SUM, numbers);
        server.next().answer("-200", "");
        assertThat(sum.join()).isEqualTo(-200);
    }

    @Test
    void callCarriesMetadataAndDeadlineInTheExtensionWhereNoHelloComes() throws Exception {
        RpcClient client = client(RpcClient.builder().helloTimeout(SHORT));
        client.withMetadata("k", "v").withTimeout(LONG).call(ADD, new Pair(1, 2));
        assertThat(server.next().frame().text())
                .contains("{\"A\":1,\"B\":2}\0\0mrpx")
                .contains("mrp-timeout-us")
                .endsWith("\0\1k\0\1v");
    }

    @Test
    void jsonCallCarriesMetadataAndDeadlineWhereNoHelloComes() throws Exception {
        RpcClient client =
                client(RpcClient.builder().wireFormat(WireFormat.JSON).helloTimeout(SHORT));
        client.withMetadata("k", "v").withTimeout(LONG).call(ADD, new Pair(1, 2));
        assertThat(server.next().frame().text())
                .containsPattern("\"Metadata\":\\{\"mrp-timeout-us\":\"[0-9]+\",\"k\":\"v\"}}$");
    }

    @Test
    void callWithoutMetadataHasTheFormOfVersionOne() throws Exception {
        RpcClient client = client(RpcClient.builder().helloTimeout(SHORT));
        Received request = firstCall(client);
        assertThat(request.frame().text()).endsWith("{\"A\":1,\"B\":2}\0\0");
    }

    @Test
    void answerBeforeAHelloEndsTheWait() throws Exception {
        RpcClient client = client(RpcClient.builder().helloTimeout(LONG));
        CompletableFuture<String> waiting = client.withMetadata("k", "v").call(ECHO, "x");
        firstCall(client);
        server.next().answer("\"x\"", "");
        assertThat(waiting.join()).isEqualTo("x");
    }

    @Test
    void serverThatSaysNoHelloWithinTheTimeoutIsRemembered() throws Exception {
        Duration timeout = Duration.ofSeconds(2);
        RpcClient client = client(RpcClient.builder().helloTimeout(timeout));
        client.withMetadata("k", "v").call(ECHO, "x");
        Received first = server.next(); // after the timeout; without an answer, which would be remembered too
        long start = System.nanoTime();
        first.peer().close();
        await().until(() -> server.connections() == 2);
        client.withMetadata("k", "v").call(ECHO, "y");
        assertThat(server.next().frame().text()).contains("\"y\"");
        assertThat(System.nanoTime() - start).as("nanoseconds, without a wait").isLessThan(timeout.toNanos());
    }

    @Test
    void rememberedServerGetsCallsAtOnceAndAHello() throws Exception {
        RpcClient client = client(RpcClient.builder().helloTimeout(LONG));
        firstCall(client).peer().close();
        await().until(() -> server.connections() == 2);
        CompletableFuture<String> call = client.withMetadata("k", "v").call(ECHO, "x");
        Received request = server.next();
        request.answer("\"x\"", "");
        assertThat(call.join()).isEqualTo("x");
        assertThat(server.hellos()).isEqualTo(2);
    }

    @Test
    void callThatOnlyNativeFitsWaitsForTheHelloOfARememberedServer() throws Exception {
        RpcClient client = client(RpcClient.builder().helloTimeout(LONG));
        firstCall(client).peer().close();
        await().until(() -> server.connections() == 2);
        CompletableFuture<Integer> keys = client.call(KEYS, Map.of("k".repeat(300), "v"));
        CompletableFuture<Integer> plain = client.call(ADD, new Pair(1, 2));
        Received request = server.next();
        sayHello(request, HELLO);
        answerNatively(server.next());
        request.answer("3", "");
        assertThat(keys.join()).isEqualTo(3);
        assertThat(plain.join()).isEqualTo(3);
    }

    @Test
    void lateHelloMakesLaterCallsNative() throws Exception {
        RpcClient client = client(RpcClient.builder());
        sayHello(firstCall(client), HELLO);
        assertCallsBecomeNative(client);
    }

    @Test
    void helloInPiecesIsReadAsAWhole() throws Exception {
        RpcClient client = client(RpcClient.builder());
        Received request = firstCall(client);
        for (String piece : "6d 72 70 01 00 02 00 00 00 00 00 00 00 02 08 07".split(" ")) {
            request.peer().send(piece);
        }
        assertCallsBecomeNative(client);
    }

    @Test
    void secondHelloReplacesTheFirst() throws Exception {
        RpcClient client = client(RpcClient.builder());
        Received request = firstCall(client);
        sayHello(request, HELLO);
        assertCallsBecomeNative(client);
        sayHello(request, HELLO_WITHOUT_NATIVE);
        await().until(() -> codecOfACall(client) == BINARY);
    }

    @Test
    void serverRestartedAsVersionOneGetsCallsOfVersionOne() throws Exception {
        server.close();
        int port = server.port();
        RpcServer newer = RpcServer.builder()
                .address("127.0.0.1", port)
                .add(TestService.binding(new CompletableFuture<>()))
                .build()
                .start();
        open.add(newer::close);
        RpcClient client = client(RpcClient.builder().helloTimeout(SHORT));
        assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        newer.shutdown(Duration.ZERO);
        server = new VersionOneServer(port);
        open.add(server);
        CompletableFuture<String> call = callThatIsSent(client);
        Received request = server.next();
        assertThat(request.frame().codec()).isEqualTo(BINARY);
        assertThat(request.frame().text()).endsWith("\0\1k\0\1v");
        request.answer("\"x\"", "");
        assertThat(call.join()).isEqualTo("x");
    }

    @Test
    void serverRestartedAsANewerOneIsCalledAtOnce() throws Exception {
        RpcClient client = client(RpcClient.builder().helloTimeout(LONG));
        firstCall(client);
        int port = server.port();
        server.close();
        RpcServer newer = RpcServer.builder()
                .address("127.0.0.1", port)
                .add(TestService.binding(new CompletableFuture<>()))
                .build()
                .start();
        open.add(newer::close);
        server.hangUp();
        ClientView view = client.withMetadata("k", "v");
        await().ignoreExceptions().until(() -> view.callBlocking(ECHO, "x").equals("x"));
    }

    /** Calls again while there is no connection, for the server was not there for a moment. */
    private CompletableFuture<String> callThatIsSent(RpcClient client) {
        ClientView view = client.withMetadata("k", "v");
        List<CompletableFuture<String>> calls = new ArrayList<>();
        await().until(() -> {
            CompletableFuture<String> call = view.call(ECHO, "x");
            calls.add(call);
            await().until(() -> call.isDone() || !server.hasNoRequest());
            return !call.isDone();
        });
        return calls.get(calls.size() - 1);
    }

    @Test
    void callThatWaitsForALostHelloMovesToAServerOfVersionOne() throws Exception {
        try (VersionOneServer other = new VersionOneServer()) {
            Endpoint silent = Endpoint.of("127.0.0.1", server.port());
            InMemoryRegistry registry = new InMemoryRegistry();
            registry.register("Test", silent, Registry.DEFAULT_TTL);
            RpcClient client = RpcClient.builder()
                    .registry(registry)
                    .callTimeout(LONG)
                    .helloTimeout(Duration.ofSeconds(3)) // enough for all that happens at the first server
                    .build();
            open.add(client);
            CompletableFuture<String> call = client.withMetadata("k", "v").call(ECHO, "x");
            await().until(() -> server.hellos() == 1);
            registry.register("Test", Endpoint.of("127.0.0.1", other.port()), Registry.DEFAULT_TTL);
            await().until(() -> other.hellos() == 1);
            server.close();
            server.hangUp();
            Received request = other.next();
            assertThat(request.frame().codec()).isEqualTo(BINARY);
            assertThat(request.frame().text()).endsWith("\0\1k\0\1v");
            request.answer("\"x\"", "");
            assertThat(call.join()).isEqualTo("x");
        }
    }
}
