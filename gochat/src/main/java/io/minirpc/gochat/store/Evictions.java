package io.minirpc.gochat.store;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The evictions of all connections of a pool: each at its time, or at most one a second, so that those who read still
 * have connections while a server takes no writes. Thread-safe.
 */
final class Evictions {
    static final long PAUSE_NANOS = 1_000_000_000;

    private final Runnable evictAll;
    private final LongSupplier clock;
    private final AtomicLong lastNanos;
    private volatile boolean due;

    /**
     * @param evictAll ends all connections, those in use when they are given back
     * @param clock returns the time, as {@link System#nanoTime} does
     */
    Evictions(Runnable evictAll, LongSupplier clock) {
        this.evictAll = evictAll;
        this.clock = clock;
        lastNanos = new AtomicLong(clock.getAsLong() - PAUSE_NANOS);
    }

    /** Evicts all connections. */
    void now() {
        evictAll.run();
    }

    /** Evicts all connections that are there now: at once, or by {@link #catchUp} when a second has passed. */
    void soon() {
        due = true;
        catchUp();
    }

    /** Does what is due; to be called now and then, as when a connection is given back. */
    void catchUp() {
        long last = lastNanos.get();
        long now = clock.getAsLong();
        if (due && now - last >= PAUSE_NANOS && lastNanos.compareAndSet(last, now)) {
            due = false;
            evictAll.run();
        }
    }
}
