package io.minirpc.registry.etcd;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits longer after each failure, up to a limit, and never as long as others do: half to the whole of it, at random.
 */
final class Backoff {
    private static final long FIRST_MILLIS = 100;

    private final long maxMillis;
    private long nextMillis = FIRST_MILLIS;

    Backoff(long maxMillis) {
        this.maxMillis = Math.max(maxMillis, FIRST_MILLIS);
    }

    long nextMillis() {
        long millis = nextMillis;
        nextMillis = Math.min(2 * millis, maxMillis);
        return ThreadLocalRandom.current().nextLong(millis / 2, millis + 1);
    }

    void reset() {
        nextMillis = FIRST_MILLIS;
    }
}
