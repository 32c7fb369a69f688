package io.minirpc.balancer;

import java.util.List;

/**
 * A way to spread the calls of one client over the endpoints of one service. Each service of each client has a balancer
 * of its own, which may keep state from one list of candidates to the next.
 */
@FunctionalInterface
public interface Balancer {
    /**
     * Returns what chooses from now on. Called whenever endpoints come, go, change, break or recover; by one thread at
     * a time.
     *
     * @param candidates those that calls can go to, by address; at least one
     */
    Picker over(List<? extends Candidate> candidates);
}
