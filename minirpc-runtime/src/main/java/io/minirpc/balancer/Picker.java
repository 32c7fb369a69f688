package io.minirpc.balancer;

/** Chooses among candidates that were known when it was made. Thread-safe, and as quick as it can be. */
public interface Picker {
    /**
     * Returns the candidate for the next call.
     *
     * @param hash of the call's hash key, see {@link HashKeys}; a random number for calls without one, so that they
     *     spread
     */
    Candidate pick(int hash);
}
