package io.minirpc.filter.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.filter.FilterTesting;
import io.minirpc.filter.limit.ConcurrencyLimit.Outcome;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Where the limit goes, for a simulated server that has more to do than it can. */
class GradientLimitTest {
    private static final double DEADLINE_MILLIS = 100;

    private final FilterTesting.Clock clock = new FilterTesting.Clock();
    private GradientLimit limit = new GradientLimit(4, 1000, 20, 1.5, 0.2, clock);

    private double workers = 16;
    private double serviceMillis = 10;
    private double load = Double.MAX_VALUE;
    private double done;

    /** A call in flight: when it began, in which place. */
    private record Call(long began, int position) {}

    private final Queue<Call> calls = new ArrayDeque<>();

    /** Serves calls in their order, as many as can be at a time, and lets in as many as there may be. */
    private void pass(double seconds) {
        for (int i = 0; i < seconds * 1000; i++) {
            clock.advanceMillis(1);
            done = Math.min(done + workers / serviceMillis, Math.max(1, workers));
            while (done >= 1 && !calls.isEmpty() && millis(calls.element()) >= serviceMillis) {
                done--;
                Call call = calls.remove();
                Outcome outcome = millis(call) > DEADLINE_MILLIS ? Outcome.LATE : Outcome.ANSWERED;
                limit.ended(outcome, clock.getAsLong() - call.began(), call.position());
            }
            while (calls.size() < Math.min(limit.limit(), load)) {
                calls.add(new Call(clock.getAsLong(), calls.size() + 1));
            }
        }
    }

    private double millis(Call call) {
        return (clock.getAsLong() - call.began()) / 1e6;
    }

    /** Expects that all workers have something to do, and that no more waits than deadlines allow. */
    private void assertGood() {
        double latest = workers / serviceMillis * DEADLINE_MILLIS;
        assertThat((double) limit.limit()).isBetween(workers, 0.8 * latest);
    }

    @Test
    void settlesWhereCallsHardlyWaitAndStaysThereForAnHour() {
        pass(20);
        assertGood();
        pass(3600);
        assertGood();
    }

    @Test
    void followsAServerThatHasHalfOfItsWorkersAndThenAllOfThem() {
        pass(10);
        workers /= 2;
        pass(3);
        assertGood();
        workers *= 2;
        pass(3);
        assertGood();
    }

    @Test
    void followsAServerThatBecomesSlower() {
        workers = 64;
        pass(10);
        serviceMillis *= 2;
        pass(10);
        assertGood();
        serviceMillis /= 2;
        pass(30);
        assertGood();
    }

    @Test
    void followsAServerDownToAFractionOfItself() {
        workers = 200;
        pass(30);
        assertGood();
        workers = 4;
        pass(20);
        assertGood();
    }

    @Test
    void doesNotGrowWhileItIsNotReached() {
        load = 6;
        pass(60);
        assertThat(limit.limit()).isEqualTo(20);
    }

    @Test
    void comesOutOfAStartWithFarTooHighALimit() {
        limit = new GradientLimit(4, 1000, 500, 1.5, 0.2, clock);
        pass(20);
        assertGood();
    }

    @Test
    void keepsToItsBounds() {
        limit = new GradientLimit(7, 30, 20, 1.5, 0.2, clock);
        for (int i = 0; i < 10_000; i++) {
            clock.advanceMillis(1);
            limit.ended(Outcome.REFUSED, 1, 20);
        }
        assertThat(limit.limit()).isEqualTo(7);
        for (int i = 0; i < 10_000; i++) {
            clock.advanceMillis(1);
            limit.ended(Outcome.ANSWERED, 1, 30);
        }
        assertThat(limit.limit()).isEqualTo(30);
    }

    @Test
    void callersWhoWaitTooBrieflyTeachNothing() {
        workers = 100;
        pass(10);
        int before = limit.limit();
        for (int i = 0; i < 10_000; i++) {
            clock.advance(100_000);
            limit.ended(Outcome.LATE, 1_000_000, 1);
        }
        assertThat(limit.limit()).isEqualTo(before);
    }
}
