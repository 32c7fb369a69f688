package io.minirpc.client;

import static io.minirpc.server.TestService.ADD;
import static io.minirpc.server.TestService.DIVIDE;
import static io.minirpc.server.TestService.ECHO;
import static io.minirpc.server.TestService.FAIL;
import static io.minirpc.server.TestService.NOTHING;
import static io.minirpc.server.TestService.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.CallContext;
import io.minirpc.Channel;
import io.minirpc.Exchange;
import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.balancer.Balancers;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.StaticRegistry;
import io.minirpc.internal.Internals;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import io.minirpc.server.ServiceBinding;
import io.minirpc.server.TestService;
import io.minirpc.server.TestService.OddException;
import io.minirpc.server.TestService.Pair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The onion of filters, on both sides of real connections, asynchronous and blocking. */
class FiltersTest {
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> wait = new CompletableFuture<>();

    /** How a call is made. */
    enum Style {
        BLOCKING {
            @Override
            <Q, R> R call(Channel channel, MethodDescriptor<Q, R> method, Q arguments) {
                return channel.callBlocking(method, arguments);
            }
        },
        ASYNCHRONOUS {
            @Override
            <Q, R> R call(Channel channel, MethodDescriptor<Q, R> method, Q arguments) throws Throwable {
                try {
                    return channel.call(method, arguments).get();
                } catch (ExecutionException e) {
                    throw e.getCause();
                }
            }
        };

        abstract <Q, R> R call(Channel channel, MethodDescriptor<Q, R> method, Q arguments) throws Throwable;
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private RpcServer server(Filter... filters) {
        return server(TestService.binding(wait), filters);
    }

    private RpcServer server(ServiceBinding binding, Filter... filters) {
        RpcServerBuilder builder = RpcServer.builder().address("127.0.0.1", 0).add(binding);
        List.of(filters).forEach(builder::filter);
        return opened(builder.build().start());
    }

    private RpcClient client(RpcServer server, Filter... filters) {
        RpcClientBuilder builder = RpcClient.builder().address("127.0.0.1", server.port());
        List.of(filters).forEach(builder::filter);
        return opened(builder.build());
    }

    /** Says when a call passes on its way in and out. */
    private Filter noting(String name) {
        return (call, next) -> {
            events.add(name + " in");
            return next.invoke(call).thenApply(reply -> {
                events.add(name + " out " + reply.code());
                return reply;
            });
        };
    }

    private static Filter elsewhere(ExecutorService executor) {
        return (call, next) ->
                CompletableFuture.supplyAsync(() -> next.invoke(call), executor).thenCompose(stage -> stage);
    }

    @ParameterizedTest
    @EnumSource
    void callsPassFiltersInTheOrderAddedAndRepliesInTheOpposite(Style style) throws Throwable {
        RpcServer server = server(noting("server 1"), noting("server 2"));
        RpcClient client = opened(RpcClient.builder()
                .address("127.0.0.1", server.port())
                .filter(noting("client 1"))
                .filter(noting("client 2"))
                .attemptFilter(noting("attempt 1"))
                .attemptFilter(noting("attempt 2"))
                .build());

        assertThat(style.call(client, ECHO, "hello")).isEqualTo("hello");
        assertThat(events)
                .containsExactly(
                        "client 1 in",
                        "client 2 in",
                        "attempt 1 in",
                        "attempt 2 in",
                        "server 1 in",
                        "server 2 in",
                        "server 2 out OK",
                        "server 1 out OK",
                        "attempt 2 out OK",
                        "attempt 1 out OK",
                        "client 2 out OK",
                        "client 1 out OK");
    }

    @ParameterizedTest
    @EnumSource
    void aFilterThatAnswersItselfKeepsTheCallFromWhatIsBehindIt(Style style) throws Throwable {
        RpcServer server = server(
                noting("outer"), (call, next) -> CompletableFuture.completedFuture(Reply.of("short")), noting("inner"));
        assertThat(style.call(client(server), ECHO, "hello")).isEqualTo("short");
        assertThat(events).containsExactly("outer in", "outer out OK");

        events.clear();
        RpcClient client =
                client(server, noting("outer"), (call, next) -> CompletableFuture.completedFuture(Reply.of("shorter")));
        assertThat(style.call(client, ECHO, "hello")).isEqualTo("shorter");
        assertThat(events).containsExactly("outer in", "outer out OK");
    }

