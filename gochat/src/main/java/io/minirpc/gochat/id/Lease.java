package io.minirpc.gochat.id;

/**
 * A machine number and the times whose ids belong to its owner.
 *
 * @param afterMs the last time of the owner before, in UTC milliseconds; exclusive
 * @param untilMs the last time of this owner, in UTC milliseconds; inclusive
 */
record Lease(int number, long afterMs, long untilMs) {
    Lease until(long ms) {
        return new Lease(number, afterMs, ms);
    }
}
