package io.minirpc.gochat.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counters of the connections of a scenario. Thread-safe. */
final class Tally {
    private static final int MAX_REASONS = 50; // they come from the server

    final AtomicInteger open = new AtomicInteger();
    final LongAdder welcomes = new LongAdder();
    final LongAdder repeated = new LongAdder();
    final LongAdder gaps = new LongAdder();
    final LongAdder behind = new LongAdder();
    final LongAdder unreadable = new LongAdder();
    private final Map<String, Integer> losses = new TreeMap<>();

    /** Counts a connection that was lost, or could not be made, without being asked to end. */
    synchronized void lost(int code, String reason) {
        String key = code + " " + reason;
        boolean isKept = losses.containsKey(key) || losses.size() < MAX_REASONS;
        losses.merge(isKept ? key : "others", 1, Integer::sum);
    }

    /** Returns how many connections were lost, by close code and reason. */
    synchronized Map<String, Integer> losses() {
        return new TreeMap<>(losses);
    }
}
