package io.minirpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.CallContext;
import io.minirpc.MethodDescriptor;
import io.minirpc.codec.Codecs;
import io.minirpc.filter.DeadlineFilter;
import io.minirpc.filter.auth.AuthenticationFilter;
import io.minirpc.filter.auth.Caller;
import io.minirpc.filter.auth.TokenFilter;
import io.minirpc.filter.auth.TokenVerifier;
import io.minirpc.server.Authenticator;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import io.minirpc.server.ServiceBinding;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first calls of a connection to a real server whose hello is late, or comes in time. */
class LateHelloTest {
    private static final MethodDescriptor<byte[], Integer> SIZE =
            MethodDescriptor.builder("Late", "Size", Codecs.BYTES, Codecs.INT32).build();
    private static final MethodDescriptor<Map<String, String>, Integer> KEYS = MethodDescriptor.builder(
                    "Late", "Keys", Codecs.map(Codecs.STRING, Codecs.STRING), Codecs.INT32)
            .build();
    private static final MethodDescriptor<Integer, byte[]> BYTES = MethodDescriptor.builder(
                    "Late", "Bytes", Codecs.INT32, Codecs.BYTES)
            .build();
    private static final MethodDescriptor<Integer, byte[]> INLINE = MethodDescriptor.builder(
                    "Late", "Inline", Codecs.INT32, Codecs.BYTES)
            .build();
    private static final MethodDescriptor<Integer, Map<String, String>> KEY = MethodDescriptor.builder(
                    "Late", "Key", Codecs.INT32, Codecs.map(Codecs.STRING, Codecs.STRING))
            .build();
    private static final MethodDescriptor<String, String> SEEN = MethodDescriptor.builder(
                    "Late", "Seen", Codecs.STRING, Codecs.STRING)
            .build();
    private static final MethodDescriptor<String, String> BRIEF = MethodDescriptor.builder(
                    "Late", "Seen", Codecs.STRING, Codecs.STRING)
            .timeoutMillis(60_000)
            .build();

    /** More than BINARY can carry as Base64, less than a frame may have. */
    private static final int ONLY_NATIVE_BYTES = 3_500_000;

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private GatedProxy proxy;

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private RpcServer serve(RpcServerBuilder settings) {
        ServiceBinding service = ServiceBinding.builder("Late")
                .blocking(SIZE, bytes -> bytes.length)
                .blocking(KEYS, Map::size)
                .blocking(BYTES, this::bytes)
                .inlineBlocking(INLINE, this::bytes)
                .async(KEY, length -> {
                    seen.add("key");
                    return CompletableFuture.completedFuture(Map.of("k".repeat(length), "v"));
                })
                .blocking(SEEN, text -> {
                    CallContext context = CallContext.current();
                    String what = text + " deadline " + context.hasDeadline() + " k "
                            + context.metadata().get("k");
                    seen.add(what);
                    return what;
                })
                .build();
        RpcServer server = settings.address("127.0.0.1", 0).add(service).build().start();
        open.add(() -> server.shutdown(Duration.ZERO));
        return server;
    }

    private byte[] bytes(int length) {
        seen.add("bytes");
        return new byte[length];
    }

    /** A client whose server's hello is held back until the proxy is opened. */
    private RpcClient lateClient(RpcServer server, RpcClientBuilder settings) throws IOException {
        proxy = new GatedProxy(server.port());
        open.add(proxy);
        RpcClient client =
                settings.address("127.0.0.1", proxy.port()).callTimeout(LONG).build();
        open.add(client);
        return client;
    }

    private RpcClient lateClient(RpcClientBuilder settings) throws IOException {
        return lateClient(serve(RpcServer.builder()), settings);
    }

    private RpcClient client() {
        RpcClient client =
                RpcClient.forAddress("127.0.0.1", serve(RpcServer.builder()).port());
        open.add(client);
        return client;
    }

