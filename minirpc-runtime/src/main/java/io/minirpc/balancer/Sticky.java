package io.minirpc.balancer;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One candidate for all calls, as long as it can take them. */
final class Sticky implements Balancer {
    private final Balancer balancer;
    private @Nullable String address;

    Sticky(Balancer balancer) {
        this.balancer = balancer;
    }

    @Override
    public Picker over(List<? extends Candidate> candidates) {
        for (Candidate candidate : Eligible.among(candidates).candidates()) {
            if (candidate.endpoint().address().equals(address)) {
                return hash -> candidate;
            }
        }
        Candidate chosen =
                balancer.over(candidates).pick(ThreadLocalRandom.current().nextInt());
        address = chosen.endpoint().address();
        return hash -> chosen;
    }
}
