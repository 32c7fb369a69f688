package io.minirpc.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Those that go by weight give each candidate what it weighs, and those in turn mix them well. */
class WeightsTest {
    private static final int PICKS = 100_000;
    private static final int THREADS = 4;

    @Test
    void equalOnesComeInTurn() {
        for (Balancer balancer : List.of(Balancers.roundRobin(), Balancers.weightedRoundRobin())) {
            List<KnownCandidate> candidates = KnownCandidate.alike(7);
            List<Candidate> picked = picks(balancer.over(candidates), 70);
            for (int i = 7; i < picked.size(); i++) {
                assertThat(picked.get(i)).isSameAs(picked.get(i - 7));
            }
            assertThat(picked.subList(0, 7)).containsExactlyInAnyOrderElementsOf(candidates);
        }
    }

    @Test
    void roundRobinGoesOnWhenTheListChanges() {
        Balancer balancer = Balancers.roundRobin();
        List<KnownCandidate> candidates = KnownCandidate.alike(3);
        List<Candidate> picked = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            picked.addAll(picks(balancer.over(candidates), 1));
        }
        counts(picked).values().forEach(count -> assertThat(count).isEqualTo(10));
    }

    @Test
    void weightedRoundRobinMixesAsTheBookSays() {
        assertThat(round(5, 1, 1)).isEqualTo("aaabaac");
        assertThat(round(3, 2, 1)).isEqualTo("ababac");
        assertThat(round(50, 20)).isEqualTo("aabaaab");
        assertThat(round(1, 1, 1, 1)).isEqualTo("abcd");
        assertThat(round(1_000_000)).isEqualTo("a");
    }

    @Test
    void weightedRoundRobinIsNeverMoreThanOneTurnOffItsWeights() {
        for (int[] weights : new int[][] {{5, 1, 1}, {10, 10, 5}, {100, 7, 3, 3, 1}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}}) {
            List<KnownCandidate> candidates = KnownCandidate.weighing(weights);
            Map<Candidate, Integer> counts = new IdentityHashMap<>();
            int total = IntStream.of(weights).sum();
            int turns = 0;
            for (Candidate candidate : order(candidates, weights)) {
                counts.merge(candidate, 1, Integer::sum);
                turns++;
                for (KnownCandidate each : candidates) {
                    double due = turns * each.weight / total;
                    assertThat((double) counts.getOrDefault(each, 0)).isCloseTo(due, within(1.0));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.13, 1, Math.PI, 33_333.3})
    void weightedRoundRobinIsRightWithAnyWeights(double unit) {
        List<KnownCandidate> candidates = KnownCandidate.weighing(1, 2, 3, 5, 7, 11, 13, 0);
        candidates.forEach(candidate -> candidate.weight *= unit * (1 + candidate.weight / 1_000));
        assertSharesWithin(
                0.01, candidates, picks(Balancers.weightedRoundRobin().over(candidates), PICKS));
    }

    @Test
    void weightedRoundRobinIsRightWithVeryDifferentWeights() {
        List<KnownCandidate> candidates = KnownCandidate.weighing(1_000_000, 1_000, 1_003, 999_999, 30_001);
        assertSharesWithin(
                0.02, candidates, picks(Balancers.weightedRoundRobin().over(candidates), PICKS));
    }

    @Test
    void weightedRoundRobinIsRightWithAThousandOfAllWeights() {
        List<KnownCandidate> candidates = KnownCandidate.weighing(
                IntStream.range(0, 1_000).map(i -> 1 + i * 37 % 100).toArray());
        List<Candidate> picked = picks(Balancers.weightedRoundRobin().over(candidates), 10 * PICKS);
        assertSharesWithin(0.15, candidates, picked); // the lightest has twenty calls, give or take two or three
    }

    @Test
    void weightedRoundRobinKeepsItsSharesWhileWeightsRise() {
        Balancer balancer = Balancers.weightedRoundRobin();
        List<KnownCandidate> candidates = KnownCandidate.weighing(10, 10, 10);
        List<Candidate> picked = new ArrayList<>();
        double due = 0;
        for (int step = 1; step <= 1_000; step++) {
            candidates.get(2).weight = step / 100.0;
            picked.addAll(picks(balancer.over(candidates), 5));
            due += 5 * candidates.get(2).weight / (20 + candidates.get(2).weight);
        }
        Map<Candidate, Integer> counts = counts(picked);
        assertThat((double) counts.get(candidates.get(2))).isCloseTo(due, within(due * 0.1));
        assertThat(counts.get(candidates.get(0))).isCloseTo(counts.get(candidates.get(1)), withinPercentage(10));
    }

    @Test
    void weightedRandomIsRight() {
        List<KnownCandidate> candidates = KnownCandidate.weighing(10, 20, 30, 40);
        List<Candidate> picked = picks(Balancers.weightedRandom().over(candidates), 10 * PICKS);
        assertSharesWithin(0.02, candidates, picked); // six standard deviations of the lightest
    }

    @Test
    void sharesAreWithinTwoPercentForManyThreads() throws Exception {
        for (Balancer balancer : List.of(Balancers.weightedRoundRobin(), Balancers.weightedRandom())) {
            List<KnownCandidate> candidates = KnownCandidate.weighing(10, 30, 60);
            assertPointsWithin(0.02, candidates, picksOfThreads(balancer.over(candidates)));
        }
    }

    private static List<Candidate> picksOfThreads(Picker picker) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<Candidate>>> parts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                parts.add(threads.submit(() -> picks(picker, PICKS / THREADS)));
            }
            List<Candidate> picked = new ArrayList<>();
            for (Future<List<Candidate>> part : parts) {
                picked.addAll(part.get());
            }
            return picked;
        } finally {
            threads.shutdownNow();
        }
    }

    /** The round from its beginning, with letters for candidates. */
    private static String round(int... weights) {
        List<KnownCandidate> candidates = KnownCandidate.weighing(weights);
        StringBuilder letters = new StringBuilder();
        order(candidates, weights).forEach(candidate -> letters.append((char) ('a' + candidates.indexOf(candidate))));
        return letters.toString();
    }

    private static List<Candidate> order(List<KnownCandidate> candidates, int... weights) {
        int divisor = IntStream.of(weights).reduce(0, WeightsTest::gcd);
        int total = IntStream.of(weights).sum() / divisor;
        WeightedRoundRobin balancer = new WeightedRoundRobin(0);
        return picks(balancer.over(candidates), total);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static List<Candidate> picks(Picker picker, int times) {
        List<Candidate> picked = new ArrayList<>(times);
        for (int i = 0; i < times; i++) {
            picked.add(picker.pick(0));
        }
        return picked;
    }

    private static Map<Candidate, Integer> counts(List<Candidate> picked) {
        Map<Candidate, Integer> counts = new IdentityHashMap<>();
        picked.forEach(candidate -> counts.merge(candidate, 1, Integer::sum));
        return counts;
    }

    /** Each candidate's count is as due, give or take a part of it. */
    private static void assertSharesWithin(double part, List<KnownCandidate> candidates, List<Candidate> picked) {
        assertCounts(candidates, picked, due -> Math.max(2, due * part));
    }

    /** Each candidate's count is as due, give or take a part of all. */
    private static void assertPointsWithin(double part, List<KnownCandidate> candidates, List<Candidate> picked) {
        assertCounts(candidates, picked, due -> picked.size() * part);
    }

    private static void assertCounts(
            List<KnownCandidate> candidates, List<Candidate> picked, DoubleUnaryOperator tolerance) {
        double total = candidates.stream().mapToDouble(KnownCandidate::weight).sum();
        Map<Candidate, Integer> counts = counts(picked);
        for (KnownCandidate candidate : candidates) {
            double due = picked.size() * candidate.weight / total;
            assertThat((double) counts.getOrDefault(candidate, 0))
                    .as("%s of weight %s", candidate, candidate.weight)
                    .isCloseTo(due, within(tolerance.applyAsDouble(due)));
        }
    }
}
