package io.minirpc.tests.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A server that gets ten times what it can do goes on doing what it can, says no to the rest at once, and does not run
 * out of memory.
 */
class FloodTest {
    private static final int CALL_MILLIS = 5;
    private static final int EXECUTING = 4;
    private static final int TIMES = 10;
    private static final double GOODPUT = 0.8;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration REJECTION_P99 = Duration.ofMillis(50);

    @Test
    void aFloodOfThreeSecondsIsSurvived() throws Exception {
        Flood flood = flood(1, 3);
        assertThat(flood.rejectionP99()).as("rejected, not queued").isLessThan(TIMEOUT.dividedBy(10));
    }

    @Test
    @Tag("soak")
    void aFloodOfHalfAMinuteLeavesGoodputAsItWas() throws Exception {
        Flood flood = flood(5, 30);
        assertThat(flood.goodput()).as("goodput in parts of the capacity").isGreaterThanOrEqualTo(GOODPUT);
        assertThat(flood.rejectionP99()).isLessThan(REJECTION_P99);
    }

    /**
     * The figures of a flood.
     *
     * @param goodput successful calls a second, in parts of the capacity
     */
    private record Flood(double goodput, Duration rejectionP99) {}

    private static Flood flood(int measuredSeconds, int seconds) throws Exception {
        try (ServerProcess server = ServerProcess.start(0, EXECUTING, 128, "-Xmx128m", "-XX:+ExitOnOutOfMemoryError");
                RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", server.port())
                        .callTimeout(TIMEOUT)
                        .build()) {
            capacity(client, 1); // warms up
            double capacity = capacity(client, measuredSeconds);
            int rate = (int) (TIMES * capacity);
            Outcomes outcomes = new Outcomes((int) (rate * (long) seconds));
            long start = System.nanoTime();
            OpenLoop.run(rate, outcomes.calls, i -> outcomes.add(call(client)));
            double goodput = outcomes.succeeded.sum() * 1e9 / (System.nanoTime() - start) / capacity;
            outcomes.awaitEnd();

            Calls.print(
                    "flood of %,d calls/s for %d s, capacity %,.0f/s, 128 MB: goodput %.0f %%, %,d rejected, p99 %.1f ms",
                    rate,
                    seconds,
                    capacity,
                    100 * goodput,
                    outcomes.rejected.get(),
                    Calls.millis(outcomes.rejectionP99()));
            assertThat(server.isAlive()).as("no OutOfMemoryError").isTrue();
            assertThat(outcomes.otherFailures).hasValue(0);
            assertThat(outcomes.rejected).hasPositiveValue();
            return new Flood(goodput, Duration.ofNanos(outcomes.rejectionP99()));
        }
    }

    /** Returns how many calls a second end when there are always some more waiting than can run. */
    private static double capacity(RpcClient client, int seconds) {
        AtomicInteger ended = new AtomicInteger();
        List<CompletableFuture<?>> callers = new ArrayList<>();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; i < 4 * EXECUTING; i++) {
            callers.add(CompletableFuture.runAsync(
                    () -> {
                        while (System.nanoTime() < end) {
                            call(client).join();
                            ended.incrementAndGet();
                        }
                    },
                    task -> new Thread(task).start()));
        }
        Calls.awaitEnd(callers);
        callers.forEach(CompletableFuture::join);
        return ended.get() * 1e9 / (System.nanoTime() - start);
    }

    private static CompletableFuture<Long> call(RpcClient client) {
        return client.call(WorkMethods.SLEEP, new WorkMethods.SleepArgs(CALL_MILLIS));
    }

    /** How the calls of a flood end. */
    private static final class Outcomes {
        final int calls;
        final LongAdder succeeded = new LongAdder();
        final AtomicInteger rejected = new AtomicInteger();
        final AtomicInteger otherFailures = new AtomicInteger();
        private final LongAdder ended = new LongAdder();
        private final long[] rejectionNanos;

        Outcomes(int calls) {
            this.calls = calls;
            rejectionNanos = new long[calls];
        }

        void add(CompletableFuture<Long> call) {
            long start = System.nanoTime();
            call.whenComplete((reply, thrown) -> {
                if (thrown == null) {
                    succeeded.increment();
                } else if (isRejection(Calls.failureOf(thrown))) {
                    rejectionNanos[rejected.getAndIncrement()] = System.nanoTime() - start;
                } else {
                    otherFailures.incrementAndGet();
                }
                ended.increment();
            });
        }

        private static boolean isRejection(RpcException failure) {
            return failure.code() == StatusCode.RESOURCE_EXHAUSTED && failure.isNotExecuted();
        }

        void awaitEnd() {
            await().until(() -> ended.sum() == calls);
        }

        long rejectionP99() {
            return Calls.p99(Arrays.copyOf(rejectionNanos, rejected.get()));
        }
    }
}
