package io.minirpc.balancer;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The better of two taken at random, by what a call there would cost: latency × (pending + 1) / weight. Two are enough
 * for the worst to be avoided, and unlike the best of all they don't make every client run to the same one. (M.
 * Mitzenmacher, "The power of two choices", 1996; the cost is that of Finagle's peak EWMA.)
 */
final class LeastLoaded implements Balancer {
    /** More than any known latency: who has not answered yet gets one call, and no second one before others. */
    private static final double UNKNOWN_NANOS = 1e18;

    @Override
    public Picker over(List<? extends Candidate> list) {
        Candidate[] candidates = Eligible.among(list).candidates();
        return candidates.length == 1 ? hash -> candidates[0] : hash -> pick(candidates);
    }

    private static Candidate pick(Candidate[] candidates) {
        long random = ThreadLocalRandom.current().nextLong();
        int first = (int) (((random >>> Integer.SIZE) * candidates.length) >>> Integer.SIZE);
        int second = (int) (((random & 0xffff_ffffL) * (candidates.length - 1)) >>> Integer.SIZE);
        if (second >= first) {
            second++;
        }
        return cost(candidates[second]) < cost(candidates[first]) ? candidates[second] : candidates[first];
    }

    private static double cost(Candidate candidate) {
        int pending = candidate.pending();
        double latency = candidate.latencyNanos();
        double weight = candidate.weight();
        double nanos = latency > 0 ? latency * (pending + 1) : UNKNOWN_NANOS * pending;
        return weight > 0 ? nanos / weight : nanos;
    }
}
