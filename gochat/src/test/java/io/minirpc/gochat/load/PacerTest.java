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
        long start = new Pacer(1_000).run(50, (number, moment) -> {
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
    void noStepIsMadeBeforeItsMoment() throws Exception {
        List<Long> early = new ArrayList<>();
        new Pacer(1_000).run(20, (number, moment) -> {
            if (System.nanoTime() - moment < 0) {
                early.add(moment);
            }
        });
        assertThat(early).isEmpty();
    }
}
