package io.minirpc.gochat.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Faults of a cluster, drawn at random. Not thread-safe. */
public final class Faults {
    private static final Duration FROZEN = Duration.ofSeconds(5);
    private static final int LONGEST_ABSENCE_MILLIS = 3_000;

    private final Cluster cluster;
    private final Random random;
    private final Set<Node> spared;
    private final List<Supplier<Fault>> all;

    Faults(Cluster cluster, long seed) {
        this(cluster, seed, Set.of());
    }

    /**
     * Begins to draw.
     *
     * @param seed has the same faults drawn again
     * @param spared are frozen, and never killed; at least one gateway and one service are not among them
     */
    public Faults(Cluster cluster, long seed, Set<Node> spared) {
        this.cluster = cluster;
        this.spared = Set.copyOf(spared);
        random = new Random(seed);
        all = List.of(
                () -> killed(mortal(cluster.gateways())),
                () -> killed(mortal(cluster.gateways())),
                () -> killed(mortal(cluster.services())),
                () -> killed(mortal(cluster.services())),
                () -> frozen(gateway()),
                () -> frozen(service()),
                () -> killed(named(Cluster.REDIS)),
                () -> frozen(named(Cluster.REDIS)),
                () -> Fault.flushed(cluster),
                () -> Fault.unsubscribed(cluster),
                () -> killed(named(Cluster.DATABASE)),
                () -> frozen(named(Cluster.DATABASE)),
                () -> killed(named(Cluster.ETCD)));
    }

    /** Returns any of the faults. */
    public Fault any() {
        return all.get(random.nextInt(all.size())).get();
    }

    Fault killed(Part part) {
        return Fault.killed(part, Duration.ofMillis(random.nextInt(LONGEST_ABSENCE_MILLIS)));
    }

    Fault frozen(Part part) {
        return Fault.frozen(part, FROZEN);
    }

    Fault flushed() {
        return Fault.flushed(cluster);
    }

    Part gateway() {
        return any(cluster.gateways());
    }

    Part service() {
        return any(cluster.services());
    }

    /** Returns one of the servers that are not gochat's. */
    Part named(String name) {
        return parts().filter(part -> part.name().equals(name)).findFirst().orElseThrow();
    }

    /** Returns a time between two faults. */
    public Duration pause() {
        return Duration.ofMillis(2_000L + random.nextInt(4_000));
    }

    private Stream<Part> parts() {
        return cluster.parts().stream();
    }

    private Part mortal(List<Node> nodes) {
        return any(nodes.stream().filter(node -> !spared.contains(node)).toList());
    }

    private Part any(List<Node> nodes) {
        return nodes.get(random.nextInt(nodes.size()));
    }
}
