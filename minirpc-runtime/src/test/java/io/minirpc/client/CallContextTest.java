package io.minirpc.client;

import static io.minirpc.server.TestService.ECHO;
import static io.minirpc.server.TestService.FAIL;
import static io.minirpc.server.TestService.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.CallContext;
import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.internal.Internals;
import io.minirpc.server.AsyncHandler;
import io.minirpc.server.BlockingHandler;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import io.minirpc.server.TestService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deadlines and cancellation that go along chains of real servers. */
class CallContextTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** The text of the call that connects a client. */
    private static final String CONNECT = "connect";

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private RpcClient clientOf(ServiceBinding.Builder service) {
        RpcServer server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .add(service.build())
                .build()
                .start();
        open.add(() -> server.shutdown(Duration.ZERO));
        RpcClient client = RpcClient.builder()
                .address("127.0.0.1", server.port())
                .helloTimeout(Duration.ofMinutes(1)) // without the hello no client's default travels
                .build();
        open.add(client);
        return client;
    }

    private RpcClient blocking(BlockingHandler<String, String> handler) {
        return connected(
                ECHO,
                ServiceBinding.builder("Test")
                        .blocking(ECHO, text -> text.equals(CONNECT) ? text : handler.handle(text)));
    }

    private RpcClient async(AsyncHandler<String, String> handler) {
        return connected(
                WAIT,
                ServiceBinding.builder("Test")
                        .async(
                                WAIT,
                                text -> text.equals(CONNECT)
                                        ? CompletableFuture.completedFuture(text)
                                        : handler.handle(text)));
    }

    /** Returns a client whose deadlines are not spent on connecting. */
    private RpcClient connected(MethodDescriptor<String, String> method, ServiceBinding.Builder service) {
        RpcClient client = clientOf(service);
        assertThat(client.callBlocking(method, CONNECT)).isEqualTo(CONNECT);
        return client;
    }

    private static StatusCode codeOf(Throwable failure) {
        Throwable cause = failure instanceof RpcException ? failure : failure.getCause();
        return ((RpcException) cause).code();
    }

    @Test
    void theRemainingTimeTravelsThroughThreadsAndStagesAndThreeServers() {
        CompletableFuture<Long> left = new CompletableFuture<>();
        RpcClient third = blocking(text -> {
            left.complete(CallContext.current().remainingNanos());
            return text;
        });
        RpcClient second = async(text -> third.call(ECHO, text));
        // The context goes along to another thread by wrap, and by itself to what is chained to a call.
        RpcClient first = async(text -> CompletableFuture.supplyAsync(
                        () -> null, CallContext.current().wrap(ForkJoinPool.commonPool()))
                .thenComposeAsync(
                        nothing -> second.call(WAIT, text),
                        CallContext.current().wrap(ForkJoinPool.commonPool()))
                .thenCompose(reply -> second.call(WAIT, reply)));

        Duration shorterThanTheClientsOwn = Duration.ofSeconds(4);
        assertThat(first.withTimeout(shorterThanTheClientsOwn).call(WAIT, "x").join())
                .isEqualTo("x");
        assertThat(left.join()).isBetween(1L, shorterThanTheClientsOwn.toNanos());
    }

    @Test
    void aHopThatBurnsTheTimeLeavesTheNextOnlyTheRest() {
        CompletableFuture<Long> left = new CompletableFuture<>();
        RpcClient third = blocking(text -> {
            left.complete(CallContext.current().remainingNanos());
            return text;
        });
        RpcClient burning = async(text -> {
            CallContext context = CallContext.current();
            CompletableFuture<String> reply = new CompletableFuture<>();
            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS)
                    .execute(context.wrap(() -> third.call(ECHO, text).whenComplete((r, e) -> reply.complete(r))));
            return reply;
        });
        assertThat(burning.withTimeout(Duration.ofMillis(4_200)).call(WAIT, "x").join())
                .isEqualTo("x");
        assertThat(left.join()).isBetween(1L, TimeUnit.MILLISECONDS.toNanos(4_000));
    }

    @Test
    void nothingStartsAfterTheDeadline() {
        RpcClient client = blocking(text -> text);
        CallContext over = CallContext.create(Duration.ZERO);
        over.run(() -> {
            assertThatThrownBy(() -> client.callBlocking(ECHO, "late")).satisfies(e -> {
                assertThat(codeOf(e)).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
                assertThat(((RpcException) e).isNotExecuted()).isTrue();
            });
            assertThat(CallContext.create(Duration.ofDays(1)).remaining()).isZero();
        });
        assertThat(CallContext.current()).isNull();
    }

    @Test
    void aThreadLeavesTheContextWhenItsHandlerEnds() throws Exception {
        ExecutorService handlers = Executors.newSingleThreadExecutor();
        open.add(handlers::shutdownNow);
        RpcServer server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .executor(handlers)
                .add(TestService.binding(new CompletableFuture<>()))
                .build()
                .start();
        open.add(() -> server.shutdown(Duration.ZERO));
        RpcClient client = RpcClient.forAddress("127.0.0.1", server.port());
        open.add(client);
        assertThat(client.callBlocking(ECHO, "x")).isEqualTo("x");
        assertThat(handlers.submit(CallContext::current).get()).isNull();
        assertThatThrownBy(() -> client.callBlocking(FAIL, "error")).hasMessageContaining("internal error");
        assertThat(handlers.submit(CallContext::current).get()).isNull();
    }

    @Test
    void aCancelledFutureCancelsTheCallDownTheChain() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<String> secondCancelled = new CompletableFuture<>();
        CompletableFuture<Throwable> firstCall = new CompletableFuture<>();
        RpcClient second = async(text -> {
            CallContext context = CallContext.current();
            context.onCancel(() -> secondCancelled.complete("cancelled"));
            started.countDown();
            return new CompletableFuture<>();
        });
        RpcClient first = async(text -> {
            CompletableFuture<String> call = second.call(WAIT, text);
            call.whenComplete((reply, failure) -> firstCall.complete(failure));
            return call;
        });
        CompletableFuture<String> call = first.call(WAIT, "x");
        started.await();

        assertThat(call.cancel(true)).isTrue();

        assertThat(secondCancelled.get(10, TimeUnit.SECONDS)).isEqualTo("cancelled");
        assertThat(codeOf(firstCall.get(10, TimeUnit.SECONDS))).isEqualTo(StatusCode.CANCELLED);
    }

    @Test
    void aClientThatGoesAwayCancelsItsCalls() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        RpcClient client = async(text -> {
            CallContext.current().onCancel(() -> cancelled.complete("cancelled"));
            started.countDown();
            return new CompletableFuture<>();
        });
        client.call(WAIT, "x");
        started.await();
        client.close();
        assertThat(cancelled.get(10, TimeUnit.SECONDS)).isEqualTo("cancelled");
    }

    @Test
    void cancellingAContextCancelsItsCallsAndRefusesNewOnes() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        RpcClient client = async(text -> {
            started.countDown();
            return new CompletableFuture<>();
        });
        CallContext context = CallContext.create();
        CompletableFuture<String> call = context.call(() -> client.call(WAIT, "x"));
        started.await();
        context.cancel();
        assertThatThrownBy(call::join).satisfies(e -> assertThat(codeOf(e)).isEqualTo(StatusCode.CANCELLED));
        CompletableFuture<String> next = context.call(() -> client.call(WAIT, "x"));
        assertThatThrownBy(next::join).satisfies(e -> assertThat(codeOf(e)).isEqualTo(StatusCode.CANCELLED));
    }

    @Test
    void callbacksRunInTheContextOfTheirCall() throws Exception {
        RpcClient client = blocking(text -> text);
        CallContext context = CallContext.create(Duration.ofSeconds(20));
        CompletableFuture<CallContext> seen =
                context.call(() -> client.call(ECHO, "x").thenApply(reply -> CallContext.current()));
        assertThat(seen.join()).isSameAs(context);
        assertThat(client.call(ECHO, "x")
                        .thenApply(reply -> CallContext.current() == null)
                        .join())
                .isTrue();
    }

    @Test
    void aContextForgetsTheCallsThatHaveEnded() throws Exception {
        RpcClient client = blocking(text -> text);
        CallContext context = CallContext.create();
        context.run(() -> {
            for (int i = 0; i < 100; i++) {
                client.callBlocking(ECHO, "x");
                client.call(ECHO, "x").join();
            }
        });
        await().untilAsserted(() -> assertThat(context)
                .extracting("listeners.tasks")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.collection(Runnable.class))
                .isEmpty());
    }

    @Test
    void aContextThatLivesLongKeepsNoneOfItsParts() throws Exception {
        RpcClient client = blocking(text -> text);
        CallContext longLived = CallContext.create();
        longLived.run(() -> {
            for (int i = 0; i < 100; i++) {
                CallContext.create(Duration.ofSeconds(20)).run(() -> client.callBlocking(ECHO, "x"));
            }
        });
        await().untilAsserted(() -> assertThat(longLived)
                .extracting("listeners.tasks")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.collection(Runnable.class))
                .isEmpty());
        CallContext part = longLived.call(CallContext::create);
        CompletableFuture<String> told = new CompletableFuture<>();
        part.onCancel(() -> told.complete("cancelled"));
        longLived.cancel();
        assertThat(told.join()).isEqualTo("cancelled");
        assertThat(part.isCancelled()).isTrue();
    }

    @Test
    void passedDeadlineCancelsTheContextOfAnAsyncCallAtTheServer() throws Exception {
        CompletableFuture<CallContext> context = new CompletableFuture<>();
        CompletableFuture<String> told = new CompletableFuture<>();
        RpcClient client = async(text -> {
            CallContext.current()
                    .onCancel(() -> told.complete(Thread.currentThread().getName()));
            context.complete(CallContext.current());
            return new CompletableFuture<>();
        });
        CompletableFuture<String> call = client.withTimeout(SECOND).call(WAIT, "x");
        assertThat(told.get(20, TimeUnit.SECONDS)).startsWith("minirpc-timer-");
        assertThat(context.join().isCancelled()).isTrue();
        assertThatThrownBy(call::join).satisfies(e -> assertThat(codeOf(e)).isEqualTo(StatusCode.DEADLINE_EXCEEDED));
    }

    @Test
    void passedDeadlineCancelsTheContextOfABlockingHandler() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        RpcClient client = blocking(text -> {
            CallContext context = CallContext.current();
            await().until(context::isCancelled); // nobody has registered anything
            context.onCancel(() -> told.complete("cancelled"));
            return text;
        });
        client.withTimeout(SECOND).call(ECHO, "x"); // which may get its reply in the same moment
        assertThat(told.get(20, TimeUnit.SECONDS)).isEqualTo("cancelled");
    }

    @Test
    void passedDeadlineCancelsTheWholeChain() throws Exception {
        CompletableFuture<String> lastCancelled = new CompletableFuture<>();
        CompletableFuture<Throwable> nestedCall = new CompletableFuture<>();
        RpcClient second = async(text -> {
            CallContext.current().onCancel(() -> lastCancelled.complete("cancelled"));
            return new CompletableFuture<>();
        });
        RpcClient first = async(text -> {
            CallContext.current().onCancel(() -> {}); // so that there is a timer, and the context tells the call
            CompletableFuture<String> call =
                    second.withTimeout(Duration.ofMinutes(1)).call(WAIT, text);
            call.whenComplete((reply, failure) -> nestedCall.complete(failure));
            return call;
        });
        first.withTimeout(SECOND).call(WAIT, "x");
        assertThat(lastCancelled.get(20, TimeUnit.SECONDS)).isEqualTo("cancelled");
        assertThat(codeOf(nestedCall.get(20, TimeUnit.SECONDS))).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
    }

    @Test
    void partsHearOfTheDeadlineOnceAndBefore() throws Exception {
        CallContext whole = CallContext.create(SECOND);
        CallContext part = whole.fork();
        CallContext sooner = whole.fork(Duration.ofMillis(1));
        List<String> told = java.util.Collections.synchronizedList(new ArrayList<>());
        CountDownLatch all = new CountDownLatch(3);
        part.onCancel(() -> {
            told.add("part");
            all.countDown();
        });
        whole.onCancel(() -> {
            told.add("whole");
            all.countDown();
        });
        sooner.onCancel(() -> {
            told.add("sooner");
            all.countDown();
        });
        Internals.get().onEarlyCancel(sooner, () -> told.add("early"));
        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        part.cancel();
        whole.cancel();
        assertThat(told).containsOnlyOnce("part", "whole", "sooner").startsWith("sooner");
    }

    @Test
    void contextOfAnEndedCallForgetsWhatItsHandlerRegistered() throws Exception {
        CompletableFuture<CallContext> context = new CompletableFuture<>();
        CompletableFuture<String> told = new CompletableFuture<>();
        RpcClient client = blocking(text -> {
            CallContext.current().onCancel(() -> told.complete("cancelled"));
            context.complete(CallContext.current());
            return text;
        });
        client.withTimeout(SECOND).callBlocking(ECHO, "x");
        await().untilAsserted(
                        () -> assertThat(context.join()).extracting("listeners").isNull());
        await().until(() -> context.join().isCancelled()); // by now the timer would have fired
        assertThat(told).isNotDone();
    }

    @Test
    void throwingListenerDoesNotStopTheOthers() {
        CallContext context = CallContext.create();
        CompletableFuture<String> told = new CompletableFuture<>();
        context.onCancel(() -> {
            throw new AssertionError("bad");
        });
        context.onCancel(() -> told.complete("told"));
        context.cancel();
        assertThat(told.join()).isEqualTo("told");
    }

    @Test
    void handlerThatCancelsItsOwnContextIsAnswered() {
        RpcClient client = blocking(text -> {
            CallContext.current().cancel();
            return text;
        });
        assertThat(client.callBlocking(ECHO, "x")).isEqualTo("x");
    }

    @Test
    void veryLongDeadlinesSaturate() {
        for (Duration forEver : List.of(
                java.time.temporal.ChronoUnit.FOREVER.getDuration(),
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofDays(300 * 365L))) {
            CallContext context = CallContext.create(forEver);
            assertThat(context.remaining()).isGreaterThan(Duration.ofDays(364));
            assertThat(context.fork(forEver).isCancelled()).isFalse();
            context.onCancel(() -> {});
            context.cancel(); // and with it the timer
        }
    }

    @Test
    void theDeadlineOfAMethodStandsBetweenTheClientsAndTheCalls() {
        var patient = MethodDescriptor.builder(
                        "Test", "Wait", io.minirpc.codec.Codecs.STRING, io.minirpc.codec.Codecs.STRING)
                .timeoutMillis(50)
                .build();
        RpcClient client = async(text -> new CompletableFuture<>());
        assertThatThrownBy(() -> client.call(patient, "x").get(4, TimeUnit.SECONDS))
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(StatusCode.DEADLINE_EXCEEDED));
        CompletableFuture<String> longer =
                client.withTimeout(Duration.ofMinutes(1)).call(patient, "x");
        assertThatThrownBy(() -> client.call(patient, "x").join()).isInstanceOf(Exception.class);
        assertThat(longer).isNotDone();
    }
}
