package io.minirpc.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every balancer. */
class BalancerContractTest {
    private static final int PICKS = 5_000;

    enum Kind {
        ROUND_ROBIN(Balancers::roundRobin),
        WEIGHTED_ROUND_ROBIN(Balancers::weightedRoundRobin),
        WEIGHTED_RANDOM(Balancers::weightedRandom),
        CONSISTENT_HASH(Balancers::consistentHash),
        LEAST_LOADED(Balancers::leastLoaded),
        PREFERRING(() -> Balancers.preferring("zone", "a", Balancers.weightedRoundRobin())),
        STICKY(() -> Balancers.sticky(Balancers.leastLoaded()));

        private final Supplier<Balancer> factory;

        Kind(Supplier<Balancer> factory) {
            this.factory = factory;
        }

        Balancer balancer() {
            return factory.get();
        }

        boolean usesAll() {
            return this != STICKY;
        }
    }

    private final Random random = new Random(5);

    @ParameterizedTest
    @EnumSource
    void refusesToChooseFromNobody(Kind kind) {
        assertThatThrownBy(() -> kind.balancer().over(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("candidates: none (expected: at least one)");
    }

    @ParameterizedTest
    @EnumSource
    void takesTheOnlyOne(Kind kind) {
        for (int weight : new int[] {0, 1, 10, 1_000_000}) {
            List<KnownCandidate> candidates = KnownCandidate.weighing(weight);
            assertThat(picked(kind.balancer().over(candidates), 100)).hasSameElementsAs(candidates);
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesAllOfAThousand(Kind kind) {
        List<KnownCandidate> candidates = KnownCandidate.alike(1_000);
        Set<Candidate> picked = picked(kind.balancer().over(candidates), 20_000);
        assertThat(picked).isSubsetOf(candidates).hasSize(kind.usesAll() ? 1_000 : 1);
    }

    @ParameterizedTest
    @EnumSource
    void leavesThoseWithoutWeightAloneWhileThereAreOthers(Kind kind) {
        List<KnownCandidate> candidates = KnownCandidate.weighing(0, 10, 0, 3, 0);
        assertThat(picked(kind.balancer().over(candidates), PICKS))
                .isSubsetOf(candidates.get(1), candidates.get(3))
                .hasSize(kind.usesAll() ? 2 : 1);
    }

    @ParameterizedTest
    @EnumSource
    void takesThoseWithoutWeightWhereThereAreNoOthers(Kind kind) {
        List<KnownCandidate> candidates = KnownCandidate.weighing(0, 0, 0);
        assertThat(picked(kind.balancer().over(candidates), PICKS))
                .isSubsetOf(candidates)
                .hasSize(kind.usesAll() ? 3 : 1);
    }

    @ParameterizedTest
    @EnumSource
    void takesNobodyWhoIsNotInThePresentList(Kind kind) {
        Balancer balancer = kind.balancer();
        for (int i = 0; i < 300; i++) {
            List<KnownCandidate> candidates = randomCandidates();
            boolean someWeigh = candidates.stream().anyMatch(candidate -> candidate.weight > 0);
            assertThat(picked(balancer.over(candidates), 200))
                    .isSubsetOf(candidates)
                    .allMatch(candidate -> candidate.weight() > 0 || !someWeigh);
        }
    }

    @ParameterizedTest
    @EnumSource
    void threadsPickWhileListsChange(Kind kind) throws Exception {
        Balancer balancer = kind.balancer();
        List<KnownCandidate> all = KnownCandidate.weighing(10, 5, 1, 7);
        Picker[] current = {balancer.over(all)};
        Set<Candidate> seen = ConcurrentHashMap.newKeySet();
        AtomicBoolean isOver = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(3);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int thread = 0; thread < 3; thread++) {
                ends.add(threads.submit(() -> {
                    Random keys = new Random();
                    while (!isOver.get()) {
                        Picker picker = current[0];
                        seen.add(picker.pick(keys.nextInt()));
                        started.countDown();
                    }
                }));
            }
            started.await();
            for (int i = 0; i < 2_000; i++) {
                current[0] = balancer.over(all.subList(0, 1 + i % 4));
            }
            isOver.set(true);
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(seen).isNotEmpty().isSubsetOf(all);
    }

    private List<KnownCandidate> randomCandidates() {
        int[] weights = random.ints(1 + random.nextInt(20), 0, 30)
                .map(weight -> random.nextInt(8) == 0 ? weight * 30_000 : Math.max(0, weight - 5))
                .toArray();
        List<KnownCandidate> candidates = KnownCandidate.weighing(weights);
        for (KnownCandidate candidate : candidates) {
            candidate.weight *= random.nextBoolean() ? 1 : random.nextDouble(); // warming up
            candidate.pending = random.nextInt(3);
            candidate.latencyNanos = random.nextInt(3) * 1e6;
        }
        return candidates;
    }

    private Set<Candidate> picked(Picker picker, int times) {
        Set<Candidate> picked = new HashSet<>();
        for (int i = 0; i < times; i++) {
            picked.add(picker.pick(random.nextInt()));
        }
        return picked;
    }
}
