package io.minirpc.benchmarks.jmh;

import io.minirpc.balancer.Balancer;
import io.minirpc.balancer.Balancers;
import io.minirpc.balancer.Candidate;
import io.minirpc.balancer.Picker;
import io.minirpc.discovery.Endpoint;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Choosing an endpoint, and taking in a list in which one of them comes or goes. */
@SuppressWarnings("NullAway.Init") // by setUp
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BalancerBenchmark {
    /** How is chosen. */
    public enum Kind {
        ROUND_ROBIN,
        WEIGHTED_ROUND_ROBIN,
        WEIGHTED_RANDOM,
        CONSISTENT_HASH,
        LEAST_LOADED;

        Balancer balancer() {
            return switch (this) {
                case ROUND_ROBIN -> Balancers.roundRobin();
                case WEIGHTED_ROUND_ROBIN -> Balancers.weightedRoundRobin();
                case WEIGHTED_RANDOM -> Balancers.weightedRandom();
                case CONSISTENT_HASH -> Balancers.consistentHash();
                case LEAST_LOADED -> Balancers.leastLoaded();
            };
        }
    }

    @Param
    Kind balancer;

    @Param({"3", "100", "1000"})
    int endpoints;

    private Balancer made;
    private List<Candidate> candidates;
    private Picker picker;
    private int hash;
    private boolean isOneAway;

    @Setup
    public void setUp() {
        made = balancer.balancer();
        candidates = IntStream.range(0, endpoints)
                .<Candidate>mapToObj(BalancerBenchmark::candidate)
                .toList();
        picker = made.over(candidates);
    }

    private static Candidate candidate(int number) {
        Endpoint endpoint = Endpoint.of("10.0." + number / 250 + "." + number % 250, 9000);
        return new IdleCandidate(endpoint.withWeight(1 + number % 20), 1e6 + number);
    }

    @Benchmark
    public Candidate pick() {
        hash += 0x9e3779b9; // steps all over the ring
        return picker.pick(hash);
    }

    @Benchmark
    public Picker change() {
        isOneAway = !isOneAway;
        return made.over(candidates.subList(0, isOneAway ? endpoints - 1 : endpoints));
    }

    private record IdleCandidate(Endpoint endpoint, double latencyNanos) implements Candidate {
        @Override
        public double weight() {
            return endpoint.weight();
        }

        @Override
        public int pending() {
            return 0;
        }
    }
}
