package io.minirpc.client;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The server that one call is to go to. Thread-safe. */
final class Chosen {
    private final String address;
    private final AtomicReference<@Nullable Journey> journey;

    /** @param journey the way of the call, not begun; null where there is one server only */
    Chosen(String address, @Nullable Journey journey) {
        this.address = address;
        this.journey = new AtomicReference<>(journey);
    }

    /** Returns the server's address, for filters. */
    String address() {
        return address;
    }

    /** Returns the way of the call; null for all calls but the first, since a filter may make several of one. */
    @Nullable
    Journey takeJourney() {
        return journey.getAndSet(null);
    }
}
