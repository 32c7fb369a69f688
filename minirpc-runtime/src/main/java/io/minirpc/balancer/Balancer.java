package io.minirpc.balancer;

import java.util.List;

/**
 * A way to spread the calls of one client over the endpoints of one service. Each service of each client has a balancer
 * of its own, which may keep state from one list of candidates to the next.
 */
@FunctionalInterface
public interface Balancer {
    /**
     * Returns what chooses from now on. Called whenever endpoints come, go, change, break or recover, and now and then
     * while the weight of one rises, since pickers may hold on to the weights of the moment they were made in; by one
     * thread at a time.
     *
     * @param candidates those that calls can go to, each address once; at least one
     * @throws IllegalArgumentException if there are none
     */
    Picker over(List<? extends Candidate> candidates);
}
