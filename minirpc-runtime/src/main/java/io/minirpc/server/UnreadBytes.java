package io.minirpc.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of answers that wait for clients to read them, of all connections of a server together, and their bounds. A
 * connection may take as much as it leaves free for the others, as queues do that share a switch's memory (Choudhury
 * and Hahne, Dynamic Queue Length Thresholds for Shared-Memory Packet Switches, 1998): one alone gets half of the
 * bound, and there is always some room for who comes next. Event loops look first and add later, so that the bound may
 * be exceeded by an answer of each. Thread-safe.
 */
final class UnreadBytes {
    /** The part of the largest heap that answers may take, where nothing else is set. */
    private static final int PART_OF_HEAP = 4;

    private final long max;
    private final long maxOfOne;
    private final AtomicLong all = new AtomicLong();

    UnreadBytes(long max, long maxOfOne) {
        this.max = max;
        this.maxOfOne = maxOfOne;
    }

    /** Returns a bound that leaves room for everything else on the heap. */
    static long defaultMax() {
        return Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
    }

    /** Returns whether an answer may wait on a connection where so many bytes wait already. */
    boolean hasRoom(long own, int bytes) {
        long waiting = all.get();
        return waiting == 0 || (own + bytes <= max - waiting && (own == 0 || own + bytes <= maxOfOne));
    }

    /** Returns whether so much waits that even those who read have to be looked at before they are answered. */
    boolean isFull() {
        return all.get() >= max;
    }

    void add(long bytes) {
        all.addAndGet(bytes);
    }

    long total() {
        return all.get();
    }
}