    private String nextSeen() throws InterruptedException {
        return seen.poll(60, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {3_200_000, ONLY_NATIVE_BYTES, 4_194_000})
    void firstCallThatOnlyNativeFitsIsServed(int size) {
        assertThat(client().callBlocking(SIZE, new byte[size])).isEqualTo(size);
    }

    @Test
    void firstCallWithAKeyThatOnlyNativeTakesIsServed() {
        assertThat(client().callBlocking(KEYS, Map.of("k".repeat(300), "v"))).isOne();
    }

    @Test
    void argumentsArriveAsTheyWereWhenTheCallWasMade() throws Exception {
        RpcClient client = lateClient(RpcClient.builder().helloTimeout(LONG));
        byte[] bytes = new byte[ONLY_NATIVE_BYTES];
        Map<String, String> map = new java.util.HashMap<>(Map.of("k".repeat(300), "v"));
        CompletableFuture<Integer> keys = client.call(KEYS, map);
        map.put("another", "v");
        CompletableFuture<Integer> size = client.call(SIZE, bytes);
        proxy.open();
        assertThat(keys.join()).isOne();
        assertThat(size.join()).isEqualTo(ONLY_NATIVE_BYTES);
    }

    @Test
    void callThatOnlyNativeFitsWaitsForALateHello() throws Exception {
        RpcClient client = lateClient(RpcClient.builder().helloTimeout(LONG));
        CompletableFuture<Integer> size = client.call(SIZE, new byte[ONLY_NATIVE_BYTES]);
        CompletableFuture<Integer> keys = client.call(KEYS, Map.of("k".repeat(300), "v"));
        CompletableFuture<String> plain = client.call(SEEN, "plain");
        assertThat(nextSeen()).startsWith("plain"); // which goes on in BINARY
        CompletableFuture<Integer> later = client.call(SIZE, new byte[ONLY_NATIVE_BYTES]);
        assertThat(size).isNotDone();
        proxy.open();
        assertThat(size.join()).isEqualTo(ONLY_NATIVE_BYTES);
        assertThat(keys.join()).isOne();
        assertThat(later.join()).isEqualTo(ONLY_NATIVE_BYTES);
        assertThat(plain.join()).startsWith("plain");
    }

    @Test
    void largeFirstCallsOfManyConnectionsAreServed() {
        RpcServer server = serve(RpcServer.builder());
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            RpcClient client = RpcClient.builder()
                    .address("127.0.0.1", server.port())
                    .connections(4)
                    .callTimeout(LONG)
                    .build();
            open.add(client);
            for (int j = 0; j < 8; j++) {
                calls.add(client.call(SIZE, new byte[ONLY_NATIVE_BYTES]));
            }
        }
        assertThat(calls).allSatisfy(call -> assertThat(call.join()).isEqualTo(ONLY_NATIVE_BYTES));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nativeOnlyReplyReachesACallerWithALateHello(boolean inline) throws Exception {
        RpcClient client = lateClient(RpcClient.builder());
        CompletableFuture<byte[]> bytes = client.call(inline ? INLINE : BYTES, ONLY_NATIVE_BYTES);
        assertThat(nextSeen()).isEqualTo("bytes"); // so the request has gone in BINARY
        proxy.open();
        assertThat(bytes.join()).hasSize(ONLY_NATIVE_BYTES);
    }

    @Test
    void nativeOnlyKeyReachesACallerWithALateHello() throws Exception {
        RpcClient client = lateClient(RpcClient.builder());
        CompletableFuture<Map<String, String>> key = client.call(KEY, 300);
        assertThat(nextSeen()).isEqualTo("key");
        proxy.open();
        assertThat(key.join()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void metadataAndDeadlineArriveWithoutAHello(WireFormat format) throws Exception {
        RpcClient client = lateClient(RpcClient.builder().wireFormat(format).helloTimeout(SHORT));
        CompletableFuture<String> both =
                client.withTimeout(LONG).withMetadata("k", "v").call(SEEN, "both");
        assertThat(nextSeen()).isEqualTo("both deadline true k v");
        client.withTimeout(LONG).call(SEEN, "deadline");
        assertThat(nextSeen()).isEqualTo("deadline deadline true k null");
        client.call(BRIEF, "method");
        assertThat(nextSeen()).isEqualTo("method deadline true k null");
        CallContext.create(LONG).run(() -> client.call(SEEN, "context"));
        assertThat(nextSeen()).isEqualTo("context deadline true k null");
        proxy.open();
        assertThat(both.join()).startsWith("both");
    }

    @ParameterizedTest
    @EnumSource
    void metadataOfFiltersArrivesWithoutAHello(WireFormat format) throws Exception {
        RpcClient client = lateClient(RpcClient.builder()
                .wireFormat(format)
                .helloTimeout(SHORT)
                .filter(DeadlineFilter.of(LONG.dividedBy(2)))
                .attemptFilter((call, next) -> next.invoke(call.withMetadata("k", "added"))));
        client.call(SEEN, "x");
        assertThat(nextSeen()).isEqualTo("x deadline true k added");
    }

    @ParameterizedTest
    @EnumSource
    void callsThatCarryMoreThanArgumentsWaitForTheHello(WireFormat format) throws Exception {
        RpcClient client = lateClient(RpcClient.builder().wireFormat(format).helloTimeout(LONG));
        CompletableFuture<String> metadata = client.withMetadata("k", "v").call(SEEN, "metadata");
        CompletableFuture<String> deadline = client.withTimeout(LONG).call(SEEN, "deadline");
        client.call(SEEN, "plain");
        assertThat(nextSeen()).startsWith("plain");
        proxy.open();
        assertThat(metadata.join()).isEqualTo("metadata deadline true k v");
        assertThat(deadline.join()).isEqualTo("deadline deadline true k null");
    }

    @Test
    void callWaitsNoMoreThanHalfOfItsDeadline() throws Exception {
        RpcClient client = lateClient(RpcClient.builder().helloTimeout(LONG));
        client.withTimeout(Duration.ofSeconds(4)).call(SEEN, "x");
        assertThat(nextSeen()).isEqualTo("x deadline true k null");
    }

    @ParameterizedTest
    @EnumSource
    void tokenOfAFilterArrivesWithoutAHello(WireFormat format) throws Exception {
        RpcServer server = serve(RpcServer.builder()
                .filter(AuthenticationFilter.create(TokenVerifier.ofTokens(Map.of("secret", Caller.verified("ada"))))));
        RpcClient client = lateClient(
                server,
                RpcClient.builder().wireFormat(format).helloTimeout(SHORT).filter(TokenFilter.of(() -> "secret")));
        CompletableFuture<String> call = client.call(SEEN, "x");
        assertThat(nextSeen()).startsWith("x");
        proxy.open();
        assertThat(call.join()).startsWith("x");
    }

    @ParameterizedTest
    @EnumSource
    void callsOfAClientWithATokenWaitForItsAdmission(WireFormat format) throws Exception {
        RpcServer server = serve(RpcServer.builder().authenticator(Authenticator.ofToken("secret")));
        RpcClient client = lateClient(
                server,
                RpcClient.builder().wireFormat(format).helloTimeout(LONG).token(() -> "wrong"));
        CompletableFuture<Integer> large = client.call(SIZE, new byte[100_000]);
        CompletableFuture<String> small = client.call(SEEN, "x");
        proxy.open();
        assertThatThrownBy(large::join).hasMessageContaining("token");
        assertThatThrownBy(small::join).hasMessageContaining("token");
    }
}
