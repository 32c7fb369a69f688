package io.minirpc.gochat.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // overflows on the way, as nanoTime may
    private final RateLimiter limiter = new RateLimiter(new Rate(3, 2), 100, nanos::get);

    @Test
    void burstPassesAndTheRestWaits() {
        assertThat(take("a", 3)).isZero();
        assertThat(limiter.tryTake("a")).isEqualTo(500);
        passMs(499);
        assertThat(limiter.tryTake("a")).isBetween(1L, 2L);
        passMs(1);
        assertThat(limiter.tryTake("a")).isZero();
    }

    @Test
    void refillEndsAtTheBurst() {
        take("a", 3);
        passMs(3_600_000);
        assertThat(take("a", 3)).isZero();
        assertThat(limiter.tryTake("a")).isPositive();
    }

    @Test
    void keysDoNotShareTokens() {
        take("a", 4);
        assertThat(limiter.tryTake("b")).isZero();
    }

    @Test
    void memoryIsBoundedAndTheBusyKeyIsKept() {
        take("attacker", 3);
        for (int i = 0; i < 10_000; i++) {
            limiter.tryTake("k" + i);
            assertThat(limiter.tryTake("attacker")).isPositive();
        }
        assertThat(limiter.keys()).isEqualTo(100);
    }

    @Test
    void badRatesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(0, 1)).withMessage("burst: 0 (expected: >= 1)");
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(1, Double.NaN));
    }

    private long take(String key, int count) {
        long last = 0;
        for (int i = 0; i < count; i++) {
            last = limiter.tryTake(key);
        }
        return last;
    }

    private void passMs(long ms) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
    }
}
