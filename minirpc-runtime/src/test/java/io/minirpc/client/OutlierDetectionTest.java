package io.minirpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutlierDetectionTest {
    private static long ejection(Duration time, Duration max, int before) {
        return OutlierDetection.builder()
                .ejectionTime(time)
                .maxEjectionTime(max)
                .build()
                .ejectionNanos(before);
    }

    @Test
    void ejectionsGrowUpToTheLongest() {
        Duration max = Duration.ofNanos(35);
        assertThat(ejection(Duration.ofNanos(10), max, 0)).isEqualTo(10);
        assertThat(ejection(Duration.ofNanos(10), max, 2)).isEqualTo(30);
        assertThat(ejection(Duration.ofNanos(10), max, 3)).isEqualTo(35);
        assertThat(ejection(Duration.ofNanos(40), max, 0)).isEqualTo(35);
    }

    @Test
    void manyEjectionsLastNoLongerThanTheLongest() {
        Duration year = Duration.ofDays(365);
        Duration second = Duration.ofSeconds(1);
        assertThat(ejection(year, second, 300)).isEqualTo(second.toNanos());
        assertThat(ejection(year, year, 300)).isEqualTo(year.toNanos());
        assertThat(ejection(second, year, Integer.MAX_VALUE)).isEqualTo(year.toNanos());
    }
}
