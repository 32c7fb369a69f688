package io.minirpc.filter.breaker;

import java.util.Arrays;

/** How many calls of the last while there were, and how many failed: kept in a ring of slots. Not thread-safe. */
final class FailureWindow {
    private static final int SLOTS = 10;

    private final long slotNanos;
    private final int[] calls = new int[SLOTS];
    private final int[] failures = new int[SLOTS];
    private long slot;
    private int allCalls;
    private int allFailures;

    FailureWindow(long windowNanos) {
        slotNanos = Math.max(1, windowNanos / SLOTS);
    }

    /** Counts a call that ended. */
    void add(boolean failed, long now) {
        advance(now);
        int index = (int) (slot % SLOTS);
        calls[index]++;
        allCalls++;
        if (failed) {
            failures[index]++;
            allFailures++;
        }
    }

    /** Forgets what is too long ago. */
    void advance(long now) {
        long current = now / slotNanos;
        if (current - slot >= SLOTS) {
            clear();
            slot = current;
        }
        while (slot < current) { // threads may come with times of a moment ago: these count for now
            slot++;
            int index = (int) (slot % SLOTS);
            allCalls -= calls[index];
            allFailures -= failures[index];
            calls[index] = 0;
            failures[index] = 0;
        }
    }

    /** Forgets all. */
    void clear() {
        Arrays.fill(calls, 0);
        Arrays.fill(failures, 0);
        allCalls = 0;
        allFailures = 0;
    }

    int calls() {
        return allCalls;
    }

    int failures() {
        return allFailures;
    }
}
