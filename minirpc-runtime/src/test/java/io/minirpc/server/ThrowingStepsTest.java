package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.CallContext;
import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.Throwing;
import io.minirpc.client.ClientListener;
import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.internal.transport.RawPeer;
import io.minirpc.server.StepService.Order;
import io.minirpc.server.StepService.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever users' code throws, at whatever step of a call's way through the server: each call ends once, with an answer
 * of the server, the others on the connection are answered, and no place of the limits is kept.
 */
class ThrowingStepsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final List<String> ended = new CopyOnWriteArrayList<>();
    private RpcServer server;

    @AfterEach
    void stop() {
        server.shutdown(Duration.ZERO);
    }

    private void start(RpcServerBuilder settings) {
        server = settings.address("127.0.0.1", 0)
                .add(StepService.binding())
                .add(TestService.binding(new CompletableFuture<>()))
                .build()
                .start();
    }

    private RpcClient client(WireFormat format) {
        ended.clear();
        return RpcClient.builder()
                .address("127.0.0.1", server.port())
                .wireFormat(format)
                .callTimeout(DEADLINE)
                .listener(new ClientListener() {
                    @Override
                    public void connectionEnded(String address, String reason) {
                        ended.add(reason);
                    }
                })
                .build();
    }

    static Stream<Arguments> stepsAndCodecs() {
        return Stream.of(Step.values())
                .flatMap(step -> Stream.of(WireFormat.values()).map(format -> Arguments.of(step, format)));
    }

    @ParameterizedTest
    @MethodSource("stepsAndCodecs")
    void everyCallEndsOnceWhenAStepThrows(Step step, WireFormat format) {
        start(RpcServer.builder().filter(ThrowingStepsTest::filter));
        callAmongOthers(step, format);
    }

    @ParameterizedTest
    @MethodSource("stepsAndCodecs")
    void everyCallEndsOnceWithoutFilters(Step step, WireFormat format) {
        start(RpcServer.builder());
        callAmongOthers(step, format);
    }

    @ParameterizedTest
    @EnumSource(Throwing.class)
    void everyCallEndsOnceWhenTheLogThrows(Throwing kind) {
        start(RpcServer.builder().filter(ThrowingStepsTest::filter));
        try (Throwing.Log log = kind.log()) {
            for (Step step : Step.values()) {
                callAmongOthers(step, WireFormat.NATIVE);
            }
            assertThat(log.lines()).as("lines that threw").isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(Throwing.class)
    void everyCallEndsOnceWhenListenersThrow(Throwing kind) {
        start(RpcServer.builder().listener(kind.each(ServerListener.class)).maxExecutingPerConnection(1));
        callAmongOthers(Step.HANDLER, WireFormat.NATIVE);
    }

    @ParameterizedTest
    @EnumSource(Throwing.class)
    void everyCallEndsOnceWhenManyWait(Throwing kind) {
        start(RpcServer.builder().maxExecutingPerConnection(2).maxQueuedPerConnection(100_000));
        callAmongOthers(Step.HANDLER, WireFormat.NATIVE);
    }

    /** Sends calls of all kinds and methods that go wrong at a step, each beside one that does not. */
    private void callAmongOthers(Step step, WireFormat format) {
        try (RpcClient client = client(format)) {
            List<CompletableFuture<Order>> bad = new ArrayList<>();
            List<CompletableFuture<Order>> good = new ArrayList<>();
            for (Throwing kind : Throwing.values()) {
                for (MethodDescriptor<Order, Order> method : StepService.METHODS) {
                    good.add(client.call(method, new Order(Step.NONE, kind)));
                    bad.add(client.call(method, new Order(step, kind)));
                }
            }
            good.forEach(call -> assertThat(call.join().step()).isEqualTo(Step.NONE));
            bad.forEach(ThrowingStepsTest::expectAnswer);
            expectNothingKept();
            assertThat(client.stats().pendingCalls()).isZero();
            assertThat(client.stats().strayFrames()).isZero();
            assertThat(ended).isEmpty();
        }
    }

    /** A call whose error cannot be read at all would be UNAVAILABLE, one without an answer DEADLINE_EXCEEDED. */
    private static void expectAnswer(CompletableFuture<Order> call) {
        try {
            call.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RpcException failure) {
                assertThat(failure.code()).isNotIn(StatusCode.UNAVAILABLE, StatusCode.DEADLINE_EXCEEDED);
            } else {
                assertThat(e.getCause()).isInstanceOf(StepService.Trap.class);
            }
        }
    }

    private void expectNothingKept() {
        // What other threads of this test leave uncaught is thrown on purpose.
        soon().dontCatchUncaughtExceptions().untilAsserted(() -> {
            assertThat(server.stats().inFlight()).isZero();
            assertThat(server.stats().queued()).isZero();
        });
    }

    private static CompletionStage<Reply> filter(Invocation call, Invoker next) {
        if (!(call.arguments() instanceof Order order)) {
            return next.invoke(call);
        }
        order.raiseAt(Step.FILTER_BEFORE);
        if (order.step() == Step.FILTER_STAGE) {
            return CompletableFuture.failedFuture(order.kind().throwable());
        }
        if (order.step() == Step.CANCELLED) {
            CallContext context = call.context();
            context.onCancel(() -> order.kind().raise());
        }
        // Not by thenApply: no stage of the JDK's that follows another completes by what throws in its toString.
        CompletableFuture<Reply> after = new CompletableFuture<>();
        next.invoke(call).whenComplete((reply, thrown) -> {
            try {
                order.raiseAt(Step.FILTER_AFTER);
                after.complete(reply);
            } catch (Throwable e) {
                after.completeExceptionally(e);
            }
        });
        return after;
    }

    /** The second form of JSON, which no client of ours sends. */
    @ParameterizedTest
    @EnumSource(Step.class)
    void everyRequestInThePayloadFormIsAnsweredOnce(Step step) throws Exception {
        start(RpcServer.builder().filter(ThrowingStepsTest::filter));
        try (RawPeer peer = RawPeer.connect(server.port())) {
            int seq = 0;
            for (Throwing kind : Throwing.values()) {
                for (MethodDescriptor<?, ?> method : StepService.METHODS) {
                    String order = "{\"step\":" + step.ordinal() + ",\"kind\":" + kind.ordinal() + "}";
                    peer.send(0, 0, ++seq, payload(method.fullName(), order));
                }
            }
            peer.send(0, 0, ++seq, payload("Test.Add", "{\"A\":1,\"B\":2}"));
            Set<Integer> answered = new HashSet<>();
            for (int i = 0; i < seq; i++) {
                assertThat(answered.add(peer.read().seq())).isTrue();
            }
            peer.send("6d72700100020000000000000000");
            assertThat(peer.read().type()).isEqualTo(2);
        }
        expectNothingKept();
    }

    private static String payload(String method, String arguments) {
        String base64 = Base64.getEncoder().encodeToString(arguments.getBytes(StandardCharsets.UTF_8));
        return "{\"ServiceMethod\":\"" + method + "\",\"Error\":\"\",\"Payload\":\"" + base64 + "\"}";
    }

    @ParameterizedTest
    @EnumSource(Throwing.class)
    void callsRejectedByTheExecutorFailAsNotExecuted(Throwing kind) {
        AtomicInteger count = new AtomicInteger();
        start(RpcServer.builder().executor(task -> {
            if (count.incrementAndGet() % 3 == 0) {
                kind.raise();
            }
            ForkJoinPool.commonPool().execute(task);
        }));
        expectRefusedOrAnswered(StatusCode.RESOURCE_EXHAUSTED);
    }

    @ParameterizedTest
    @EnumSource(Throwing.class)
    void callsRunByAThrowingExecutorAreAnswered(Throwing kind) {
        AtomicInteger count = new AtomicInteger();
        start(RpcServer.builder().executor(task -> {
            if (count.incrementAndGet() % 2 == 0) {
                task.run();
            } else {
                ForkJoinPool.commonPool().execute(task);
            }
            kind.raise();
        }));
        expectRefusedOrAnswered(StatusCode.RESOURCE_EXHAUSTED);
    }

    @ParameterizedTest
    @EnumSource(Throwing.class)
    void callsKeptByAThrowingExecutorRunAtMostOnce(Throwing kind) {
        List<Runnable> kept = new CopyOnWriteArrayList<>();
        start(RpcServer.builder().executor(task -> {
            kept.add(task);
            kind.raise();
        }));
        expectRefusedOrAnswered(StatusCode.RESOURCE_EXHAUSTED);
        kept.forEach(Runnable::run);
        kept.forEach(Runnable::run);
        expectNothingKept();
        expectRefusedOrAnswered(StatusCode.RESOURCE_EXHAUSTED);
    }

    private void expectRefusedOrAnswered(StatusCode refused) {
        try (RpcClient client = client(WireFormat.NATIVE)) {
            List<CompletableFuture<String>> calls = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                calls.add(client.call(TestService.ECHO, "x"));
            }
            for (CompletableFuture<String> call : calls) {
                try {
                    assertThat(call.join()).isEqualTo("x");
                } catch (CompletionException e) {
                    assertThat(e.getCause()).isInstanceOfSatisfying(RpcException.class, failure -> {
                        assertThat(failure.code()).isEqualTo(refused);
                        assertThat(failure.isNotExecuted()).isTrue();
                    });
                }
            }
            expectNothingKept();
            assertThat(client.stats().strayFrames()).isZero();
            assertThat(ended).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Throwing.class)
    void throwingAuthenticatorRejectsTheClient(Throwing kind) {
        start(RpcServer.builder().authenticator(kind.each(Authenticator.class)));
        try (RpcClient client = RpcClient.builder()
                .address("127.0.0.1", server.port())
                .token(() -> "token")
                .callTimeout(DEADLINE)
                .build()) {
            CompletableFuture<String> call = client.call(TestService.ECHO, "x");
            assertThat(call.handle((reply, thrown) -> ((RpcException) thrown).code())
                            .join())
                    .isEqualTo(StatusCode.UNAUTHENTICATED);
        }
        expectNothingKept();
    }

    @ParameterizedTest
    @EnumSource(Throwing.class)
    void throwingCancelListenersDoNotStopTheOthers(Throwing kind) throws Exception {
        AtomicInteger told = new AtomicInteger();
        AtomicInteger waiting = new AtomicInteger();
        CompletableFuture<Reply> never = new CompletableFuture<>();
        Filter filter = (call, next) -> {
            call.context().onCancel(() -> kind.raise());
            call.context().onCancel(told::incrementAndGet);
            waiting.incrementAndGet();
            return never;
        };
        start(RpcServer.builder().filter(filter));
        try (RawPeer peer = RawPeer.connect(server.port())) {
            for (int i = 1; i <= 10; i++) {
                peer.send(0, 0, i, payload("Test.Echo", "\"x\""));
            }
            soon().until(() -> waiting.get() == 10);
        }
        soon().until(() -> told.get() == 10 && server.stats().connections() == 0);
        never.complete(Reply.of("late"));
        expectNothingKept();
    }

    @Test
    void waitingCallsThatEndAtOnceDoNotNest() throws Exception {
        CompletableFuture<String> wait = new CompletableFuture<>();
        server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .maxExecutingPerConnection(1)
                .maxQueuedPerConnection(50_000)
                .maxInFlight(60_000)
                .add(ServiceBinding.builder("Test")
                        .inlineAsync(TestService.WAIT, text -> wait)
                        .inlineBlocking(TestService.ECHO, text -> text)
                        .build())
                .build()
                .start();
        try (RpcClient client = client(WireFormat.NATIVE)) {
            CompletableFuture<String> first = client.call(TestService.WAIT, "x");
            List<CompletableFuture<String>> others = new ArrayList<>();
            for (int i = 0; i < 30_000; i++) {
                others.add(client.call(TestService.ECHO, "x"));
            }
            soon().until(() -> server.stats().queued() == others.size());
            wait.complete("done");
            assertThat(first.get(1, TimeUnit.MINUTES)).isEqualTo("done");
            others.forEach(call -> assertThat(call.join()).isEqualTo("x"));
            expectNothingKept();
            assertThat(ended).isEmpty();
        }
    }

    /** Looks often: there is much to wait for, and each time but briefly. */
    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }
}
