package io.minirpc.balancer;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** One after the other, whatever they weigh. */
final class RoundRobin implements Balancer {
    /** Begins anywhere, so that many clients that start together don't meet at the same server. */
    private final AtomicInteger turn =
            new AtomicInteger(ThreadLocalRandom.current().nextInt());

    @Override
    public Picker over(List<? extends Candidate> list) {
        Candidate[] candidates = Eligible.among(list).candidates();
        return hash -> candidates[Integer.remainderUnsigned(turn.getAndIncrement(), candidates.length)];
    }
}
