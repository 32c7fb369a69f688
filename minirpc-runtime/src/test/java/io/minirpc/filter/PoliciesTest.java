package io.minirpc.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.filter.limit.RateLimitPolicy;
import io.minirpc.filter.retry.HedgePolicy;
import io.minirpc.filter.retry.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {
    @Test
    void millisecondsAreDurations() {
        assertThat(RetryPolicy.ofMillis(3, 50, 2_000))
                .isEqualTo(new RetryPolicy(3, Duration.ofMillis(50), Duration.ofSeconds(2)));
        assertThat(HedgePolicy.ofMillis(20, 2)).isEqualTo(new HedgePolicy(Duration.ofMillis(20), 2));
    }

    @Test
    void retriesOutOfRangeAreNamed() {
        assertThatThrownBy(() -> RetryPolicy.ofMillis(0, 50, 50)).hasMessage("maxAttempts: 0 (expected: 1 to 10)");
        assertThatThrownBy(() -> RetryPolicy.ofMillis(11, 50, 50)).hasMessage("maxAttempts: 11 (expected: 1 to 10)");
        assertThatThrownBy(() -> RetryPolicy.ofMillis(3, 0, 50)).hasMessageStartingWith("initialBackoff: PT0S");
        assertThatThrownBy(() -> RetryPolicy.ofMillis(3, 50, 49))
                .hasMessage("maxBackoff: PT0.049S (expected: not less than initialBackoff, PT0.05S)");
    }

    @Test
    void hedgesOutOfRangeAreNamed() {
        assertThatThrownBy(() -> HedgePolicy.ofMillis(0, 2)).hasMessageStartingWith("delay: PT0S");
        assertThatThrownBy(() -> HedgePolicy.ofMillis(1, 0)).hasMessage("maxAttempts: 0 (expected: 1 to 10)");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void ratesOutOfRangeAreNamed(double perSecond) {
        assertThatThrownBy(() -> new RateLimitPolicy(perSecond, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("perSecond: " + perSecond + " (expected: 0.001 to 10000000)");
        assertThatThrownBy(() -> new RateLimitPolicy(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
