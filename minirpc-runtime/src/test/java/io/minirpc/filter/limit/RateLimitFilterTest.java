package io.minirpc.filter.limit;

import static io.minirpc.filter.FilterTesting.ANSWERS;
import static io.minirpc.filter.FilterTesting.FIND;
import static io.minirpc.filter.FilterTesting.OTHER;
import static io.minirpc.filter.FilterTesting.call;
import static io.minirpc.filter.FilterTesting.onThreads;
import static io.minirpc.filter.FilterTesting.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.minirpc.CallContext;
import io.minirpc.Invocation;
import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.codec.Codecs;
import io.minirpc.filter.FilterTesting;
import io.minirpc.internal.Internals;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many calls a rate lets through: on a clock that is told, on several threads, and by a server under overload. */
class RateLimitFilterTest {
    private final FilterTesting.Clock clock = new FilterTesting.Clock();
    private final FilterTesting testing = new FilterTesting();

    @AfterEach
    void close() throws Exception {
        testing.close();
    }

    private static int passing(RateLimitFilter filter, Invocation call, int attempts) {
        int passed = 0;
        for (int i = 0; i < attempts; i++) {
            passed += run(filter, call, ANSWERS).isOk() ? 1 : 0;
        }
        return passed;
    }

    private static Invocation from(String user) {
        return Internals.get().outgoing(FIND, "x", Metadata.of("user", user), CallContext.create(), null);
    }

    private static RateLimitFilter.Builder perUser(double perSecond, int burst) {
        return RateLimitFilter.builder().keyedBy(call -> call.metadata().get("user"), perSecond, burst);
    }

    @Test
    void aBurstPassesAtOnceAndThenTheRate() {
        RateLimitFilter filter = RateLimitFilter.builder().limit(100, 5).build(clock);
        assertThat(passing(filter, call(FIND), 20)).isEqualTo(5);
        clock.advanceMillis(9);
        assertThat(passing(filter, call(FIND), 20)).isZero();
        clock.advanceMillis(1);
        assertThat(passing(filter, call(FIND), 20)).isEqualTo(1);
        clock.advanceMillis(30);
        assertThat(passing(filter, call(FIND), 20)).isEqualTo(3);
        clock.advanceMillis(3_600_000);
        assertThat(passing(filter, call(FIND), 20)).isEqualTo(5);
    }

    @Test
    void theRateHoldsOverThirtySecondsOfOverload() {
        for (double rate : new double[] {0.5, 7, 333, 1000, 33_333.3}) {
            RateLimitFilter filter = RateLimitFilter.builder().limit(rate, 1).build(clock);
            Invocation call = call(FIND);
            Random random = new Random(1);
            int passed = 0;
            long step = (long) (1e9 / rate / 3);
            long end = clock.getAsLong() + 30_000_000_000L;
            while (clock.getAsLong() < end) {
                passed += run(filter, call, ANSWERS).isOk() ? 1 : 0;
                clock.advance(Math.min(1 + random.nextLong(step), end - clock.getAsLong()));
            }
            // A burst of one cannot make up for time between permit and call: a sixth of an interval each, on average.
            assertThat(passed).as("rate %s", rate).isLessThanOrEqualTo((int) (30 * rate) + 1);

            RateLimitFilter patient = RateLimitFilter.builder().limit(rate, 10).build(clock);
            passing(patient, call, 20);
            passed = 0;
            end = clock.getAsLong() + 30_000_000_000L;
            while (clock.getAsLong() < end) {
                clock.advance(Math.min(1 + random.nextLong(step), end - clock.getAsLong()));
                passed += run(patient, call, ANSWERS).isOk() ? 1 : 0;
            }
            assertThat((double) passed).as("rate %s", rate).isCloseTo(30 * rate, within(Math.max(1, 0.01 * 30 * rate)));
        }
    }

    @Test
    void refusalsSayWhenToComeAgain() {
        RateLimitFilter filter = RateLimitFilter.builder().limit(40, 1).build(clock);
        run(filter, call(FIND), ANSWERS);
        clock.advance(100);
        Reply refused = run(filter, call(FIND), ANSWERS);
        assertThat(refused.code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED);
        assertThat(refused.isNotExecuted()).isTrue();
        assertThat(refused.metadata().get(Metadata.RETRY_AFTER)).isEqualTo("25"); // rounded up
        assertThat(((RpcException) refused.failure()).metadata()).isEqualTo(refused.metadata());
        assertThat(refused.failure())
                .hasMessage("Test.Find: over the rate limit of 40.0 calls a second, 1 at once, for all calls together");
        assertThat(refused.failure().getStackTrace()).isEmpty();
        clock.advanceMillis(25);
        assertThat(run(filter, call(FIND), ANSWERS).isOk()).isTrue();
    }

