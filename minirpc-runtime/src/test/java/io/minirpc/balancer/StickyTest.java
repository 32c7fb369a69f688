package io.minirpc.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StickyTest {
    private final Balancer balancer = Balancers.sticky(Balancers.roundRobin());
    private final List<KnownCandidate> candidates = KnownCandidate.alike(5);

    @Test
    void staysWithOneWhileItIsThere() {
        Candidate chosen = balancer.over(candidates).pick(0);
        for (int i = 0; i < 50; i++) {
            assertThat(balancer.over(candidates).pick(i)).isSameAs(chosen);
        }
        for (KnownCandidate other : candidates) {
            assertThat(balancer.over(List.of(other, (KnownCandidate) chosen)).pick(1))
                    .isSameAs(chosen);
        }
    }

    @Test
    void takesAnotherWhenItIsGoneAndDoesNotReturn() {
        Candidate chosen = balancer.over(candidates).pick(0);
        Candidate next = balancer.over(without(chosen)).pick(0);
        assertThat(next).isNotSameAs(chosen);
        assertThat(balancer.over(candidates).pick(0)).isSameAs(next);
    }

    @Test
    void takesAnotherWhenItHasNoWeightAnyMore() {
        KnownCandidate chosen = (KnownCandidate) balancer.over(candidates).pick(0);
        chosen.weight = 0;
        assertThat(balancer.over(candidates).pick(0)).isNotSameAs(chosen);
    }

    @Test
    void staysWithTheAddressWhenTheCandidateIsANewOne() {
        Candidate chosen = balancer.over(candidates).pick(0);
        Candidate again = balancer.over(KnownCandidate.alike(5)).pick(0);
        assertThat(again).isNotSameAs(chosen).hasToString(chosen.toString());
    }

    @Test
    void clientsSpread() {
        Set<Candidate> chosen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            chosen.add(Balancers.sticky(Balancers.roundRobin()).over(candidates).pick(0));
        }
        assertThat(chosen).hasSameElementsAs(candidates);
    }

    private List<KnownCandidate> without(Candidate chosen) {
        return candidates.stream().filter(candidate -> candidate != chosen).toList();
    }
}
