package io.minirpc.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The addresses of servers that sent no hello, so that later connections to them do not wait for one. An address is
 * forgotten after {@link #MEMORY}, since a newer server may run there by then. Thread-safe.
 */
final class VersionOneServers {
    static final Duration MEMORY = Duration.ofMinutes(10);

    private final LongSupplier clock;
    private final Map<String, Long> untilNanos = new HashMap<>();

    /** @param clock returns the time, as {@link System#nanoTime} does */
    VersionOneServers(LongSupplier clock) {
        this.clock = clock;
    }

    /** Adds an address or extends its time, and returns whether it was new. */
    synchronized boolean add(String address) {
        long now = clock.getAsLong();
        untilNanos.values().removeIf(until -> until - now <= 0);
        return untilNanos.put(address, now + MEMORY.toNanos()) == null;
    }

    /** Removes an address, and returns whether it was present. */
    synchronized boolean remove(String address) {
        return untilNanos.remove(address) != null;
    }

    synchronized boolean contains(String address) {
        Long until = untilNanos.get(address);
        return until != null && until - clock.getAsLong() > 0;
    }
}
