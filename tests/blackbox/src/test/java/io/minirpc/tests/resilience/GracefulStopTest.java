package io.minirpc.tests.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A server that is stopped gracefully ends what it has begun, and the rest moves to another one. */
class GracefulStopTest {
    private static final int RATE = 2_000;
    private static final int CALLS = 2 * RATE;
    private static final int CALL_MILLIS = 20;

    @Test
    void noCallFailsAndThoseInFlightFinish() throws Exception {
        try (Fleet fleet = new Fleet(2)) {
            AtomicInteger current = new AtomicInteger();
            AtomicInteger inFlight = new AtomicInteger();
            CompletableFuture<Void> stopped = new CompletableFuture<>();
            List<CompletableFuture<Void>> calls = new ArrayList<>();

            OpenLoop.run(RATE, CALLS, i -> {
                if (i == CALLS / 2) {
                    inFlight.set(fleet.server(0).stats().inFlight());
                    stopped.completeAsync(
                            () -> {
                                fleet.stop(0);
                                return null;
                            },
                            task -> new Thread(task).start());
                }
                int first = current.get();
                int retries = fleet.retries.get();
                calls.add(fleet.call(first, Fleet.once(i, CALL_MILLIS)));
                if (fleet.retries.get() > retries) {
                    current.set(1);
                }
            });
            Calls.awaitEnd(calls);
            stopped.get(30, TimeUnit.SECONDS);

            long failed = calls.stream()
                    .filter(CompletableFuture::isCompletedExceptionally)
                    .count();
            Calls.print(
                    "graceful stop under %,d calls/s with %d in flight: %d of %,d failed, %d retries",
                    RATE, inFlight.get(), failed, CALLS, fleet.retries.get());
            assertThat(calls)
                    .allSatisfy(call -> assertThat(Calls.failureOf(call)).isNull());
            assertThat(inFlight).hasPositiveValue();
            assertThat(fleet.executions).hasSize(CALLS);
            assertThat(fleet.executions.values()).as("executions of each call").containsOnly(1);
        }
    }
}
