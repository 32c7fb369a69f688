package io.minirpc.balancer;

import static java.util.Objects.requireNonNull;

/**
 * The balancers there are. Each call of a method here makes a new one, for one service of one client; what they return
 * is used as {@link Balancer} says. All send no call to an endpoint of weight 0 while others can take it.
 */
public final class Balancers {
    private Balancers() {}

    /** Takes the endpoints in turn, whatever they weigh. */
    public static Balancer roundRobin() {
        return new RoundRobin();
    }

    /** Takes the endpoints in turn, the heavier the more often, and evenly mixed: a a a b a a c for weights 5, 1, 1. */
    public static Balancer weightedRoundRobin() {
        return new WeightedRoundRobin();
    }

    /** Takes the endpoints at random, the heavier the more often. */
    public static Balancer weightedRandom() {
        return new WeightedRandom();
    }

    /** Like {@link #consistentHash(int)}, with 100 virtual nodes. */
    public static Balancer consistentHash() {
        return consistentHash(ConsistentHash.DEFAULT_VIRTUAL_NODES);
    }

    /**
     * Takes the same endpoint for all calls with one hash key, on the same ring as other implementations. When one
     * endpoint of n leaves, its keys go to the others, and no other key moves. Counts on the weights that endpoints
     * announce, not on how warm they are.
     *
     * @param virtualNodes how many points an endpoint of weight {@link io.minirpc.discovery.Endpoint#DEFAULT_WEIGHT}
     *     has, from 1 to 10,000; others have in proportion, from 1 to 10,000 too
     * @throws IllegalArgumentException if the number is out of range
     */
    public static Balancer consistentHash(int virtualNodes) {
        return new ConsistentHash(virtualNodes);
    }

    /**
     * Takes the better of two endpoints drawn at random, by latency × (pending + 1) / weight. One whose latency is not
     * known yet gets one call first, and more when that has been answered.
     */
    public static Balancer leastLoaded() {
        return new LeastLoaded();
    }

    /**
     * Takes only endpoints whose metadata has a value, such as this client's own zone, as long as they weigh at least
     * half of what the endpoints of one value of that key weigh on average; otherwise all.
     *
     * @param key the metadata's key, such as {@code zone}; endpoints without it count as one place more
     * @param value what is looked for, not empty
     * @param balancer chooses among those
     * @throws IllegalArgumentException if the value is empty
     */
    public static Balancer preferring(String key, String value, Balancer balancer) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("value of " + key + ": \"\" (expected: what the metadata of some has)");
        }
        return new Preferring(requireNonNull(key, "key"), value, requireNonNull(balancer, "balancer"));
    }

    /**
     * Takes one endpoint for all calls, until it is gone, broken, or has its weight set to 0 while others have some.
     *
     * @param balancer chooses the one
     */
    public static Balancer sticky(Balancer balancer) {
        return new Sticky(requireNonNull(balancer, "balancer"));
    }
}