    @Test
    void aMethodGoesByItsSettingThenByItsInterfaceThenByTheDefault() {
        MethodDescriptor<String, String> strict = MethodDescriptor.builder(
                        "Test", "Strict", Codecs.STRING, Codecs.STRING)
                .policy(RateLimitPolicy.ofPerSecond(1, 2))
                .build();
        RateLimitFilter filter =
                RateLimitFilter.builder().perMethod(1, 4).method(OTHER, 1, 3).build(clock);
        assertThat(passing(filter, call(FIND), 9)).isEqualTo(4);
        assertThat(passing(filter, call(OTHER), 9)).isEqualTo(3);
        assertThat(passing(filter, call(strict), 9)).isEqualTo(2);

        RateLimitFilter over =
                RateLimitFilter.builder().method("Test.Strict", 1, 1).build(clock);
        assertThat(passing(over, call(strict), 9)).isEqualTo(1);
        assertThat(passing(over, call(FIND), 9)).isEqualTo(9);
    }

    @Test
    void permitsAreGivenBackWhereAnotherLimitRefuses() {
        RateLimitFilter filter =
                perUser(0.001, 10).perMethod(0.001, 10).limit(0.001, 4).build(clock);
        assertThat(passing(filter, from("Ada"), 9)).isEqualTo(4);
        assertThat(passing(filter, from("Bob"), 9)).isZero();
        RateLimitFilter.Builder same = perUser(1, 10).perMethod(1, 10).limit(1000, 4);
        RateLimitFilter again = same.build(clock);
        for (int i = 0; i < 10; i++) { // none of the nine of ten refused counts against user or method
            assertThat(passing(again, from("Ada"), i == 0 ? 9 : 0)).isEqualTo(i == 0 ? 4 : 0);
        }
        clock.advanceMillis(4);
        assertThat(passing(again, from("Ada"), 9)).isEqualTo(4);
        clock.advanceMillis(4);
        assertThat(passing(again, from("Ada"), 9)).isEqualTo(2);
    }

    @Test
    void aPermitIsNotGivenBackToABucketThatMayHaveBeenFullSince() {
        TokenBucket bucket = new TokenBucket(Rate.of(1000, 2), "");
        long permit = bucket.take(0);
        assertThat(bucket.take(1_000_000)).isNegative();
        bucket.giveBack(permit, 1_000_000);
        assertThat(bucket.take(1_000_000)).isNegative();
        assertThat(bucket.take(1_000_000)).isEqualTo(1_000_000);
    }

    @Test
    void callersAreHeldBackForThemselves() {
        RateLimitFilter filter = perUser(1, 3).build(clock);
        assertThat(passing(filter, from("Ada"), 9)).isEqualTo(3);
        assertThat(passing(filter, from("Bob"), 9)).isEqualTo(3);
        assertThat(passing(filter, call(FIND), 2)).isEqualTo(2);
        assertThat(passing(filter, from("x".repeat(257)), 9)).isEqualTo(1); // shares with those without a key
    }

    @Test
    void keysThatAreMadeUpFindABoundAndKnownCallersKeepTheirBuckets() {
        KeyedBuckets buckets = new KeyedBuckets(call -> call.metadata().get("user"), Rate.of(1, 3), 100);
        int passed = 0;
        for (int i = 0; i < 10_000; i++) {
            passed += buckets.of(from("user " + i), 0).take(0) < 0 ? 1 : 0;
        }
        assertThat(passed).isEqualTo(100 + 3);
        assertThat(buckets.size()).isEqualTo(100);
        assertThat(buckets.of(from("user 7"), 0).take(0)).isNegative();

        long later = TimeUnit.SECONDS.toNanos(3600); // all are full again
        assertThat(buckets.of(from("new"), later).take(later)).isNegative();
        assertThat(buckets.size()).isEqualTo(1);
        assertThat(buckets.of(from("user 7"), later).take(later)).isNegative();
    }

    @Test
    void threadsTogetherNeverGetMoreThanBurstAndRate() throws Exception {
        RateLimitFilter filter = perUser(50_000, 50)
                .maxKeys(3)
                .perMethod(40_000, 70)
                .limit(60_000, 100)
                .build();
        long start = System.nanoTime();
        AtomicLong passed = new AtomicLong();
        onThreads(8, thread -> {
            Invocation[] calls = {from("a" + thread), from("b" + thread % 2), call(OTHER)};
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
            while (System.nanoTime() < end) {
                for (Invocation call : calls) {
                    passed.addAndGet(run(filter, call, ANSWERS).isOk() ? 1 : 0);
                }
            }
        });
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat((double) passed.get()).isLessThanOrEqualTo(100 + 60_000 * seconds);
        assertThat(passed.get()).isGreaterThan(1000);
    }

