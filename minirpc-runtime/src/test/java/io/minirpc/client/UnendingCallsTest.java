package io.minirpc.client;

import static io.minirpc.server.TestService.ECHO;
import static io.minirpc.server.TestService.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.CallContext;
import io.minirpc.Filter;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.Throwing;
import io.minirpc.balancer.Balancer;
import io.minirpc.discovery.Endpoint;
import io.minirpc.server.RpcServer;
import io.minirpc.server.TestService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls end once, by their deadline, whatever the user's filters, executors, balancers and registries do. */
class UnendingCallsTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration ENOUGH_FOR_A_CALL = Duration.ofSeconds(1);

    private final CompletableFuture<String> wait = new CompletableFuture<>();
    private final CompletableFuture<String> cancelled = new CompletableFuture<>();
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final List<AutoCloseable> open = new ArrayList<>();
    private RpcServer server;

    @BeforeEach
    void start() {
        Filter watch = (call, next) -> {
            if (call.method().fullName().equals("Test.Wait")) {
                call.context().onCancel(() -> cancelled.complete("cancelled"));
                waiting.countDown();
            }
            return next.invoke(call);
        };
        server = opened(RpcServer.builder()
                .address("127.0.0.1", 0)
                .filter(watch)
                .add(TestService.binding(wait))
                .build()
                .start());
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private RpcClient client(Consumer<RpcClientBuilder> settings) {
        RpcClientBuilder builder = RpcClient.builder()
                .address("127.0.0.1", server.port())
                .helloTimeout(Duration.ofMinutes(1)); // so that a busy machine does not make a server one of version 1
        settings.accept(builder);
        return opened(builder.build());
    }

    private static Throwable failureOf(CompletableFuture<?> call) {
        try {
            call.get(20, TimeUnit.SECONDS);
            throw new AssertionError("the call succeeded");
        } catch (TimeoutException e) {
            throw new AssertionError("the call never ended", e);
        } catch (Exception e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }

    private static StatusCode codeOf(CompletableFuture<?> call) {
        return ((RpcException) failureOf(call)).code();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void asyncCallEndsAtItsDeadlineWhenAFilterNeverAnswers(boolean isOfAttempts) {
        Filter silent = (call, next) -> new CompletableFuture<>();
        RpcClient client = client(b -> add(b, isOfAttempts, silent));
        CompletableFuture<String> call = client.withTimeout(SHORT).call(ECHO, "x");
        assertThat(codeOf(call)).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
        assertThat(failureOf(call)).hasMessageContaining("no filter has answered");
    }

    private static void add(RpcClientBuilder builder, boolean isOfAttempts, Filter filter) {
        if (isOfAttempts) {
            builder.attemptFilter(filter);
        } else {
            builder.filter(filter);
        }
    }

    @Test
    void asyncCallEndsAtItsDeadlineWhenAFilterGivesItMoreTime() {
        CallContext later = CallContext.create(Duration.ofMinutes(1));
        RpcClient client = client(b -> b.filter((call, next) -> next.invoke(call.withContext(later))));
        assertThat(codeOf(client.withTimeout(SHORT).call(WAIT, "x"))).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
    }

    @Test
    void replyThatComesAfterTheDeadlineIsDropped() {
        CompletableFuture<Reply> late = new CompletableFuture<>();
        RpcClient client = client(b -> b.filter((call, next) -> late));
        CompletableFuture<String> call = client.withTimeout(SHORT).call(ECHO, "x");
        assertThat(codeOf(call)).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
        late.complete(Reply.of("late"));
        assertThat(codeOf(call)).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
    }

    static Stream<Filter> badFilters() {
        return Stream.of(
                (call, next) -> {
                    throw new AssertionError("bad");
                },
                (call, next) -> {
                    throw new StackOverflowError("bad");
                },
                (call, next) -> CompletableFuture.failedFuture(new AssertionError("bad")),
                (call, next) -> next.invoke(call).thenApply(reply -> {
                    throw new AssertionError("bad");
                }),
                (call, next) -> new Stage(consumer -> {
                    throw new AssertionError("bad");
                }));
    }

    @ParameterizedTest
    @MethodSource("badFilters")
    void callFailsOnceWhenAFilterThrowsAnError(Filter bad) {
        for (boolean isOfAttempts : new boolean[] {false, true}) {
            RpcClient client = client(b -> add(b, isOfAttempts, bad));
            assertThat(failureOf(client.call(ECHO, "x"))).hasMessage("bad");
            CompletableFuture<String> blocking = new CompletableFuture<>();
            try {
                blocking.complete(client.callBlocking(ECHO, "x"));
            } catch (Throwable e) {
                blocking.completeExceptionally(e);
            }
            assertThat(failureOf(blocking)).hasMessage("bad");
        }
    }

    static Stream<Filter> oddFilters() {
        return Stream.of(
                (call, next) -> CompletableFuture.completedStage(Reply.of("odd")),
                (call, next) -> new Stage(consumer -> {
                    consumer.accept(Reply.of("odd"), null);
                    consumer.accept(Reply.of("again"), null);
                    consumer.accept(null, new AssertionError("and again"));
                }),
                (call, next) -> next.invoke(call).thenApplyAsync(reply -> reply.withValue("odd")));
    }

    @ParameterizedTest
    @MethodSource("oddFilters")
    void callEndsByTheFirstAnswerOfAFilter(Filter odd) throws Exception {
        for (boolean isOfAttempts : new boolean[] {false, true}) {
            RpcClient client = client(b -> add(b, isOfAttempts, odd));
            assertThat(client.call(ECHO, "x").get(20, TimeUnit.SECONDS)).isEqualTo("odd");
            assertThat(client.callBlocking(ECHO, "x")).isEqualTo("odd");
        }
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("bad"),
                new OutOfMemoryError("unable to create native thread"),
                new StackOverflowError("bad"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void callbackRunsOnTheEventLoopWhenTheExecutorThrows(Throwable failure) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Executor bad = task -> {
            if (asked.incrementAndGet() % 2 == 0) {
                Throwing.raise(failure);
            }
            task.run();
        };
        List<CompletableFuture<String>> neighbours = new ArrayList<>();
        for (boolean isFiltered : new boolean[] {false, true}) {
            RpcClient client = client(b -> filtered(b, isFiltered).callbackExecutor(bad));
            neighbours.add(client.withTimeout(Duration.ofMinutes(1)).call(WAIT, "x"));
            for (int i = 0; i < 10; i++) {
                assertThat(client.call(ECHO, "x").get(20, TimeUnit.SECONDS)).isEqualTo("x");
            }
            assertThat(client.stats().pendingCalls()).isEqualTo(1);
        }
        wait.complete("still there");
        for (CompletableFuture<String> neighbour : neighbours) {
            assertThat(neighbour.get(20, TimeUnit.SECONDS)).isEqualTo("still there");
        }
    }

    private static RpcClientBuilder filtered(RpcClientBuilder builder, boolean isFiltered) {
        return isFiltered ? builder.filter((call, next) -> next.invoke(call)) : builder;
    }

    @Test
    void callEndsByItsDeadlineWhenTheExecutorDropsWhatItIsGiven() throws Exception {
        for (boolean isFiltered : new boolean[] {false, true}) {
            RpcClient client = client(b -> filtered(b, isFiltered).callbackExecutor(task -> {}));
            client.call(ECHO, "connect");
            await().until(() -> client.stats().readyConnections() == 1);
            assertThat(client.withTimeout(ENOUGH_FOR_A_CALL).call(ECHO, "x").get(20, TimeUnit.SECONDS))
                    .isEqualTo("x");
            assertThat(codeOf(client.withTimeout(SHORT).call(WAIT, "x"))).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
        }
    }

    @Test
    void callEndsOnceWhenTheExecutorRunsItsTaskTwiceAndThrows() throws Exception {
        Executor bad = task -> {
            task.run();
            task.run();
            throw new IllegalStateException("bad");
        };
        RpcClient client = client(b -> b.callbackExecutor(bad));
        assertThat(client.call(ECHO, "x").get(20, TimeUnit.SECONDS)).isEqualTo("x");
    }

    /** What ends a future from outside. */
    private static Stream<Consumer<CompletableFuture<String>>> ends() {
        return Stream.of(
                future -> future.orTimeout(1, TimeUnit.MILLISECONDS),
                future -> future.completeOnTimeout("y", 1, TimeUnit.MILLISECONDS),
                future -> future.complete("y"),
                future -> future.completeExceptionally(new IllegalStateException("enough")),
                future -> future.completeAsync(() -> "y"),
                future -> future.obtrudeValue("y"),
                future -> future.cancel(false));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void futureThatItsUserEndsCancelsTheCallAtTheServer(Consumer<CompletableFuture<String>> end) throws Exception {
        endsAtTheServer(client(b -> {}), end);
    }

    @ParameterizedTest
    @MethodSource("ends")
    void filteredFutureThatItsUserEndsCancelsTheCallAtTheServer(Consumer<CompletableFuture<String>> end)
            throws Exception {
        endsAtTheServer(client(b -> b.filter((call, next) -> next.invoke(call).thenApply(reply -> reply))), end);
    }

    private void endsAtTheServer(RpcClient client, Consumer<CompletableFuture<String>> end) throws Exception {
        CompletableFuture<String> call =
                client.withTimeout(Duration.ofMinutes(1)).call(WAIT, "x");
        waiting.await();
        end.accept(call);
        assertThat(cancelled.get(20, TimeUnit.SECONDS)).isEqualTo("cancelled");
        await().until(() -> client.stats().pendingCalls() == 0);
    }

    @Test
    void filterThatTimesAnAttemptOutCancelsItAtTheServer() throws Exception {
        RpcClient client = client(b -> b.filter((call, next) ->
                next.invoke(call).toCompletableFuture().completeOnTimeout(Reply.of("y"), 1, TimeUnit.MILLISECONDS)));
        CompletableFuture<String> call =
                client.withTimeout(Duration.ofMinutes(1)).call(WAIT, "x");
        assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("y");
        await().until(() -> client.stats().pendingCalls() == 0);
    }

    private RpcClient discovering(SilentRegistry registry, Supplier<Balancer> balancer) {
        return opened(RpcClient.builder()
                .registry(registry)
                .helloTimeout(Duration.ofMinutes(1))
                .balancer(balancer)
                .build());
    }

    private List<Endpoint> endpoints() {
        return List.of(Endpoint.of("127.0.0.1", server.port()));
    }

    static Stream<@Nullable Throwable> pickFailures() {
        return Stream.concat(failures(), Stream.of((Throwable) null));
    }

    @ParameterizedTest
    @MethodSource("pickFailures")
    void pickerThatFailsOnceFailsOneOfTheCallsThatWait(@Nullable Throwable failure) throws Exception {
        SilentRegistry registry = SilentRegistry.thatAnswersPings();
        AtomicInteger picks = new AtomicInteger();
        RpcClient client = discovering(
                registry,
                () -> candidates -> hash -> {
                    if (picks.incrementAndGet() == 1) {
                        if (failure != null) {
                            Throwing.raise(failure);
                        }
                        return null;
                    }
                    return candidates.get(0);
                });
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(client.withTimeout(Duration.ofMinutes(1)).call(ECHO, "x"));
        }
        await().until(registry::isWatched);
        registry.say(endpoints());
        RpcException first = (RpcException) failureOf(calls.get(0));
        assertThat(first.code()).isEqualTo(StatusCode.INTERNAL);
        assertThat(first.isNotExecuted()).isTrue();
        assertThat(first).hasMessageContaining("balancer");
        for (CompletableFuture<String> call : calls.subList(1, 20)) {
            assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("x");
        }
        assertThat(picks.get()).isEqualTo(20);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void callFailsWhenItsPickerThrows(Throwable failure) {
        for (boolean hasAttemptFilter : new boolean[] {false, true}) {
            SilentRegistry registry = SilentRegistry.thatAnswersPings();
            RpcClientBuilder builder = RpcClient.builder()
                    .registry(registry)
                    .balancer(() -> candidates -> hash -> Throwing.raise(failure));
            RpcClient client = opened(
                    hasAttemptFilter
                            ? builder.attemptFilter((call, next) -> next.invoke(call))
                                    .build()
                            : builder.build());
            CompletableFuture<String> early = client.call(ECHO, "x");
            await().until(registry::isWatched);
            registry.say(endpoints());
            assertThat(codeOf(early)).isEqualTo(StatusCode.INTERNAL);
            assertThat(codeOf(client.call(ECHO, "x"))).isEqualTo(StatusCode.INTERNAL);
            assertThat(client.stats().pendingCalls()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void balancerThatCannotBeMadeOrThrowsAnErrorFailsNoOtherService(Throwable failure) throws Exception {
        SilentRegistry registry = SilentRegistry.thatAnswersPings();
        RpcClient cannotMake = discovering(registry, () -> Throwing.raise(failure));
        assertThat(codeOf(cannotMake.call(ECHO, "x"))).isEqualTo(StatusCode.INTERNAL);
        RpcClient client = discovering(registry, () -> candidates -> Throwing.raise(failure));
        CompletableFuture<String> call = client.call(ECHO, "x");
        await().until(registry::isWatched);
        registry.say(endpoints());
        assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("x"); // by chance
    }

    /** A stage that is not the JDK's: knows how to tell its end, and nothing else. */
    private static final class Stage extends CompletableFuture<Reply> {
        private final Consumer<BiConsumer<@Nullable Reply, @Nullable Throwable>> end;

        Stage(Consumer<BiConsumer<@Nullable Reply, @Nullable Throwable>> end) {
            this.end = end;
        }

        @Override
        public CompletableFuture<Reply> whenComplete(BiConsumer<? super Reply, ? super Throwable> action) {
            end.accept(action::accept);
            return this;
        }

        @Override
        public <U> CompletableFuture<U> handle(
                java.util.function.BiFunction<? super Reply, Throwable, ? extends U> function) {
            CompletableFuture<U> handled = new CompletableFuture<>();
            end.accept((reply, thrown) -> handled.complete(function.apply(reply, thrown)));
            return handled;
        }
    }
}
