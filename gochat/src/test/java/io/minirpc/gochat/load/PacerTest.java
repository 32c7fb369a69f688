package io.minirpc.gochat.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(1);

    @Test
    void stepsThatAreLateKeepTheirPlannedMoments() throws Exception {
        List<Long> moments = new ArrayList<>();
        long start = Pacer.steady(1_000).run(50, (number, moment) -> {
            moments.add(moment);
            if (number == 0) {
                LockSupport.parkNanos(20 * INTERVAL); // as a machine that stands still
            }
        });
        for (int i = 0; i < moments.size(); i++) {
            assertThat(moments.get(i)).isEqualTo(start + i * INTERVAL);
        }
    }

    @Test
    void risesEvenlyToItsRate() throws Exception {
        List<Long> moments = new ArrayList<>();
        int steps = Pacer.risingSteps(2_000, 1);
        long start = Pacer.rising(2_000, 1).run(steps, (number, moment) -> moments.add(moment));
        assertThat(moments).hasSize(1_000).first().isEqualTo(start);
        assertThat(moments.get(250) - start).isEqualTo(500 * INTERVAL); // at half of the time half of the rate
        assertThat(moments.get(999) - moments.get(998)).isBetween(INTERVAL / 2, INTERVAL / 2 + INTERVAL / 1_000);
    }

    @Test
    void noStepIsMadeBeforeItsMoment() throws Exception {
        List<Long> early = new ArrayList<>();
        Pacer.steady(1_000).run(20, (number, moment) -> {
            if (System.nanoTime() - moment < 0) {
                early.add(moment);
            }
        });
        assertThat(early).isEmpty();
    }
}
