package io.minirpc.filter.limit;

/** How many calls may be in flight, and what calls that ended make of it. Thread-safe. */
interface ConcurrencyLimit {
    /** Returns how many calls may be in flight now, 1 or more. */
    int limit();

    /**
     * Learns from a call that ended.
     *
     * @param nanos how long it took
     * @param inFlight how many there were when it began, itself included
     */
    void ended(Outcome outcome, long nanos, int inFlight);

    /** What the end of a call says of the load; ends that say nothing are not told. */
    enum Outcome {
        /** It was answered in time. */
        ANSWERED,
        /** Its deadline passed. */
        LATE,
        /** It was turned away, or did not get through. */
        REFUSED
    }

    /** Returns a limit that stays as it is. */
    static ConcurrencyLimit fixed(int limit) {
        return new Fixed(limit);
    }

    /** A limit that stays as it is. */
    record Fixed(int limit) implements ConcurrencyLimit {
        @Override
        public void ended(Outcome outcome, long nanos, int inFlight) {}
    }
}
