package io.minirpc.tests.fuzz;

import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The figures of a run, and its first failures. Thread-safe. */
final class Tally {
    private static final int MAX_FAILURES = 20;

    private final LongAdder rounds = new LongAdder();
    private final LongAdder tries = new LongAdder();
    private final LongAdder lostConnections = new LongAdder();
    private final LongAdder leakedSlots = new LongAdder();
    private final AtomicInteger failures = new AtomicInteger();
    private final Queue<String> messages = new ConcurrentLinkedQueue<>();

    void round(int newTries) {
        rounds.increment();
        tries.add(newTries);
    }

    void lostConnection(String whose, String reason) {
        lostConnections.increment();
        failed(whose + ": a connection was lost: " + reason);
    }

    void leakedSlots(String whose, int count) {
        leakedSlots.add(count);
        failed(whose + ": " + count + " calls are counted that have ended");
    }

    /** Prints the first failures at once, and counts the others. */
    void failed(String message) {
        if (failures.incrementAndGet() <= MAX_FAILURES) {
            messages.add(message);
            System.out.println("FAILURE " + message);
        }
    }

    /** Returns whether there is no point in going on. */
    boolean isHopeless() {
        return failures.get() > MAX_FAILURES;
    }

    boolean isClean() {
        return failures.get() == 0;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d rounds, %,d calls and bodies, %d connections lost, %d slots leaked, %d failures",
                rounds.sum(),
                tries.sum(),
                lostConnections.sum(),
                leakedSlots.sum(),
                failures.get());
    }
}
