package io.minirpc.filter.breaker;

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
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.Metadata;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.filter.FilterTesting;
import io.minirpc.filter.breaker.CircuitBreakerFilter.Scope;
import io.minirpc.filter.breaker.CircuitBreakerFilter.State;
import io.minirpc.internal.Internals;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import io.minirpc.server.TestService;
import io.minirpc.server.TestService.OddException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When breakers open and close, what they count, and that nothing keeps them half-open. */
class CircuitBreakerFilterTest {
    private static final Invoker FAILS = fails(StatusCode.UNAVAILABLE);

    private final FilterTesting testing = new FilterTesting();
    private final FilterTesting.Clock clock = new FilterTesting.Clock();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final CircuitBreakerFilter filter = builder().build(clock);

    @AfterEach
    void close() throws Exception {
        testing.close();
    }

    private CircuitBreakerFilter.Builder builder() {
        return CircuitBreakerFilter.builder()
                .minCalls(10)
                .probes(2)
                .onStateChange((name, state) -> changes.add(name + " " + state));
    }

    private void make(int calls, Invoker next) {
        for (int i = 0; i < calls; i++) {
            run(filter, call(FIND), next);
        }
    }

    private State state() {
        return filter.states().get("Test.Find");
    }

    private void open() {
        make(10, FAILS);
        assertThat(state()).isEqualTo(State.OPEN);
    }

    private void openAndWait() {
        open();
        clock.advanceMillis(6_000); // with the fifth
    }

    private static Invocation callTo(String server) {
        return Internals.get().withPeer(call(FIND), server, null);
    }

    @Test
    void opensWhenTooManyHaveFailedAndRefusesCalls() {
        make(5, ANSWERS);
        make(4, FAILS);
        assertThat(state()).isEqualTo(State.CLOSED);
        make(1, FAILS);
        assertThat(state()).isEqualTo(State.OPEN);
        assertThat(changes).containsExactly("Test.Find OPEN");

        Reply refused = run(filter, call(FIND), call -> {
            throw new AssertionError("called");
        });
        assertThat(refused.code()).isEqualTo(StatusCode.UNAVAILABLE);
        assertThat(refused.isNotExecuted()).isTrue();
        assertThat(refused.failure())
                .hasMessageMatching("Test.Find: the circuit breaker of Test.Find is open: 5 of 10 calls have failed;"
                        + " calls are tried again in (5|6)\\d{3} ms");
        assertThat(Integer.parseInt(refused.metadata().get(Metadata.RETRY_AFTER)))
                .isBetween(5_000, 6_000);
        assertThat(run(filter, call(OTHER), ANSWERS).isOk()).isTrue();
    }

    @Test
    void forgetsCallsAfterTheWindow() {
        make(9, FAILS);
        clock.advanceMillis(9_000);
        make(1, ANSWERS);
        assertThat(state()).isEqualTo(State.OPEN);

        CircuitBreakerFilter later = builder().build(clock);
        for (int i = 0; i < 9; i++) {
            run(later, call(FIND), FAILS);
        }
        clock.advanceMillis(10_000);
        for (int i = 0; i < 9; i++) {
            run(later, call(FIND), ANSWERS);
        }
        run(later, call(FIND), FAILS);
        assertThat(later.states()).containsEntry("Test.Find", State.CLOSED);
    }

    @Test
    void closesWhenItsProbesSucceed() {
        openAndWait();
        make(1, ANSWERS);
        assertThat(state()).isEqualTo(State.HALF_OPEN);
        make(1, ANSWERS);
        assertThat(state()).isEqualTo(State.CLOSED);
        make(9, FAILS); // what was before is forgotten
        assertThat(state()).isEqualTo(State.CLOSED);
        assertThat(changes).containsExactly("Test.Find OPEN", "Test.Find HALF_OPEN", "Test.Find CLOSED");
    }

    @Test
    void opensAgainWhenAProbeFails() {
        openAndWait();
        make(1, ANSWERS);
        make(1, FAILS);
        assertThat(state()).isEqualTo(State.OPEN);
        clock.advanceMillis(4_999);
        assertThat(run(filter, call(FIND), ANSWERS).isOk()).isFalse();
        clock.advanceMillis(1_001);
        assertThat(run(filter, call(FIND), ANSWERS).isOk()).isTrue();
    }

