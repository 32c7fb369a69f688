package io.minirpc.internal;

import static io.minirpc.internal.Checks.nanosToWait;
import static io.minirpc.internal.Checks.timeoutMillis;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private static final long YEAR = Duration.ofDays(365).toNanos();

    @Test
    void timesToWaitSaturateAtAYear() {
        assertThat(nanosToWait(Duration.ofNanos(1))).isEqualTo(1);
        assertThat(nanosToWait(Duration.ofDays(365))).isEqualTo(YEAR);
        assertThat(nanosToWait(Duration.ofDays(366))).isEqualTo(YEAR);
        assertThat(nanosToWait(Duration.ofDays(365 * 300))).isEqualTo(YEAR);
        assertThat(nanosToWait(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(YEAR);
        assertThat(nanosToWait(ChronoUnit.FOREVER.getDuration())).isEqualTo(YEAR);
    }

    @Test
    void negativeTimesToWaitAreZero() {
        assertThat(nanosToWait(Duration.ZERO)).isZero();
        assertThat(nanosToWait(Duration.ofNanos(-1))).isZero();
        assertThat(nanosToWait(Duration.ofSeconds(Long.MIN_VALUE))).isZero();
    }

    @Test
    void timeoutsInMillisecondsAreRoundedUpAndNeverNone() {
        assertThat(timeoutMillis(Duration.ofNanos(1))).isEqualTo(1);
        assertThat(timeoutMillis(Duration.ofMillis(1))).isEqualTo(1);
        assertThat(timeoutMillis(Duration.ofNanos(1_000_001))).isEqualTo(2);
        assertThat(timeoutMillis(Duration.ofSeconds(5))).isEqualTo(5_000);
    }

    @Test
    void timeoutsInMillisecondsSaturate() {
        assertThat(timeoutMillis(Duration.ofMillis(Integer.MAX_VALUE))).isEqualTo(Integer.MAX_VALUE);
        assertThat(timeoutMillis(Duration.ofDays(25))).isEqualTo(Integer.MAX_VALUE);
        assertThat(timeoutMillis(Duration.ofMillis(1L << 32).plusMillis(1))).isEqualTo(Integer.MAX_VALUE);
        assertThat(timeoutMillis(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Integer.MAX_VALUE);
    }
}
