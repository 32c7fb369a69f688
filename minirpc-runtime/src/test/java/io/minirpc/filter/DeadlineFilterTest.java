package io.minirpc.filter;

import static io.minirpc.filter.FilterTesting.ANSWERS;
import static io.minirpc.filter.FilterTesting.FIND;
import static io.minirpc.filter.FilterTesting.OTHER;
import static io.minirpc.filter.FilterTesting.call;
import static io.minirpc.filter.FilterTesting.fails;
import static io.minirpc.filter.FilterTesting.onThreads;
import static io.minirpc.filter.FilterTesting.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.CallContext;
import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.internal.FilterChain;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That calls end at their deadlines, and that nothing stays behind. */
class DeadlineFilterTest {
    private static final Duration SHORT = Duration.ofMillis(30);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FilterTesting testing = new FilterTesting();
    private final AtomicReference<Invocation> inside = new AtomicReference<>();
    private final CompletableFuture<Reply> never = new CompletableFuture<>();
    private final Invoker waits = call -> {
        inside.set(call);
        return never;
    };

    @AfterEach
    void close() throws Exception {
        testing.close();
    }

    private static Reply outcome(DeadlineFilter filter, Invocation call, Invoker next) throws Exception {
        return filter.filter(call, next).toCompletableFuture().get();
    }

    @Test
    void whatNeverAnswersIsAnsweredForAndGivenUp() throws Exception {
        Invocation call = call(FIND);
        AtomicReference<CallContext> repliedIn = new AtomicReference<>();
        Reply reply = DeadlineFilter.of(SECOND)
                .filter(call, waits)
                .thenApply(late -> {
                    repliedIn.set(CallContext.current());
                    return late;
                })
                .toCompletableFuture()
                .get();
        assertThat(reply.code()).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
        assertThat(reply.isNotExecuted()).isFalse();
        assertThat(reply.failure())
                .hasMessageMatching("Test.Find: no reply within (9[0-9][0-9]|1000) ms, the call was cancelled");
        assertThat(inside.get().context().isCancelled()).isTrue();
        assertThat(call.context().isCancelled()).isFalse();
        assertThat(repliedIn.get()).isSameAs(call.context());
        never.complete(Reply.of("late")); // and nobody minds
    }

    @Test
    void repliesInTimePassAsTheyAre() {
        DeadlineFilter filter = DeadlineFilter.of(Duration.ofSeconds(10));
        assertThat(run(filter, call(FIND), ANSWERS).value()).isEqualTo("fine");
        assertThat(run(filter, call(FIND), fails(StatusCode.NOT_FOUND)).code()).isEqualTo(StatusCode.NOT_FOUND);
    }

    @Test
    void theEarlierDeadlineHolds() throws Exception {
        CallContext sooner = CallContext.create(SHORT);
        assertThat(outcome(DeadlineFilter.of(Duration.ofHours(1)), call(FIND, sooner), waits)
                        .code())
                .isEqualTo(StatusCode.DEADLINE_EXCEEDED);
        CallContext later = CallContext.create(Duration.ofHours(1));
        assertThat(outcome(DeadlineFilter.of(SHORT), call(FIND, later), waits).code())
                .isEqualTo(StatusCode.DEADLINE_EXCEEDED);
        assertThat(outcome(DeadlineFilter.builder().build(), call(FIND, CallContext.create(SHORT)), waits)
                        .code())
                .isEqualTo(StatusCode.DEADLINE_EXCEEDED);
    }

    @Test
    void methodsMayHaveATimeOfTheirOwn() {
        DeadlineFilter filter = DeadlineFilter.builder()
                .timeout(Duration.ofHours(1))
                .method("Test.Find", Duration.ofHours(2))
                .build();
        filter.filter(call(FIND), waits);
        assertThat(inside.get().remaining()).isGreaterThan(Duration.ofHours(1));
        filter.filter(call(OTHER), waits);
        assertThat(inside.get().remaining()).isLessThanOrEqualTo(Duration.ofHours(1));
        never.complete(Reply.of("done"));
        DeadlineFilter none = DeadlineFilter.builder().build();
        none.filter(call(FIND), waits);
        assertThat(inside.get().context().hasDeadline()).isFalse();
    }

    @Test
    void aCallWhoseTimeIsUpDoesNotBegin() {
        Reply reply = run(DeadlineFilter.of(SHORT), call(FIND, CallContext.create(Duration.ZERO)), call -> {
            throw new AssertionError("began");
        });
        assertThat(reply.code()).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
        assertThat(reply.isNotExecuted()).isTrue();
    }