    @Test
    void letsNoMoreThanItsProbesThroughWhileHalfOpen() {
        openAndWait();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        filter.filter(call(FIND), call -> reply);
        filter.filter(call(FIND), call -> reply);
        Reply refused = run(filter, call(FIND), ANSWERS);
        assertThat(refused.code()).isEqualTo(StatusCode.UNAVAILABLE);
        assertThat(refused.failure()).hasMessageContaining("waits for the calls it has let through to find out");
        reply.complete(Reply.of("back"));
        assertThat(state()).isEqualTo(State.CLOSED);
    }

    @Test
    void probesThatAreGivenUpOrNeverAnswerAreMadeUpFor() {
        openAndWait();
        for (int i = 0; i < 20; i++) {
            assertThat(run(filter, call(FIND), fails(StatusCode.CANCELLED)).code())
                    .isEqualTo(StatusCode.CANCELLED);
        }
        assertThat(state()).isEqualTo(State.HALF_OPEN);

        CompletableFuture<Reply> never = new CompletableFuture<>();
        filter.filter(call(FIND), call -> never);
        filter.filter(call(FIND), call -> never);
        assertThat(run(filter, call(FIND), ANSWERS).isOk()).isFalse();
        clock.advanceMillis(5_000);
        make(2, ANSWERS);
        assertThat(state()).isEqualTo(State.CLOSED);
        never.complete(Reply.failed(FIND, new RpcException(StatusCode.UNAVAILABLE, "much later")));
        assertThat(state()).isEqualTo(State.CLOSED);
    }

