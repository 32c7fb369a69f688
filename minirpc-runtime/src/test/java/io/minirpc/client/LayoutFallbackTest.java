package io.minirpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.VersionOneServer.Received;
import io.minirpc.codec.Codec;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.JsonFields;
import io.minirpc.codec.JsonName;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.MessageCodec;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.InMemoryRegistry;
import io.minirpc.discovery.Registry;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls between versions that number the same fields otherwise. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a call that gets lost waits for longer
class LayoutFallbackTest {
    private static final Codec<Span> FORWARD = new SpanCodec(1, 2);
    private static final Codec<Span> BACKWARD = new SpanCodec(2, 1);
    private static final String OURS = "00000000000000aa";
    private static final String THEIRS = "00000000000000bb";
    private static final MethodDescriptor<int[], String> SUM = MethodDescriptor.builder(
                    "Test", "Sum", Codecs.INT32_ARRAY, Codecs.STRING)
            .layout(OURS)
            .build();
    private static final MethodDescriptor<Map<String, String>, String> KEYS = MethodDescriptor.builder(
                    "Test", "Keys", Codecs.map(Codecs.STRING, Codecs.STRING), Codecs.STRING)
            .layout(OURS)
            .build();

    private static final MethodDescriptor<String, String> ANY = MethodDescriptor.builder(
                    "Test", "Any", Codecs.STRING, Codecs.STRING)
            .layout(OURS)
            .build();

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int BINARY = 1;
    private static final int NATIVE = 2;
    private static final int DRAIN = 4;
    private static final String UNKNOWN = "8c0178"; // UNIMPLEMENTED and not executed, "x"
    private static final String UNKNOWN_TO_THE_HANDLER = "0c0178";
    private static final String NATIVE_OK = "000a026f6b"; // status 0, field 1: "ok"
    private static final String OK = "\"ok\"";

    private final List<AutoCloseable> open = new ArrayList<>();
    private VersionOneServer fake;