    @ParameterizedTest
    @EnumSource
    void whatAFilterThrowsOrFailsWithReachesThoseOutsideOfItAndTheCaller(Style style) {
        List<Filter> bad = List.of(
                (call, next) -> {
                    throw new RpcException(StatusCode.ABORTED, "thrown");
                },
                (call, next) -> CompletableFuture.failedFuture(new RpcException(StatusCode.ABORTED, "failed")),
                (call, next) -> next.invoke(call).thenApply(reply -> {
                    throw new RpcException(StatusCode.ABORTED, "afterwards");
                }));
        for (Filter filter : bad) {
            events.clear();
            RpcServer server = server(noting("server"), filter);
            assertThatThrownBy(() -> style.call(client(server, noting("client")), ECHO, "x"))
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.ABORTED));
            assertThat(events).containsExactly("client in", "server in", "server out ABORTED", "client out ABORTED");

            events.clear();
            assertThatThrownBy(() -> style.call(client(server(), noting("client"), filter), ECHO, "x"))
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.ABORTED));
            assertThat(events).containsExactly("client in", "client out ABORTED");
        }
    }

    @ParameterizedTest
    @EnumSource
    void timeoutsThatAFilterSetsAreRepliesForThoseOutsideOfIt(Style style) {
        Filter impatient =
                (call, next) -> next.invoke(call).toCompletableFuture().orTimeout(20, TimeUnit.MILLISECONDS);
        Filter fickle = (call, next) -> {
            CompletableFuture<Reply> reply = next.invoke(call).toCompletableFuture();
            reply.cancel(true);
            return reply;
        };
        RpcServer server = server();
        assertThatThrownBy(() -> style.call(client(server, noting("client"), impatient), WAIT, "x"))
                .isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> style.call(client(server, noting("client"), fickle), WAIT, "x"))
                .isInstanceOf(CancellationException.class);
        assertThat(events).containsExactly("client in", "client out INTERNAL", "client in", "client out CANCELLED");
    }

    @ParameterizedTest
    @EnumSource
    void aFilterThatReturnsNothingIsNamed(Style style) {
        for (Filter filter :
                List.<Filter>of((call, next) -> null, (call, next) -> CompletableFuture.completedFuture(null))) {
            assertThatThrownBy(() -> style.call(client(server(), filter), ECHO, "x"))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("null (expected: a");
            assertThatThrownBy(() -> style.call(client(server(filter)), ECHO, "x"))
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.INTERNAL));
        }
    }

    @ParameterizedTest
    @EnumSource
    void declaredExceptionsPassFiltersAsThemselves(Style style) {
        RpcClient client = client(server(noting("server")), noting("client"));
        assertThatThrownBy(() -> style.call(client, FAIL, "declared"))
                .isInstanceOfSatisfying(
                        OddException.class, e -> assertThat(e.oddity()).isEqualTo(7));
        assertThatThrownBy(() -> style.call(client, FAIL, "undeclared"))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.INTERNAL));
        assertThat(events)
                .containsExactly(
                        "client in",
                        "server in",
                        "server out UNKNOWN",
                        "client out UNKNOWN",
                        "client in",
                        "server in",
                        "server out INTERNAL",
                        "client out INTERNAL");
    }

    @Test
    void allKindsOfHandlersHaveFilters() {
        wait.complete("waited");
        RpcClient client = client(server(noting("server")));
        assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        assertThat(client.callBlocking(WAIT, "x")).isEqualTo("waited");
        assertThat(client.callBlocking(NOTHING, null)).isNull();
        assertThat(client.callBlocking(DIVIDE, new Pair(4, 2)).result()).isEqualTo(2);
        assertThat(events).hasSize(8).allMatch(event -> event.startsWith("server "));
    }

    @Test
    void filtersOfSomeMethodsLetOthersPass() {
        RpcClient client = client(server(), noting("only").onlyFor(method -> method == ECHO));
        client.callBlocking(ADD, new Pair(1, 2));
        assertThat(events).isEmpty();
        client.callBlocking(ECHO, "x");
        assertThat(events).containsExactly("only in", "only out OK");
    }

    @ParameterizedTest
    @EnumSource
    void argumentsAndValuesCanBeReplaced(Style style) throws Throwable {
        Filter shout = (call, next) -> next.invoke(call.withArguments(call.arguments() + "!"))
                .thenApply(reply -> reply.withValue("<" + reply.value() + ">"));
        assertThat(style.call(client(server(shout), shout), ECHO, "a")).isEqualTo("<<a!!>>");
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void metadataReachesTheOtherSideAndComesBack(WireFormat format) {
        AtomicReference<Metadata> came = new AtomicReference<>();
        AtomicReference<Metadata> seenByHandler = new AtomicReference<>();
        ServiceBinding binding = ServiceBinding.builder("Test")
                .blocking(ECHO, text -> {
                    seenByHandler.set(CallContext.current().metadata());
                    if (text.equals("fail")) {
                        throw new RpcException(StatusCode.ABORTED, "no").withMetadata(Metadata.of("why", "because"));
                    }
                    return text;
                })
                .build();
        RpcServer server = server(binding, (call, next) -> {
            came.set(call.metadata());
            return next.invoke(call).thenApply(reply -> reply.withMetadata("back", "ward"));
        });
        List<Metadata> back = new CopyOnWriteArrayList<>();
        RpcClient client = opened(RpcClient.builder()
                .address("127.0.0.1", server.port())
                .wireFormat(format)
                .filter((call, next) -> next.invoke(call.withMetadata("for", "ward"))
                        .thenApply(reply -> {
                            back.add(reply.metadata());
                            return reply;
                        }))
                .build());
        client.callBlocking(ECHO, "warm up");

        client.withMetadata("user", "said").callBlocking(ECHO, "x");
        assertThat(came.get().asMap()).containsEntry("for", "ward").containsEntry("user", "said");
        assertThat(seenByHandler.get()).isEqualTo(came.get());
        assertThat(back.get(1).asMap()).containsExactly(Map.entry("back", "ward"));

        assertThatThrownBy(() -> client.callBlocking(ECHO, "fail")).isInstanceOf(RpcException.class);
        assertThat(back.get(2).asMap()).containsEntry("why", "because").containsEntry("back", "ward");
    }

    @ParameterizedTest
    @EnumSource
    void metadataTravelsWithoutFiltersToo(WireFormat format) {
        AtomicReference<Metadata> came = new AtomicReference<>();
        ServiceBinding binding = ServiceBinding.builder("Test")
                .blocking(ECHO, text -> {
                    came.set(CallContext.current().metadata());
                    return text;
                })
                .build();
        RpcClient client = opened(RpcClient.builder()
                .address("127.0.0.1", server(binding).port())
                .wireFormat(format)
                .build());
        client.withMetadata("user", "said").callBlocking(ECHO, "x");
        assertThat(came.get()).isEqualTo(Metadata.of("user", "said"));
    }

    @ParameterizedTest
    @EnumSource
    void theContextIsThatOfTheCallOnWhateverThread(Style style) throws Throwable {
        CallContext.Key<String> key = CallContext.Key.of("test");
        ExecutorService executor = Executors.newSingleThreadExecutor();
        open.add(executor::shutdownNow);
        ServiceBinding binding = ServiceBinding.builder("Test")
                .blocking(ECHO, text -> text + " for " + CallContext.current().get(key))
                .build();
        Filter identify =
                (call, next) -> next.invoke(call.withContext(call.context().with(key, "Ada")));
        RpcServer server = server(binding, identify, elsewhere(executor));
        AtomicReference<CallContext> after = new AtomicReference<>();
        RpcClient client = client(
                server,
                elsewhere(executor),
                (call, next) -> next.invoke(call).thenApply(reply -> {
                    after.set(CallContext.current());
                    return reply;
                }));

        CallContext mine = CallContext.create().with(key, "me");
        assertThat(mine.call(() -> {
                    try {
                        return style.call(client, ECHO, "x");
                    } catch (Throwable e) {
                        throw new AssertionError(e);
                    }
                }))
                .isEqualTo("x for Ada");
        assertThat(after.get().get(key)).isEqualTo("me");
    }

    @Test
    void futuresCompleteInTheContextOfTheirCaller() throws Exception {
        RpcClient client = client(server(), noting("client"));
        CompletableFuture<CallContext> inNone = new CompletableFuture<>();
        client.call(WAIT, "x").whenComplete((text, thrown) -> inNone.complete(CallContext.current()));
        CallContext mine = CallContext.create();
        CompletableFuture<CallContext> inMine = new CompletableFuture<>();
        mine.run(() -> client.call(WAIT, "x").whenComplete((text, thrown) -> inMine.complete(CallContext.current())));
        wait.complete("now");
        assertThat(inNone.get()).isNull();
        assertThat(inMine.get()).isSameAs(mine);
    }

    @Test
    void deadlinesHoldAndCanBeMadeShorter() {
        RpcClient client = client(server(), (call, next) -> next.invoke(call.withTimeout(Duration.ofMillis(50))));
        assertThatThrownBy(() -> client.callBlocking(WAIT, "x"))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.DEADLINE_EXCEEDED));
    }

    @Test
    void callsMayTakeLongerThanTheClientSays() throws Exception {
        RpcServer server = server();
        RpcClient client = opened(RpcClient.builder()
                .address("127.0.0.1", server.port())
                .callTimeout(Duration.ofMillis(50))
                .filter(noting("client"))
                .build());
        assertThatThrownBy(() -> client.callBlocking(WAIT, "x")).hasMessageContaining("deadline");
        CompletableFuture<String> patient =
                client.withTimeout(Duration.ofMinutes(1)).call(WAIT, "x");
        assertThatThrownBy(() -> client.callBlocking(WAIT, "x")).hasMessageContaining("deadline");
        wait.complete("late");
        assertThat(patient.get()).isEqualTo("late");
    }

    @Test
    void aThreadDoesNotWaitForAFilterThatNeverAnswers() {
        RpcClient client = client(server(), (call, next) -> new CompletableFuture<>());
        assertThatThrownBy(() -> client.withTimeout(Duration.ofMillis(50)).callBlocking(ECHO, "x"))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.DEADLINE_EXCEEDED));
    }

    @Test
    void aFutureThatIsCancelledTakesAllAttemptsWithIt() {
        AtomicInteger cancelled = new AtomicInteger();
        ServiceBinding binding = ServiceBinding.builder("Test")
                .async(WAIT, text -> {
                    CallContext.current().onCancel(cancelled::incrementAndGet);
                    events.add("running");
                    return wait;
                })
                .build();
        Filter twice = (call, next) -> {
            CompletionStage<Reply> first = next.invoke(call);
            return next.invoke(call).thenCombine(first, (one, other) -> other);
        };
        CompletableFuture<String> call = client(server(binding), twice).call(WAIT, "x");
        await().until(() -> events.size() == 2);
        call.cancel(true);
        await().until(() -> cancelled.get() == 2);
    }

    @Test
    void waitingThreadsThrowFailuresAsTheirOwn() {
        RpcClient client = client(server(), noting("client"));
        assertThatThrownBy(() -> client.callBlocking(FAIL, "status"))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("no such thing")
                .satisfies(e -> assertThat(e.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(FiltersTest.class.getName())));
    }

    @Test
    void onlyCallsThatAFilterTurnedAwayAreSafeToRepeat() {
        Filter late = (call, next) -> next.invoke(call)
                .thenCompose(
                        reply -> Reply.notExecuted(StatusCode.ABORTED, "late").completed());
        Filter early = (call, next) ->
                Reply.notExecuted(StatusCode.RESOURCE_EXHAUSTED, "early").completed();
        assertThatThrownBy(() -> client(server(early)).callBlocking(ECHO, "x"))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.isNotExecuted()).isTrue());
        assertThatThrownBy(() -> client(server(late)).callBlocking(ECHO, "x"))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.isNotExecuted()).isFalse());
    }

    private static Filter keeping(AtomicReference<Exchange> exchange) {
        return (call, next) -> next.invoke(call).thenApply(reply -> {
            exchange.set(reply.exchange());
            return reply;
        });
    }

    @Test
    void filtersOnBothSidesSeeTheExchange() {
        AtomicReference<Exchange> received = new AtomicReference<>();
        AtomicReference<Exchange> served = new AtomicReference<>();
        RpcServer server = server(keeping(served));
        assertThat(client(server, keeping(received)).callBlocking(ECHO, "four")).isEqualTo("four");
        assertThat(received.get().peer()).isEqualTo("127.0.0.1:" + server.port());
        assertThat(received.get().seq()).isEqualTo(served.get().seq());
        assertThat(received.get().requestBytes()).isGreaterThan(served.get().requestBytes());
        assertThat(received.get().replyBytes()).isEqualTo(7);
        assertThat(served.get().requestBytes()).isEqualTo(6); // tag, length, text
        assertThat(served.get().replyBytes()).isEqualTo(6);
        assertThat(served.get().peer()).startsWith("127.0.0.1:");
    }

    @Test
    void exchangeOfAServerHasTheSizeOfTheReplyAtHand() {
        AtomicReference<Exchange> inside = new AtomicReference<>();
        AtomicReference<Exchange> outside = new AtomicReference<>();
        Filter doubling = (call, next) ->
                next.invoke(call).thenApply(reply -> reply.withValue(reply.value() + "" + reply.value()));
        Filter answering = (call, next) -> next.invoke(call).thenApply(reply -> Reply.of("other than four"));
        assertThat(client(server(keeping(outside), doubling, keeping(inside))).callBlocking(ECHO, "four"))
                .isEqualTo("fourfour");
        assertThat(inside.get().replyBytes()).isEqualTo(6);
        assertThat(outside.get().replyBytes()).isEqualTo(10);
        client(server(keeping(outside), answering)).callBlocking(ECHO, "four");
        assertThat(outside.get().replyBytes()).isEqualTo(17);
    }

    @Test
    void exchangeOfAServerIsThereWhereAFilterRejectsTheCall() {
        AtomicReference<Exchange> served = new AtomicReference<>();
        List<Filter> rejecting = List.of(
                (call, next) ->
                        Reply.notExecuted(StatusCode.ABORTED, "rejected").completed(),
                (call, next) -> {
                    throw new RpcException(StatusCode.ABORTED, "thrown");
                },
                (call, next) -> CompletableFuture.supplyAsync(() -> Reply.notExecuted(StatusCode.ABORTED, "later")));
        for (Filter filter : rejecting) {
            RpcClient client = client(server(keeping(served), filter));
            assertThatThrownBy(() -> client.callBlocking(ECHO, "four")).isInstanceOf(RpcException.class);
            assertThat(served.getAndSet(null))
                    .satisfies(exchange -> assertThat(exchange.requestBytes()).isEqualTo(6))
                    .satisfies(exchange -> assertThat(exchange.replyBytes()).isEqualTo(-1));
        }
    }

    @Test
    void exchangeOfACallThatWasNotAnsweredHasNoReplyBytes() {
        AtomicReference<Exchange> exchange = new AtomicReference<>();
        RpcClient client = client(server(), keeping(exchange));
        assertThatThrownBy(() -> client.withTimeout(Duration.ofMillis(50)).callBlocking(WAIT, "x"))
                .isInstanceOf(RpcException.class);
        assertThat(exchange.get().replyBytes()).isEqualTo(-1);
        assertThatThrownBy(() -> CallContext.create(Duration.ZERO).run(() -> client.callBlocking(ECHO, "x")))
                .isInstanceOf(RpcException.class);
        assertThat(exchange.get().requestBytes()).isEqualTo(-1);
    }

    @Test
    void attemptsKnowTheirServerAndChooseAnotherEachTime() {
        RpcServer one = server();
        RpcServer other = server();
        List<String> peers = new CopyOnWriteArrayList<>();
        StaticRegistry registry = StaticRegistry.of(
                List.of(Endpoint.of("127.0.0.1", one.port()), Endpoint.of("127.0.0.1", other.port())));
        open.add(registry);
        RpcClient client = opened(RpcClient.builder()
                .registry(registry)
                .balancer(Balancers::roundRobin)
                .filter((call, next) -> next.invoke(call).thenCompose(reply -> next.invoke(call)))
                .attemptFilter((call, next) -> next.invoke(call).thenApply(reply -> {
                    peers.add(call.peer() + " " + reply.exchange().peer());
                    return reply;
                }))
                .build());
        client.callBlocking(ECHO, "until endpoints are known");
        await().until(() ->
                client.endpoints("Test").stream().allMatch(status -> status.state() == EndpointStatus.State.READY));
        peers.clear();
        client.callBlocking(ECHO, "x");
        String first = "127.0.0.1:" + one.port();
        String second = "127.0.0.1:" + other.port();
        assertThat(peers).containsExactlyInAnyOrder(first + " " + first, second + " " + second);
        assertThat(client.endpoints("Test")).allMatch(status -> status.pending() == 0);
    }

    @Test
    void textsOfCallsAndRepliesTellNoSecrets() {
        Invocation call =
                Internals.get().outgoing(ECHO, "secret", Metadata.of("token", "secret"), CallContext.create(), null);
        assertThat(call.toString()).isEqualTo("call of Test.Echo");
        assertThat(Reply.of("secret").toString()).isEqualTo("OK");
        assertThat(Reply.failed(ECHO, new RpcException(StatusCode.ABORTED, "why"))
                        .toString())
                .isEqualTo("ABORTED: why");
    }
}
