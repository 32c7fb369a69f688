package io.minirpc.balancer;

import io.minirpc.discovery.Endpoint;

/**
 * An endpoint that calls can go to, with what the client knows of it. It stays the same object while the endpoint is
 * known, so balancers may keep what they learn about it in an identity map. Thread-safe.
 */
public interface Candidate {
    /** Returns the endpoint; its weight and metadata may change from one list of candidates to the next. */
    Endpoint endpoint();

    /**
     * Returns how much traffic it takes at present compared with others: its endpoint's weight, less while it is new
     * and warms up; 0 for none while others can take it.
     */
    double weight();

    /** Returns how many calls of this client are under way there. */
    int pending();

    /**
     * Returns how long calls take there, in nanoseconds: an average in which old calls count less and less, and slow
     * ones at once (peak EWMA); 0 while nothing is known. It falls as time passes even if no calls come: who was slow
     * once would not be asked again otherwise.
     */
    double latencyNanos();
}
