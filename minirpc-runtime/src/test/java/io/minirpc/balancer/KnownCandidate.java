package io.minirpc.balancer;

import io.minirpc.discovery.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A candidate of which the test says what is known. */
final class KnownCandidate implements Candidate {
    private final Endpoint endpoint;
    volatile double weight;
    volatile int pending;
    volatile double latencyNanos;

    KnownCandidate(Endpoint endpoint) {
        this.endpoint = endpoint;
        weight = endpoint.weight();
    }

    /** Returns candidates 10.0.0.1:9000, 10.0.0.2:9000, and so on. */
    static List<KnownCandidate> weighing(int... weights) {
        List<KnownCandidate> candidates = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            candidates.add(new KnownCandidate(
                    Endpoint.of("10.0." + i / 250 + "." + (i % 250 + 1), 9000).withWeight(weights[i])));
        }
        return candidates;
    }

    static List<KnownCandidate> alike(int count) {
        int[] weights = new int[count];
        Arrays.fill(weights, Endpoint.DEFAULT_WEIGHT);
        return weighing(weights);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public double weight() {
        return weight;
    }

    @Override
    public int pending() {
        return pending;
    }

    @Override
    public double latencyNanos() {
        return latencyNanos;
    }

    @Override
    public String toString() {
        return endpoint.address();
    }
}
