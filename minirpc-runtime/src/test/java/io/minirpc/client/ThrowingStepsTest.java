package io.minirpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import io.minirpc.Throwing;
import io.minirpc.codec.ExceptionCodec;
import io.minirpc.codec.JsonFields;
import io.minirpc.codec.JsonName;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.MessageCodec;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;
import io.minirpc.discovery.Endpoint;
import io.minirpc.filter.auth.TokenFilter;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever code of users throws, on each step of a call's way out and in: the call ends once, the others on its
 * connection go on, and nothing is left of it.
 */
class ThrowingStepsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    /** What the codecs below throw; null for nothing. */
    private static volatile Throwing kind = Throwing.RUNTIME_EXCEPTION;

    private static final MethodDescriptor<Box, Box> CALL = method("Call", false);
    private static final MethodDescriptor<Box, Box> KEYED = method("Keyed", true);
    private static final MethodDescriptor<Box, Box> WAIT = method("Wait", false);

    /** Settings of a client that break calls whose text is "bad". */
    private static final Map<String, BiConsumer<RpcClientBuilder, Throwing>> STEPS = new LinkedHashMap<>();

    static {
        STEPS.put("no step", (b, k) -> {});
        STEPS.put("filter before", (b, k) -> b.filter(before(k)));
        STEPS.put("filter after", (b, k) -> b.filter(after(k)));
        STEPS.put("filter that fails its stage", (b, k) -> b.filter(failing(k)));
        STEPS.put("attempt filter before", (b, k) -> b.attemptFilter(before(k)));
        STEPS.put("attempt filter after", (b, k) -> b.attemptFilter(after(k)));
        STEPS.put("attempt filter that fails its stage", (b, k) -> b.attemptFilter(failing(k)));
        STEPS.put("callback executor", (b, k) -> b.callbackExecutor(k.executor()));
        STEPS.put(
                "callback executor of filtered calls",
                (b, k) -> b.callbackExecutor(k.executor()).filter((call, next) -> next.invoke(call)));
        STEPS.put(
                "executor that runs the task and throws",
                (b, k) -> b.callbackExecutor(task -> {
                    task.run();
                    k.raise();
                }));
        STEPS.put("listener", (b, k) -> b.listener(k.each(ClientListener.class)));
        STEPS.put("token of calls", (b, k) -> b.filter(onlyBad(TokenFilter.of(k::raise))));
        STEPS.put("source of tokens", (b, k) -> b.filter(onlyBad(TokenFilter.refreshing(k::raise))));
    }

    private final CompletableFuture<Box> wait = new CompletableFuture<>();
    private RpcServer server;

    static Stream<Arguments> kindsAndCodecs() {
        return Stream.of(Throwing.values())
                .flatMap(thrown -> Stream.of(WireFormat.values()).map(format -> Arguments.of(thrown, format)));
    }

    @BeforeEach
    void start() {
        server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .add(ServiceBinding.builder("Test")
                        .inlineBlocking(CALL, ThrowingStepsTest::serve)
                        .inlineBlocking(KEYED, ThrowingStepsTest::serve)
                        .async(WAIT, box -> wait)
                        .build())
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Box serve(Box box) throws Broken {
        if (box.text.equals("give a declared exception")) {
            throw new Broken("broken");
        }
        return box.text.equals("give a bad reply") ? new Box("unreadable") : box;
    }

    @ParameterizedTest
    @MethodSource("kindsAndCodecs")
    void callEndsOnceAndNeighboursGoOnWhateverIsThrown(Throwing thrown, WireFormat format) throws Exception {
        kind = thrown;
        for (Map.Entry<String, BiConsumer<RpcClientBuilder, Throwing>> step : STEPS.entrySet()) {
            RpcClientBuilder settings = RpcClient.builder()
                    .address("127.0.0.1", server.port())
                    .wireFormat(format)
                    .helloTimeout(LONG)
                    .callTimeout(isRude(thrown) ? Duration.ofMillis(200) : LONG);
            step.getValue().accept(settings, thrown);
            try (RpcClient client = settings.build()) {
                survives(step.getKey(), client, CALL);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kindsAndCodecs")
    void callEndsOnceWhateverBalancersAndKeysThrow(Throwing thrown, WireFormat format) throws Exception {
        kind = thrown;
        SilentRegistry registry = SilentRegistry.thatAnswersPings();
        AtomicInteger picks = new AtomicInteger();
        try (RpcClient client = RpcClient.builder()
                        .registry(registry)
                        .wireFormat(format)
                        .helloTimeout(LONG)
                        .callTimeout(LONG)
                        .balancer(() -> candidates ->
                                hash -> picks.incrementAndGet() % 3 == 0 ? thrown.raise() : candidates.get(0))
                        .build();
                Throwing.Log log = thrown.log()) {
            CompletableFuture<Box> early = client.call(CALL, new Box("early"));
            soon().until(registry::isWatched);
            registry.say(List.of(Endpoint.of("127.0.0.1", server.port())));
            ended("early", early);
            for (int i = 0; i < 9; i++) {
                ended("pick", client.call(CALL, new Box("x")));
                ended("key", client.call(KEYED, new Box("bad")));
            }
            soon().untilAsserted(() -> assertThat(client.stats().pendingCalls()).isZero());
            while (picks.get() % 3 == 2) {
                ended("pick", client.call(CALL, new Box("x"))); // the third, which throws
            }
            succeeds("balancers and keys that throw", client);
        }
    }

    private void survives(String step, RpcClient client, MethodDescriptor<Box, Box> method) throws Exception {
        CompletableFuture<Box> neighbour = client.withTimeout(LONG).call(WAIT, new Box("neighbour"));
        for (String text : List.of("bad", "unwritable", "give a bad reply", "give a declared exception", "fine")) {
            Supplier<CompletableFuture<Box>> call = () -> client.call(method, new Box(text));
            ended(step + ", " + text, call.get());
            ended(step + ", blocking, " + text, blocking(client, method, text));
            // From an event loop, or whatever thread ends the first call.
            ended(
                    step + ", from a callback, " + text,
                    client.call(method, new Box("fine"))
                            .handle((reply, failure) -> call.get())
                            .thenCompose(next -> next));
            CompletableFuture<Box> followed = call.get();
            follow(followed);
            ended(step + ", with a callback that throws, " + text, followed);
        }
        soon().untilAsserted(
                        () -> assertThat(client.stats().pendingCalls()).as(step).isEqualTo(neighbour.isDone() ? 0 : 1));
        assertThat(neighbour.isDone()).as("neighbour of " + step).isFalse();
        CompletableFuture<Box> other = client.withTimeout(LONG).call(WAIT, new Box("neighbour"));
        neighbour.cancel(false);
        other.cancel(false);
        soon().untilAsserted(
                        () -> assertThat(client.stats().pendingCalls()).as(step).isZero());
        assertThat(client.stats().connections()).as(step).isEqualTo(1);
        if (!isRude(kind)) {
            assertThat(client.stats().strayFrames()).as(step).isZero();
        }
        succeeds(step, client);
    }

    private static void succeeds(String what, RpcClient client) throws Exception {
        Box fine = new Box("fine");
        assertThat(client.withTimeout(LONG).call(CALL, fine).get(20, TimeUnit.SECONDS))
                .as("a good call after %s", what)
                .isEqualTo(fine);
    }

    /** Looks often: there is much to wait for, and each time but briefly. */
    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    /** What is chained may never end, and chaining may throw: the JDK does not survive exceptions that throw. */
    private static void follow(CompletableFuture<Box> call) {
        try {
            call.whenComplete((reply, failure) -> kind.raise());
        } catch (Throwable thrown) {
            assertThat(isRude(kind)).isTrue();
        }
    }

    /** Filters' stages never end then, for the JDK's sake, and calls end by their deadline. */
    private static boolean isRude(Throwing thrown) {
        return thrown == Throwing.RUDE_EXCEPTION || thrown == Throwing.RUDE_ERROR;
    }

    private static CompletableFuture<Box> blocking(RpcClient client, MethodDescriptor<Box, Box> method, String text) {
        CompletableFuture<Box> outcome = new CompletableFuture<>();
        try {
            outcome.complete(client.callBlocking(method, new Box(text)));
        } catch (Throwable thrown) {
            outcome.completeExceptionally(thrown);
        }
        return outcome;
    }

    /** Waits for an end, whichever it is. */
    private static void ended(String what, CompletableFuture<?> call) throws Exception {
        CompletableFuture<Boolean> end = call.handle((reply, failure) -> true);
        try {
            end.get(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(what + ": never ended", e);
        }
    }

    private static boolean isBad(Invocation call) {
        return call.arguments() instanceof Box box && box.text.equals("bad");
    }

    private static Filter onlyBad(Filter filter) {
        return (call, next) -> isBad(call) ? filter.filter(call, next) : next.invoke(call);
    }

    private static Filter before(Throwing thrown) {
        return onlyBad((call, next) -> thrown.raise());
    }

    private static Filter after(Throwing thrown) {
        return onlyBad((call, next) -> next.invoke(call).thenApply(reply -> thrown.raise()));
    }

    private static Filter failing(Throwing thrown) {
        return onlyBad((call, next) -> CompletableFuture.<Reply>failedFuture(thrown.throwable()));
    }

    private static MethodDescriptor<Box, Box> method(String name, boolean isKeyed) {
        MethodDescriptor.Builder<Box, Box> builder = MethodDescriptor.builder(
                        "Test", name, BoxCodec.INSTANCE, BoxCodec.INSTANCE)
                .declares(new BrokenCodec());
        return isKeyed ? builder.hashKey(box -> kind.raise()).build() : builder.build();
    }

    private record Box(String text) {}

    private static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        Broken(String message) {
            super(message);
        }
    }

    /** Throws where a text is "unwritable", after it was half written, or "unreadable". */
    private static final class BoxCodec extends MessageCodec<Box> {
        static final BoxCodec INSTANCE = new BoxCodec();
        private static final JsonName TEXT = JsonName.of("text");
        private static final JsonFields FIELDS = JsonFields.of(TEXT);

        private BoxCodec() {
            super("Box");
        }

        @Override
        public void write(Box box, WireWriter out) {
            out.writeString(1, box.text);
            if (box.text.equals("unwritable")) {
                kind.raise();
            }
        }

        @Override
        public Box read(WireReader in) {
            String text = "";
            for (int field = in.nextField(); field != 0; field = in.nextField()) {
                text = in.readString();
            }
            return checked(text);
        }

        @Override
        public void writeJson(Box box, JsonWriter out) {
            out.beginObject();
            out.writeString(TEXT, box.text);
            if (box.text.equals("unwritable")) {
                kind.raise();
            }
            out.endObject();
        }

        @Override
        public Box readJson(JsonReader in) {
            String text = "";
            in.beginObject(FIELDS);
            while (in.nextField() != JsonReader.END) {
                text = in.readString();
            }
            return checked(text);
        }

        private static Box checked(String text) {
            return text.equals("unreadable") ? kind.raise() : new Box(text);
        }
    }

    /** Cannot be read. */
    private static final class BrokenCodec extends ExceptionCodec<Broken> {
        private static final JsonName MESSAGE = JsonName.of("message");

        BrokenCodec() {
            super("Broken", Broken.class);
        }

        @Override
        public void write(Broken e, WireWriter out) {
            out.writeString(1, e.getMessage());
        }

        @Override
        public Broken read(WireReader in) {
            return kind.raise();
        }

        @Override
        public void writeJson(Broken e, JsonWriter out) {
            out.beginObject();
            out.writeString(MESSAGE, e.getMessage());
            out.endObject();
        }

        @Override
        public Broken readJson(JsonReader in) {
            return kind.raise();
        }
    }
}