    @Test
    void noTimerStaysBehindACallThatHasEnded() {
        DeadlineFilter filter = DeadlineFilter.of(Duration.ofHours(1));
        assertThat(forgotten(filter, ANSWERS)).isTrue();
        assertThat(forgotten(filter, fails(StatusCode.NOT_FOUND))).isTrue();
        Filter broken = (call, next) -> CompletableFuture.failedFuture(new IllegalStateException());
        assertThat(forgotten(filter, FilterChain.of(List.of(broken), ANSWERS))).isTrue();
    }

    /** Tells whether nothing remembers a call after it has ended, as the JDK's timer would. */
    private static boolean forgotten(DeadlineFilter filter, Invoker next) {
        WeakReference<CallContext> context = ended(filter, next);
        await().until(() -> {
            System.gc();
            return context.get() == null;
        });
        return true;
    }

    private static WeakReference<CallContext> ended(DeadlineFilter filter, Invoker next) {
        CallContext context = CallContext.create();
        run(filter, call(FIND, context), next);
        return new WeakReference<>(context);
    }

    @Test
    void eachCallEndsOnceHoweverCloseReplyAndDeadlineAre() throws Exception {
        DeadlineFilter filter = DeadlineFilter.of(Duration.ofNanos(200_000));
        AtomicInteger replies = new AtomicInteger();
        AtomicInteger late = new AtomicInteger();
        onThreads(4, thread -> {
            for (int i = 0; i < 300; i++) {
                CompletableFuture<Reply> reply = new CompletableFuture<>();
                CompletableFuture<Reply> stage =
                        filter.filter(call(FIND), call -> reply).toCompletableFuture();
                stage.whenComplete((any, thrown) -> replies.incrementAndGet());
                long end = System.nanoTime() + i * 1_000;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                reply.complete(Reply.of("close"));
                late.addAndGet(stage.join().isOk() ? 0 : 1);
            }
        });
        await().until(() -> replies.get() == 1200);
        assertThat(late.get()).isPositive();
    }

    @Test
    void aServerStopsHandlersThatTakeTooLong() throws Exception {
        AtomicInteger cancelled = new AtomicInteger();
        ServiceBinding binding = ServiceBinding.builder("Test")
                .async(FIND, text -> {
                    CallContext.current().onCancel(cancelled::incrementAndGet);
                    return new CompletableFuture<>();
                })
                .blocking(OTHER, text -> {
                    CountDownLatch over = new CountDownLatch(1);
                    CallContext.current().onCancel(over::countDown);
                    over.await();
                    return "too late";
                })
                .build();
        RpcServer server = testing.server(binding, DeadlineFilter.of(SHORT));
        RpcClient client = testing.client(server);
        assertThatThrownBy(() -> client.callBlocking(FIND, "x"))
                .isInstanceOfSatisfying(RpcException.class, DeadlineFilterTest::assertLate)
                .hasMessageContaining("no reply within");
        await().until(() -> cancelled.get() == 1);
        assertThatThrownBy(() -> client.call(OTHER, "x").get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(RpcException.class, DeadlineFilterTest::assertLate)
                .hasMessageContaining("no reply within");
    }

    private static void assertLate(RpcException e) {
        assertThat(e.code()).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
    }

    @Test
    void aClientEndsCallsInTimeAndTheServerHearsOfIt() {
        CountDownLatch cancelled = new CountDownLatch(1);
        ServiceBinding binding = ServiceBinding.builder("Test")
                .async(FIND, text -> {
                    CallContext.current().onCancel(cancelled::countDown);
                    return new CompletableFuture<>();
                })
                .blocking(OTHER, text -> text)
                .build();
        RpcClient client = testing.client(
                testing.server(binding),
                DeadlineFilter.builder().method(FIND, SECOND).build());
        client.callBlocking(OTHER, "connected");
        assertThatThrownBy(() -> client.withTimeout(Duration.ofMinutes(1)).callBlocking(FIND, "x"))
                .isInstanceOfSatisfying(RpcException.class, DeadlineFilterTest::assertLate);
        await().until(() -> cancelled.getCount() == 0);
    }

    @Test
    void settingsSayWhatTheyExpect() {
        assertThatThrownBy(() -> DeadlineFilter.of(Duration.ZERO))
                .hasMessage("timeout: PT0S (expected: more than nothing, up to a year)");
        assertThatThrownBy(() -> DeadlineFilter.builder().method("Test.Find", Duration.ZERO))
                .hasMessage("timeout of Test.Find: PT0S (expected: more than nothing, up to a year)");
    }
}