    @Test
    void bucketsThatAreForgottenInBetweenGiveNoMoreThanTheBurst() throws Exception {
        for (int round = 0; round < 200; round++) {
            KeyedBuckets buckets = new KeyedBuckets(call -> call.metadata().get("user"), Rate.of(1000, 5), 100);
            buckets.of(from("Ada"), 0).take(0);
            long now = TimeUnit.SECONDS.toNanos(10);
            AtomicLong passed = new AtomicLong();
            onThreads(4, thread -> {
                for (int i = 0; i < 10; i++) {
                    if (thread == 0) {
                        buckets.of(from("another " + i), now); // which forgets Ada
                    } else {
                        long permit = buckets.of(from("Ada"), now).take(now);
                        while (permit == TokenBucket.FORGOTTEN) {
                            permit = buckets.of(from("Ada"), now).take(now);
                        }
                        passed.addAndGet(permit < 0 ? 1 : 0);
                    }
                }
            });
            assertThat(passed.get()).isEqualTo(5);
            assertThat(buckets.size()).isEqualTo(11);
        }
    }

    @Test
    void refusingCostsLittle() {
        RateLimitFilter filter =
                perUser(0.001, 1).perMethod(1000_000, 1000).limit(0.001, 1).build();
        Invocation known = from("Ada");
        run(filter, known, ANSWERS);
        Invocation other = from("Bob");
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < 10_000; i++) {
                run(filter, (i & 1) == 0 ? known : other, ANSWERS);
            }
            best = Math.min(best, (System.nanoTime() - start) / 10_000);
        }
        System.out.println("RateLimitFilter: " + best + " ns for a call that is refused");
        assertThat(best).isLessThan(5_000);
    }

    @Test
    void callersOfAServerGetToKnowWhenToComeAgain() throws Exception {
        ServiceBinding binding =
                ServiceBinding.builder("Test").blocking(FIND, text -> text).build();
        RpcServer server = testing.server(binding, RateLimitFilter.of(0.01, 2));
        RpcClient client = testing.client(server);
        assertThat(client.callBlocking(FIND, "x")).isEqualTo("x");
        assertThat(client.call(FIND, "x").get()).isEqualTo("x");
        assertThatThrownBy(() -> client.callBlocking(FIND, "x"))
                .isInstanceOfSatisfying(RpcException.class, this::assertRefused);
        assertThatThrownBy(() -> client.call(FIND, "x").get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(RpcException.class, this::assertRefused);
    }

    private void assertRefused(RpcException e) {
        assertThat(e.code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED);
        assertThat(e.isNotExecuted()).isTrue();
        assertThat(Integer.parseInt(e.metadata().get(Metadata.RETRY_AFTER))).isBetween(1_000, 100_000);
    }

    @Test
    void settingsSayWhatTheyExpect() {
        assertThatThrownBy(() -> RateLimitFilter.of(0, 1)).hasMessage("perSecond: 0.0 (expected: 0.001 to 10000000)");
        assertThatThrownBy(() -> RateLimitFilter.of(Double.NaN, 1)).hasMessageStartingWith("perSecond: NaN");
        assertThatThrownBy(() -> RateLimitFilter.of(1, 0)).hasMessage("burst: 0 (expected: 1 to 1000000)");
        assertThatThrownBy(() -> RateLimitFilter.builder().method("Find", 1, 1))
                .hasMessage("method: \"Find\" (expected: service and method, such as Arith.Add)");
    }

    @Test
    @Tag("soak")
    @Timeout(120)
    void aServerUnderOverloadKeepsToItsRateOverThirtySeconds() throws Exception {
        double rate = 1000;
        int burst = 50;
        ServiceBinding binding = ServiceBinding.builder("Test")
                .inlineBlocking(FIND, text -> text)
                .build();
        RpcServer server = testing.server(binding, RateLimitFilter.of(rate, burst));
        AtomicLong passed = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        List<RpcClient> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(testing.client(server));
        }
        clients.get(0).call(FIND, "first").get();
        while (passed.get() == 0 || refused.get() == 0) { // until the burst is used up
            clients.get(0)
                    .call(FIND, "x")
                    .handle((text, thrown) -> (thrown == null ? passed : refused).incrementAndGet())
                    .get();
        }
        passed.set(0);
        refused.set(0);
        long start = System.nanoTime();
        onThreads(4, thread -> {
            Semaphore inFlight = new Semaphore(16);
            while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30)) {
                inFlight.acquireUninterruptibly();
                clients.get(thread).call(FIND, "x").whenComplete((text, thrown) -> {
                    (thrown == null ? passed : refused).incrementAndGet();
                    inFlight.release();
                });
            }
            inFlight.acquireUninterruptibly(16);
        });
        double seconds = (System.nanoTime() - start) / 1e9;
        double measured = passed.get() / seconds;
        System.out.printf(
                "RateLimitFilter: %.2f calls a second for a rate of %.0f over %.1f s, %.0f a second refused%n",
                measured, rate, seconds, refused.get() / seconds);
        assertThat(measured).isCloseTo(rate, within(rate / 100));
    }
}
