package io.minirpc.balancer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The candidates of one zone, rack or the like as long as they can carry its calls; otherwise all. */
final class Preferring implements Balancer {
    /**
     * Of the weight that places have on average. With less than that nearby, calls that come from everywhere alike
     * would find those nearby with more than twice the load of others.
     */
    private static final double ENOUGH = 0.5;

    private static final String NOWHERE = "";

    private final String key;
    private final String value;
    private final Balancer balancer;

    Preferring(String key, String value, Balancer balancer) {
        this.key = key;
        this.value = value;
        this.balancer = balancer;
    }

    @Override
    public Picker over(List<? extends Candidate> candidates) {
        return balancer.over(
                canCarry(candidates)
                        ? candidates.stream()
                                .filter(c -> place(c).equals(value))
                                .toList()
                        : candidates);
    }

    private boolean canCarry(List<? extends Candidate> candidates) {
        Map<String, Double> weights = new HashMap<>();
        candidates.forEach(candidate -> weights.merge(place(candidate), candidate.weight(), Double::sum));
        double average = weights.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        double nearby = weights.getOrDefault(value, 0.0);
        return nearby > 0 && nearby >= ENOUGH * average;
    }

    private String place(Candidate candidate) {
        return candidate.endpoint().metadata().getOrDefault(key, NOWHERE);
    }
}