    @Test
    void endsOfCallsThatBeganBeforeAChangeSayNothing() {
        CompletableFuture<Reply> early = new CompletableFuture<>();
        filter.filter(call(FIND), call -> early);
        openAndWait();
        make(1, ANSWERS);
        early.complete(Reply.failed(FIND, new RpcException(StatusCode.UNAVAILABLE, "early")));
        assertThat(state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void whatServicesAnswerIsNoFailure() {
        for (StatusCode code : StatusCode.values()) {
            if (code == StatusCode.OK) {
                continue;
            }
            CircuitBreakerFilter fresh = builder().build(clock);
            for (int i = 0; i < 10; i++) {
                run(fresh, call(FIND), fails(code));
            }
            boolean failure = List.of(
                            StatusCode.UNKNOWN,
                            StatusCode.DEADLINE_EXCEEDED,
                            StatusCode.INTERNAL,
                            StatusCode.UNAVAILABLE,
                            StatusCode.DATA_LOSS)
                    .contains(code);
            assertThat(fresh.states().get("Test.Find")).as("%s", code).isEqualTo(failure ? State.OPEN : State.CLOSED);
        }
        CircuitBreakerFilter fresh = builder().build(clock);
        for (int i = 0; i < 10; i++) {
            run(
                    fresh,
                    call(TestService.FAIL),
                    call -> CompletableFuture.completedFuture(
                            Reply.failed(call.method(), new OddException("declared", 1))));
        }
        assertThat(fresh.states()).containsEntry("Test.Fail", State.CLOSED);

        CircuitBreakerFilter strict =
                builder().failures(StatusCode.RESOURCE_EXHAUSTED).build(clock);
        for (int i = 0; i < 10; i++) {
            run(strict, call(FIND), FAILS);
        }
        assertThat(strict.states()).containsEntry("Test.Find", State.CLOSED);
        for (int i = 0; i < 10; i++) {
            run(strict, call(FIND), fails(StatusCode.RESOURCE_EXHAUSTED));
        }
        assertThat(strict.states()).containsEntry("Test.Find", State.OPEN);
    }

    @Test
    void callsWhoseTimeIsUpAreNotCounted() {
        for (int i = 0; i < 20; i++) {
            run(filter, call(FIND, CallContext.create(Duration.ZERO)), fails(StatusCode.DEADLINE_EXCEEDED));
        }
        assertThat(state()).isEqualTo(State.CLOSED);
    }

    @Test
    void breakersMayBeOfServersOrOfAllCalls() {
        CircuitBreakerFilter ofPeers = builder().scope(Scope.PEER).build(clock);
        Invocation one = callTo("10.0.0.1:80");
        for (int i = 0; i < 10; i++) {
            run(ofPeers, one, FAILS);
            run(ofPeers, call(FIND), FAILS); // which has no server yet
        }
        assertThat(ofPeers.states()).hasSize(1).containsEntry("10.0.0.1:80", State.OPEN);
        assertThat(run(ofPeers, callTo("10.0.0.2:80"), ANSWERS).isOk()).isTrue();

        CircuitBreakerFilter one4All = builder().scope(Scope.ALL).build(clock);
        for (int i = 0; i < 5; i++) {
            run(one4All, call(FIND), FAILS);
            run(one4All, call(OTHER), FAILS);
        }
        assertThat(one4All.states()).hasSize(1).containsValue(State.OPEN);
    }

    @Test
    void thereIsABoundOnBreakersAndIdleOnesGo() {
        CircuitBreakerFilter ofPeers = builder().scope(Scope.PEER).build(clock);
        for (int i = 0; i < 3000; i++) {
            assertThat(run(ofPeers, callTo("peer " + i), ANSWERS).isOk()).isTrue();
        }
        assertThat(ofPeers.states()).hasSize(1024);
        clock.advanceMillis(11_000);
        run(ofPeers, callTo("another"), ANSWERS);
        assertThat(ofPeers.states()).hasSize(1);
    }

    @Test
    void aListenerThatThrowsDoesNoHarm() {
        CircuitBreakerFilter throwing = builder()
                .onStateChange((name, state) -> {
                    throw new IllegalStateException("listener");
                })
                .build(clock);
        for (int i = 0; i < 10; i++) {
            assertThat(run(throwing, call(FIND), FAILS).failure()).hasMessage("failed");
        }
        assertThat(throwing.states()).containsEntry("Test.Find", State.OPEN);
    }

    @Test
    void countsOfTheWindowAreNeverNegativeAndComeToZero() {
        FailureWindow window = new FailureWindow(1_000);
        java.util.Random random = new java.util.Random(3);
        long now = 0;
        for (int i = 0; i < 100_000; i++) {
            now += random.nextInt(150) - 20; // some threads come late
            window.add(random.nextBoolean(), Math.max(0, now));
            assertThat(window.failures()).isBetween(0, window.calls());
            assertThat(window.calls()).isPositive();
        }
        window.advance(now + 2_000);
        assertThat(window.calls()).isZero();
        assertThat(window.failures()).isZero();
    }

    @Test
    void threadsDoNotGetThroughWhatIsOpenNorWedgeWhatIsHalfOpen() throws Exception {
        CircuitBreakerFilter busy = CircuitBreakerFilter.builder()
                .minCalls(10)
                .probes(3)
                .window(Duration.ofMillis(50))
                .openFor(Duration.ofMillis(2))
                .build();
        AtomicInteger probing = new AtomicInteger();
        onThreads(8, thread -> {
            for (int i = 0; i < 20_000; i++) {
                int kind = (i / 500 + thread) % 3;
                run(busy, call(FIND), call -> {
                    if (busy.states().get("Test.Find") == State.HALF_OPEN) {
                        probing.incrementAndGet();
                    }
                    return (kind == 0 ? ANSWERS : kind == 1 ? FAILS : fails(StatusCode.CANCELLED)).invoke(call);
                });
            }
        });
        assertThat(probing.get()).isPositive();
        await().until(() -> {
            run(busy, call(FIND), ANSWERS);
            return busy.states().get("Test.Find") == State.CLOSED;
        });
    }

    @Test
    void aClientLeavesAServiceAloneThatFailsAndComesBack() throws Exception {
        AtomicBoolean down = new AtomicBoolean(true);
        AtomicInteger reached = new AtomicInteger();
        ServiceBinding binding = ServiceBinding.builder("Test")
                .blocking(FIND, text -> {
                    reached.incrementAndGet();
                    if (down.get()) {
                        throw new RpcException(StatusCode.UNAVAILABLE, "down");
                    }
                    return text;
                })
                .build();
        RpcServer server = testing.server(binding);
        RpcClient client = testing.client(server, filter);
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            try {
                client.call(FIND, "x").get();
            } catch (ExecutionException e) {
                failures.add(e.getCause());
            }
        }
        assertThat(failures).hasSize(20);
        assertThat(reached).hasValue(10);
        assertThatThrownBy(() -> client.callBlocking(FIND, "x")).hasMessageContaining("circuit breaker");
        down.set(false);
        clock.advanceMillis(6_000);
        assertThat(client.callBlocking(FIND, "x")).isEqualTo("x");
        assertThat(client.call(FIND, "x").get()).isEqualTo("x");
        assertThat(state()).isEqualTo(State.CLOSED);
    }
}
