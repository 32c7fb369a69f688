package io.minirpc.filter.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.CallContext;
import io.minirpc.Invocation;
import io.minirpc.Metadata;
import io.minirpc.internal.Internals;
import io.minirpc.server.TestService;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);

    private RetryBudget budget(RetryBudget.Builder builder) {
        return new RetryBudget(builder, now::get);
    }

    private static int takeAll(RetryBudget budget) {
        int taken = 0;
        while (budget.take()) {
            taken++;
        }
        return taken;
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void aSecondsWorthIsThereAtTheStart() {
        assertThat(takeAll(budget(RetryBudget.builder()))).isEqualTo(10);
        assertThat(takeAll(budget(RetryBudget.builder().perSecond(7)))).isEqualTo(7);
        assertThat(takeAll(budget(RetryBudget.builder().perSecond(7).burst(3)))).isEqualTo(3);
    }

    @Test
    void everyTenCallsEarnARetry() {
        RetryBudget budget = budget(RetryBudget.builder().perSecond(0));
        for (int i = 0; i < 95; i++) {
            budget.count();
        }
        assertThat(takeAll(budget)).isEqualTo(9);
        IntStream.range(0, 5).forEach(i -> budget.count());
        assertThat(takeAll(budget)).isEqualTo(1);
    }

    @Test
    void timeEarnsRetries() {
        RetryBudget budget = budget(RetryBudget.builder().share(0));
        takeAll(budget);
        pass(Duration.ofMillis(99));
        assertThat(takeAll(budget)).isZero();
        pass(Duration.ofMillis(2));
        assertThat(takeAll(budget)).isEqualTo(1);
        pass(Duration.ofSeconds(2));
        assertThat(takeAll(budget)).isEqualTo(20);
    }

    @Test
    void littleIsSavedUp() {
        RetryBudget budget = budget(RetryBudget.builder().burst(25));
        pass(Duration.ofDays(1));
        IntStream.range(0, 10_000).forEach(i -> budget.count());
        assertThat(takeAll(budget)).isEqualTo(25);
    }

    @Test
    void halfAMinuteOfFailuresMakesAtMostAnEighthMore() {
        RetryBudget budget = budget(RetryBudget.builder());
        int retries = 0;
        for (int i = 0; i < 30_000; i++) {
            pass(Duration.ofMillis(1));
            budget.count();
            retries += budget.take() ? 1 : 0;
        }
        assertThat(retries).isBetween(3_290, 3_310);
    }

    @Test
    void aCallThatPassesTwoFiltersCountsOnce() {
        RetryBudget budget = budget(RetryBudget.builder().perSecond(0).share(1));
        RetryBudget other = budget(RetryBudget.builder().perSecond(0).share(1));
        Invocation call = Internals.get().outgoing(TestService.ECHO, "x", Metadata.EMPTY, CallContext.create(), null);
        Invocation counted = budget.countOnce(call);
        budget.countOnce(counted);
        other.countOnce(counted);
        assertThat(takeAll(budget)).isEqualTo(1);
        assertThat(takeAll(other)).isEqualTo(1);
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> RetryBudget.builder().share(1.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("share: 1.1 (expected: 0 to 1)");
        assertThatThrownBy(() -> RetryBudget.builder().share(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RetryBudget.builder().perSecond(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RetryBudget.builder().burst(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
