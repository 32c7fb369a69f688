package io.minirpc.balancer;

/** Placeholder until the balancers are merged. */
public final class Balancers {
    private Balancers() {}

    public static Balancer leastLoaded() {
        return candidates -> hash -> candidates.get(Math.floorMod(hash, candidates.size()));
    }

    public static Balancer consistentHash() {
        return leastLoaded();
    }
}
