package io.minirpc.filter.limit;

import static io.minirpc.filter.FilterTesting.ANSWERS;
import static io.minirpc.filter.FilterTesting.FIND;
import static io.minirpc.filter.FilterTesting.call;
import static io.minirpc.filter.FilterTesting.fails;
import static io.minirpc.filter.FilterTesting.onThreads;
import static io.minirpc.filter.FilterTesting.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.CallContext;
import io.minirpc.Filter;
import io.minirpc.Invoker;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.filter.FilterTesting;
import io.minirpc.filter.limit.ConcurrencyLimit.Outcome;
import io.minirpc.internal.FilterChain;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is let in, that everybody is counted out again, and what is learned from whom. */
class ConcurrencyLimitFilterTest {
    private final FilterTesting testing = new FilterTesting();
    private final List<Outcome> learned = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        testing.close();
    }

    private ConcurrencyLimitFilter learning() {
        ConcurrencyLimit limit = new ConcurrencyLimit() {
            @Override
            public int limit() {
                return 10;
            }

            @Override
            public void ended(Outcome outcome, long nanos, int inFlight) {
                learned.add(outcome);
            }
        };
        return new ConcurrencyLimitFilter(limit, System::nanoTime);
    }

    @Test
    void moreThanTheLimitAreRefusedAtOnce() {
        ConcurrencyLimitFilter filter = ConcurrencyLimitFilter.fixed(2);
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        filter.filter(call(FIND), call -> reply);
        filter.filter(call(FIND), call -> reply);
        assertThat(filter.inFlight()).isEqualTo(2);
        assertThat(filter.limit()).isEqualTo(2);
        Reply refused = run(filter, call(FIND), ANSWERS);
        assertThat(refused.code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED);
        assertThat(refused.isNotExecuted()).isTrue();
        assertThat(refused.failure())
                .hasMessage("Test.Find: 2 calls are in flight, the most that the concurrency limit allows");
        reply.complete(Reply.of("done"));
        assertThat(filter.inFlight()).isZero();
        assertThat(run(filter, call(FIND), ANSWERS).isOk()).isTrue();
    }

    @Test
    void callsAreCountedOutWhateverHappensBehind() {
        ConcurrencyLimitFilter filter = ConcurrencyLimitFilter.fixed(1);
        List<Filter> behind = List.of(
                (call, next) -> {
                    throw new IllegalStateException("in a filter");
                },
                (call, next) -> CompletableFuture.failedFuture(new IllegalStateException()),
                (call, next) -> fails(StatusCode.INTERNAL).invoke(call));
        for (Filter broken : behind) {
            Reply reply = run(filter, call(FIND), FilterChain.of(List.of(broken), ANSWERS));
            assertThat(reply.code()).isEqualTo(StatusCode.INTERNAL);
            assertThat(filter.inFlight()).isZero();
        }
    }

    @Test
    void aReplyFindsItsPlaceFreeAlready() {
        ConcurrencyLimitFilter filter = ConcurrencyLimitFilter.fixed(1);
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        AtomicInteger then = new AtomicInteger(-1);
        filter.filter(call(FIND), call -> reply).whenComplete((value, thrown) -> then.set(filter.inFlight()));
        reply.complete(Reply.of("done"));
        assertThat(then).hasValue(0);
    }

    @Test
    void answersAndOverloadAreLearnedFromAndMistakesOfCallersAreNot() {
        ConcurrencyLimitFilter filter = learning();
        run(filter, call(FIND), ANSWERS);
        for (StatusCode code : StatusCode.values()) {
            if (code != StatusCode.OK) {
                run(filter, call(FIND), fails(code));
            }
        }
        assertThat(learned).containsExactly(Outcome.ANSWERED, Outcome.LATE, Outcome.REFUSED, Outcome.REFUSED);
    }

    @Test
    void anAnswerAfterTheDeadlineIsNone() {
        ConcurrencyLimitFilter filter = learning();
        run(filter, call(FIND, CallContext.create(Duration.ZERO)), ANSWERS);
        assertThat(learned).containsExactly(Outcome.LATE);
    }

    @Test
    void thereAreNeverMoreInFlightThanTheLimitAndNoneInTheEnd() throws Exception {
        ConcurrencyLimitFilter filter = ConcurrencyLimitFilter.fixed(5);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        Invoker elsewhere = call -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            return CompletableFuture.supplyAsync(
                    () -> {
                        inside.decrementAndGet();
                        return Reply.of("done");
                    },
                    ForkJoinPool.commonPool());
        };
        onThreads(8, thread -> {
            for (int i = 0; i < 5_000; i++) {
                filter.filter(call(FIND), elsewhere).thenAccept(reply -> refused.addAndGet(reply.isOk() ? 0 : 1));
            }
        });
        await().until(() -> filter.inFlight() == 0);
        assertThat(most.get()).isBetween(1, 5);
        assertThat(inside).hasValue(0);
    }

    @Test
    void aServerRefusesWhatIsTooMuchAndServesTheRest() throws Exception {
        CompletableFuture<String> wait = new CompletableFuture<>();
        ServiceBinding binding =
                ServiceBinding.builder("Test").async(FIND, text -> wait).build();
        ConcurrencyLimitFilter filter = ConcurrencyLimitFilter.fixed(2);
        RpcServer server = testing.server(binding, filter);
        RpcClient client = testing.client(server);
        CompletableFuture<String> one = client.call(FIND, "x");
        CompletableFuture<String> other = client.call(FIND, "x");
        await().until(() -> filter.inFlight() == 2);
        assertThatThrownBy(() -> client.callBlocking(FIND, "x")).isInstanceOfSatisfying(RpcException.class, e -> {
            assertThat(e.code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED);
            assertThat(e.isNotExecuted()).isTrue();
        });
        wait.complete("now");
        assertThat(one.get()).isEqualTo("now");
        assertThat(other.get()).isEqualTo("now");
        assertThat(client.callBlocking(FIND, "x")).isEqualTo("now");
        await().until(() -> filter.inFlight() == 0);
    }

    @Test
    void settingsSayWhatTheyExpect() {
        assertThatThrownBy(() -> ConcurrencyLimitFilter.fixed(0)).hasMessage("limit: 0 (expected: 1 to 1000000)");
        assertThatThrownBy(() -> ConcurrencyLimitFilter.builder().maxLimit(10).build())
                .hasMessage("initialLimit: 20 (expected: 4 to 10)");
        assertThatThrownBy(() -> ConcurrencyLimitFilter.builder().tolerance(0.5))
                .hasMessage("tolerance: 0.5 (expected: 1.0 to 10.0)");
    }
}
