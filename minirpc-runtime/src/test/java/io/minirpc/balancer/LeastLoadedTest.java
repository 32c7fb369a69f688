package io.minirpc.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LeastLoadedTest {
    private final List<KnownCandidate> candidates = KnownCandidate.alike(2);
    private final KnownCandidate first = candidates.get(0);
    private final KnownCandidate second = candidates.get(1);
    private final Picker picker = Balancers.leastLoaded().over(candidates);

    @Test
    void takesTheQuickerOne() {
        first.latencyNanos = 2e6;
        second.latencyNanos = 1e6;
        assertThat(picked()).isSameAs(second);
    }

    @Test
    void takesTheOneWithFewerCalls() {
        first.latencyNanos = second.latencyNanos = 1e6;
        first.pending = 3;
        second.pending = 4;
        assertThat(picked()).isSameAs(first);
    }

    @Test
    void takesTheHeavierOne() {
        first.latencyNanos = second.latencyNanos = 1e6;
        first.weight = 5;
        assertThat(picked()).isSameAs(second);
    }

    @Test
    void aNewOneGetsItsFirstCallAndNoSecondOneUntilItAnswers() {
        first.latencyNanos = 1e9;
        first.pending = 100;
        assertThat(picked()).isSameAs(second);
        second.pending = 1;
        assertThat(picked()).isSameAs(first);
        second.pending = 0;
        second.latencyNanos = 1e6;
        assertThat(picked()).isSameAs(second);
    }

    @Test
    void ofManyNewOnesThoseWithFewerCallsComeFirst() {
        first.pending = 2;
        second.pending = 1;
        assertThat(picked()).isSameAs(second);
    }

    @Test
    void aSlowOneInThreeCostsLessThanUnderRoundRobin() {
        double turns = new LoadSimulation(Balancers.roundRobin()).run().percentile(0.99);
        double choices = new LoadSimulation(Balancers.leastLoaded()).run().percentile(0.99);
        assertThat(choices).isLessThan(turns / 3);
    }

    /** Returns the one that is picked always. */
    private Candidate picked() {
        Candidate picked = picker.pick(0);
        for (int i = 0; i < 100; i++) {
            assertThat(picker.pick(0)).isSameAs(picked);
        }
        return picked;
    }
}
