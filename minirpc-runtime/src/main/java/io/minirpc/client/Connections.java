package io.minirpc.client;

import io.minirpc.internal.transport.Traffic;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The connections of a client, and what they count together. Thread-safe. */
final class Connections {
    private final Set<Entry> all = ConcurrentHashMap.newKeySet();
    private final Traffic traffic = new Traffic();
    private final LongAdder strayFrames = new LongAdder();

    /** Adds a connection that is being opened. */
    void add(Entry connection) {
        all.add(connection);
    }

    /** Removes a connection that has ended. */
    void remove(Entry connection) {
        all.remove(connection);
    }

    /** Returns the counter of bytes. */
    Traffic traffic() {
        return traffic;
    }

    /** Counts a frame that no call waits for. */
    void countStray() {
        strayFrames.increment();
    }

    ClientStats stats() {
        int connections = 0;
        int ready = 0;
        int calls = 0;
        for (Entry connection : all) {
            connections++;
            ready += connection.isReady() ? 1 : 0;
            calls += connection.calls();
        }
        return new ClientStats(connections, ready, calls, traffic.bytesIn(), traffic.bytesOut(), strayFrames.sum());
    }

    /** A connection, as far as it is counted. Thread-safe. */
    interface Entry {
        /** Returns whether calls are sent at once. */
        boolean isReady();

        /** Returns the number of calls that have not ended, those included that wait to be sent. */
        int calls();
    }
}