    @BeforeEach
    void start() throws IOException {
        fake = new VersionOneServer();
        open.add(fake);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private static <Q, R> MethodDescriptor<Q, R> method(
            String name, Codec<Q> arguments, Codec<R> reply, @Nullable String layout) {
        MethodDescriptor.Builder<Q, R> builder = MethodDescriptor.builder("Test", name, arguments, reply);
        return layout == null ? builder.build() : builder.layout(layout).build();
    }

    private RpcClient client(int port) {
        RpcClient client = RpcClient.builder()
                .address("127.0.0.1", port)
                .callTimeout(LONG)
                .helloTimeout(LONG)
                .build();
        open.add(client);
        return client;
    }

    /** Returns a client of the fake server, which has said hello. */
    private RpcClient greeted() throws Exception {
        RpcClient client = client(fake.port());
        CompletableFuture<String> call = client.withMetadata("k", "v").call(ANY, "");
        await().until(() -> fake.hellos() == 1);
        fake.sayHello();
        answerNatively(nextIn(NATIVE), NATIVE_OK);
        assertThat(call.join()).isEqualTo("ok");
        return client;
    }

    private RpcClient clientOf(ServiceBinding service) {
        RpcServer server = RpcServer.builder().port(0).add(service).build().start();
        open.add(server);
        return client(server.port());
    }

    private Received nextIn(int codec) throws InterruptedException {
        Received request = fake.next();
        assertThat(request.frame().codec()).isEqualTo(codec);
        return request;
    }

    private static void answerNatively(Received request, String body) throws IOException {
        request.peer().send(NATIVE, 1, request.frame().seq(), HexFormat.of().parseHex(body));
    }

    private static void assertFails(CompletableFuture<?> call, StatusCode code, boolean isNotExecuted) {
        assertThatThrownBy(call::join).cause().isInstanceOfSatisfying(RpcException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.isNotExecuted()).isEqualTo(isNotExecuted);
        });
    }

    @ParameterizedTest
    @CsvSource({OURS + ',' + THEIRS, OURS + ',', ',' + THEIRS})
    void versionsOfOtherLayoutsUnderstandEachOtherByNames(@Nullable String ours, @Nullable String theirs) {
        RpcClient client = clientOf(ServiceBinding.builder("Test")
                .blocking(method("Text", BACKWARD, Codecs.STRING, theirs), Span::toString)
                .inlineBlocking(method("Swap", BACKWARD, BACKWARD, theirs), Span::swapped)
                .build());
        var text = method("Text", FORWARD, Codecs.STRING, ours);
        var swap = method("Swap", FORWARD, FORWARD, ours);
        for (int i = 0; i < 3; i++) {
            assertThat(client.callBlocking(text, new Span(1, 2))).isEqualTo("Span[from=1, to=2]");
            assertThat(client.call(swap, new Span(1, 2)).join()).isEqualTo(new Span(2, 1));
        }
    }

    @Test
    void callsOnTheEventLoopAreMadeByNameToo() {
        var theirs = method("Swap", BACKWARD, BACKWARD, THEIRS);
        var echo = method("Echo", Codecs.STRING, Codecs.STRING, null);
        RpcClient client = clientOf(ServiceBinding.builder("Test")
                .blocking(echo, text -> text)
                .inlineBlocking(theirs, Span::swapped)
                .build());
        var ours = method("Swap", FORWARD, FORWARD, OURS);
        Supplier<CompletableFuture<Span>> onTheLoop =
                () -> client.call(echo, "x").thenCompose(reply -> client.call(ours, new Span(1, 2)));
        for (int i = 0; i < 3; i++) {
            assertThat(onTheLoop.get().join()).isEqualTo(new Span(2, 1));
        }
    }

    @Test
    void callIsMadeInBinaryWhenTheServerDoesNotKnowTheMethodAndLaterOnesAtOnce() throws Exception {
        RpcClient client = greeted();
        CompletableFuture<String> first = client.call(SUM, new int[] {1, 2});
        answerNatively(nextIn(NATIVE), UNKNOWN);
        Received again = nextIn(BINARY);
        assertThat(again.frame().text()).contains("Test.Sum").contains("[1,2]");
        again.answer(OK, "");
        assertThat(first.join()).isEqualTo("ok");
        CompletableFuture<String> second = client.call(SUM, new int[] {3});
        nextIn(BINARY).answer(OK, "");
        assertThat(second.join()).isEqualTo("ok");
        client.call(KEYS, Map.of());
        nextIn(NATIVE);
    }

    @Test
    void callsUnderWayAreEachMadeOnceMore() throws Exception {
        RpcClient client = greeted();
        List<CompletableFuture<String>> calls = new ArrayList<>();
        List<Received> requests = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            calls.add(client.call(SUM, new int[] {i}));
            requests.add(nextIn(NATIVE));
        }
        for (Received request : requests) {
            answerNatively(request, UNKNOWN);
        }
        for (int i = 0; i < 5; i++) {
            Received again = nextIn(BINARY);
            assertThat(again.frame().text()).contains("[" + i + "]");
            again.answer(OK, "");
        }
        assertThat(calls).allSatisfy(call -> assertThat(call.join()).isEqualTo("ok"));
        assertThat(fake.hasNoRequest()).isTrue();
    }

    @Test
    void callIsMadeTwiceAtMost() throws Exception {
        RpcClient client = greeted();
        CompletableFuture<String> call = client.call(SUM, new int[] {1});
        answerNatively(nextIn(NATIVE), UNKNOWN);
        Received again = nextIn(BINARY);
        again.peer()
                .send(
                        BINARY,
                        1,
                        again.frame().seq(),
                        HexFormat.of()
                                .parseHex("0000" + "00000000" + "000178" + "6d727078" + "0002" + text("mrp-status")
                                        + text("12") + text("mrp-not-executed") + text("1")));
        assertFails(call, StatusCode.UNIMPLEMENTED, true);
        assertThat(fake.hasNoRequest()).isTrue();
    }

    private static String text(String text) {
        return "%04x%s"
                .formatted(
                        text.length(),
                        HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void callThatRanIsNotRepeated() throws Exception {
        RpcClient client = greeted();
        CompletableFuture<String> call = client.call(SUM, new int[] {1});
        answerNatively(nextIn(NATIVE), UNKNOWN_TO_THE_HANDLER);
        assertFails(call, StatusCode.UNIMPLEMENTED, false);
        assertThat(fake.hasNoRequest()).isTrue();
    }

    @Test
    void methodThatHasAnsweredIsNotCalledByName() throws Exception {
        RpcClient client = greeted();
        for (int i = 0; i < 3; i++) {
            CompletableFuture<String> call = client.call(SUM, new int[] {1});
            answerNatively(nextIn(NATIVE), NATIVE_OK);
            assertThat(call.join()).isEqualTo("ok");
        }
    }

    @Test
    void nextConnectionIsAskedNativelyAgain() throws Exception {
        RpcClient client = greeted();
        CompletableFuture<String> first = client.call(SUM, new int[] {1});
        answerNatively(nextIn(NATIVE), UNKNOWN);
        Received again = nextIn(BINARY);
        again.answer(OK, "");
        assertThat(first.join()).isEqualTo("ok");
        again.peer().close();
        await().until(() -> fake.hellos() == 2);
        client.withMetadata("k", "v").call(SUM, new int[] {1});
        fake.sayHello();
        nextIn(NATIVE);
    }

    @Test
    void argumentsThatTheCallerChangesMeanwhileArriveAsTheyWere() throws Exception {
        RpcClient client = greeted();
        int[] arguments = {1};
        CompletableFuture<String> onTheLoop = client.call(KEYS, Map.of()).thenCompose(reply -> {
            CompletableFuture<String> sum = client.call(SUM, arguments);
            arguments[0] = 9;
            return sum;
        });
        answerNatively(nextIn(NATIVE), NATIVE_OK);
        answerNatively(nextIn(NATIVE), UNKNOWN);
        Received again = nextIn(BINARY);
        assertThat(again.frame().text()).contains("[1]");
        again.answer(OK, "");
        assertThat(onTheLoop.join()).isEqualTo("ok");
    }

    @Test
    void argumentsThatDoNotFitBinaryFailTheCall() throws Exception {
        RpcClient client = greeted();
        CompletableFuture<String> first = client.call(KEYS, Map.of("k".repeat(300), "v"));
        answerNatively(nextIn(NATIVE), UNKNOWN);
        assertFails(first, StatusCode.INVALID_ARGUMENT, true);
        assertFails(client.call(KEYS, Map.of("k".repeat(300), "v")), StatusCode.INVALID_ARGUMENT, true);
    }

    @Test
    void deadlineCoversBothRequests() throws Exception {
        ClientView client = greeted().withTimeout(Duration.ofMillis(500));
        CompletableFuture<String> call = client.call(SUM, new int[] {1});
        answerNatively(nextIn(NATIVE), UNKNOWN);
        assertThat(nextIn(BINARY).frame().text()).containsPattern("mrp-timeout-us\0.[0-4]?[0-9]{1,5}$");
        assertFails(call, StatusCode.DEADLINE_EXCEEDED, false);
    }

    @Test
    void callMovesWhereTheServerIsShuttingDown() throws Exception {
        try (VersionOneServer other = new VersionOneServer()) {
            InMemoryRegistry registry = new InMemoryRegistry();
            registry.register("Test", Endpoint.of("127.0.0.1", fake.port()), Registry.DEFAULT_TTL);
            RpcClient client = RpcClient.builder()
                    .registry(registry)
                    .callTimeout(LONG)
                    .helloTimeout(LONG)
                    .build();
            open.add(client);
            CompletableFuture<String> call = client.withMetadata("k", "v").call(SUM, new int[] {1});
            await().until(() -> fake.hellos() == 1);
            fake.sayHello();
            Received request = nextIn(NATIVE);
            registry.register("Test", Endpoint.of("127.0.0.1", other.port()), Registry.DEFAULT_TTL);
            await().until(() -> other.hellos() == 1);
            other.sayHello();
            fake.close(); // nothing connects again
            request.peer().send(0, DRAIN, 0, new byte[0]);
            answerNatively(request, UNKNOWN);
            Received moved = other.next();
            assertThat(moved.frame().codec()).isEqualTo(NATIVE);
            answerNatively(moved, NATIVE_OK);
            assertThat(call.join()).isEqualTo("ok");
            assertThat(fake.hasNoRequest()).isTrue();
        }
    }

    @Test
    void serverAnswersNoRequestInBinaryNativelyWhoseLayoutItDoesNotKnow() {
        Codec<Map<String, String>> map = Codecs.map(Codecs.STRING, Codecs.STRING);
        RpcClient client = clientOf(ServiceBinding.builder("Test")
                .blocking(method("Keys", Codecs.INT32, map, THEIRS), length -> Map.of("k".repeat(length), "v"))
                .build());
        var ours = method("Keys", Codecs.INT32, map, OURS);
        assertThat(client.callBlocking(ours, 3)).isEqualTo(Map.of("kkk", "v"));
        assertThat(catchThrowable(() -> client.callBlocking(ours, 300)))
                .hasMessageContaining("the reply of Test.Keys cannot be sent");
    }

    @Test
    void clientReadsNoNativeResponseToARequestInBinaryWhoseLayoutTheServerDoesNotKnow() throws Exception {
        RpcClient client = greeted();
        CompletableFuture<String> call = client.call(SUM, new int[] {1});
        answerNatively(nextIn(NATIVE), UNKNOWN);
        answerNatively(nextIn(BINARY), NATIVE_OK);
        assertFails(call, StatusCode.INTERNAL, false);
    }

    private record Span(int from, int to) {
        Span swapped() {
            return new Span(to, from);
        }
    }

    private static final class SpanCodec extends MessageCodec<Span> {
        private static final JsonName FROM = JsonName.of("from");
        private static final JsonName TO = JsonName.of("to");
        private static final JsonFields FIELDS = JsonFields.of(FROM, TO);

        private final int fromNumber;
        private final int toNumber;

        SpanCodec(int fromNumber, int toNumber) {
            super("Span");
            this.fromNumber = fromNumber;
            this.toNumber = toNumber;
        }

        @Override
        public void write(Span span, WireWriter out) {
            out.writeInt32(fromNumber, span.from());
            out.writeInt32(toNumber, span.to());
        }

        @Override
        public Span read(WireReader in) {
            int from = 0;
            int to = 0;
            for (int field = in.nextField(); field != 0; field = in.nextField()) {
                if (field == fromNumber) {
                    from = in.readInt32();
                } else if (field == toNumber) {
                    to = in.readInt32();
                } else {
                    in.skipField();
                }
            }
            return new Span(from, to);
        }

        @Override
        public void writeJson(Span span, JsonWriter out) {
            out.beginObject();
            out.writeInt32(FROM, span.from());
            out.writeInt32(TO, span.to());
            out.endObject();
        }

        @Override
        public Span readJson(JsonReader in) {
            int from = 0;
            int to = 0;
            in.beginObject(FIELDS);
            for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
                if (field == 0) {
                    from = in.readInt32();
                } else {
                    to = in.readInt32();
                }
            }
            return new Span(from, to);
        }
    }
}
