package io.minirpc.balancer;

import java.util.Arrays;
import java.util.List;

/**
 * The candidates that calls are spread over: those that weigh something, or all where none does.
 *
 * @param weights all above 0
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Eligible(Candidate[] candidates, double[] weights) {
    static Eligible among(List<? extends Candidate> list) {
        if (list.isEmpty()) {
            throw new IllegalArgumentException("candidates: none (expected: at least one)");
        }
        Candidate[] candidates = new Candidate[list.size()];
        double[] weights = new double[list.size()];
        int count = 0;
        for (Candidate candidate : list) {
            double weight = candidate.weight(); // once, as it may change meanwhile
            if (weight > 0) {
                candidates[count] = candidate;
                weights[count++] = weight;
            }
        }
        return count == 0 ? equally(list) : first(count, candidates, weights);
    }

    private static Eligible equally(List<? extends Candidate> list) {
        double[] weights = new double[list.size()];
        Arrays.fill(weights, 1);
        return new Eligible(list.toArray(Candidate[]::new), weights);
    }

    private static Eligible first(int count, Candidate[] candidates, double[] weights) {
        return new Eligible(Arrays.copyOf(candidates, count), Arrays.copyOf(weights, count));
    }

    double totalWeight() {
        return Arrays.stream(weights).sum();
    }
}
