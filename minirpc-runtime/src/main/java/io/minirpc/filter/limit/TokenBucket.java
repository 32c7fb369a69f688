package io.minirpc.filter.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Permits that come back at a rate, up to a burst. Kept as a single number, the time at which the bucket will be full
 * again, which each permit puts off by one interval: the "virtual scheduling" form of the generic cell rate algorithm
 * (ITU-T I.371, annex A), in which that number is called the theoretical arrival time. Lock-free and thread-safe.
 *
 * <p>Times are nanoseconds since the filter was made, so never negative.
 */
final class TokenBucket {
    /** What {@link #take} returns once the bucket was forgotten: there is, or will be, another. */
    static final long FORGOTTEN = 0;

    private static final long GONE = -1;

    private final Rate rate;
    private final String scope;
    private final AtomicLong fullAt = new AtomicLong();

    /** @param scope what the bucket is for, for people */
    TokenBucket(Rate rate, String scope) {
        this.rate = rate;
        this.scope = scope;
    }

    /**
     * Takes a permit.
     *
     * @return how many nanoseconds until there is one, if there is none now; less than 0 for a permit, to give back as
     *     {@link #giveBack} says; or {@link #FORGOTTEN}
     */
    long take(long now) {
        while (true) {
            long was = fullAt.get();
            if (was == GONE) {
                return FORGOTTEN;
            }
            long full = Math.max(was, now) + rate.intervalNanos();
            long wait = full - now - rate.burstNanos();
            if (wait > 0) {
                return wait;
            }
            if (fullAt.compareAndSet(was, full)) {
                return -full;
            }
        }
    }

    /**
     * Gives a permit back, as if it had not been taken. Where the bucket may have been full since, nothing is given:
     * the permit is there already.
     *
     * @param permit what {@link #take} returned
     */
    void giveBack(long permit, long now) {
        if (now < -permit) {
            fullAt.updateAndGet(was -> was == GONE ? GONE : was - rate.intervalNanos());
        }
    }

    /** Ends a bucket that is full, so that nobody takes from it after it was thrown away; tells whether it was. */
    boolean forget(long now) {
        long was = fullAt.get();
        return was <= now && fullAt.compareAndSet(was, GONE);
    }

    boolean isForgotten() {
        return fullAt.get() == GONE;
    }

    /** Says what the limit is, for people. */
    @Override
    public String toString() {
        return rate.text() + ", " + scope;
    }
}
