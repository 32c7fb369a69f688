package io.minirpc.gochat.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DelaysTest {
    private final Delays delays = new Delays();

    @Test
    void quantilesAreWithinASixteenth() {
        for (int ms = 1; ms <= 1_000; ms++) {
            delays.add(ms * 1_000_000L);
        }

        assertThat(delays.count()).isEqualTo(1_000);
        assertThat(delays.quantile(0.5)).isCloseTo(500, within(500 / 16.0));
        assertThat(delays.quantile(0.99)).isCloseTo(990, within(990 / 16.0));
        assertThat(delays.max()).isEqualTo(1_000);
        assertThat(delays.quantile(1)).isEqualTo(1_000);
    }

    @Test
    void extremesFit() {
        delays.add(Long.MAX_VALUE);
        delays.add(-5);
        delays.add(0);

        assertThat(delays.quantile(0.5)).isZero();
        assertThat(delays.max()).isEqualTo(Long.MAX_VALUE / 1_000 / 1e3);
    }

    @Test
    void emptyDistributionIsZero() {
        assertThat(delays.quantile(0.99)).isZero();
        assertThat(delays.max()).isZero();
    }
}
