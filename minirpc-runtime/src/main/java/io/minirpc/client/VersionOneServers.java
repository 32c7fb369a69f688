package io.minirpc.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The addresses of servers that said no hello, so that the next connection to one need not wait for it. An address is
 * forgotten after a while, for a newer server may be there by then. Thread-safe.
 */
final class VersionOneServers {
    static final Duration MEMORY = Duration.ofMinutes(10);

    private final LongSupplier clock;
    private final Map<String, Long> untilNanos = new HashMap<>();

    /** @param clock returns the time, as {@link System#nanoTime} does */
    VersionOneServers(LongSupplier clock) {
        this.clock = clock;
    }

    /** Remembers an address from now on, and returns whether it was not known. */
    synchronized boolean add(String address) {
        long now = clock.getAsLong();
        untilNanos.values().removeIf(until -> until - now <= 0);
        return untilNanos.put(address, now + MEMORY.toNanos()) == null;
    }

    /** Forgets an address, and returns whether it was known. */
    synchronized boolean remove(String address) {
        return untilNanos.remove(address) != null;
    }

    synchronized boolean contains(String address) {
        Long until = untilNanos.get(address);
        return until != null && until - clock.getAsLong() > 0;
    }
}
