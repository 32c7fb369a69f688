package io.minirpc.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of answers that wait for clients to read them, of all connections of a server together, and their bounds. A
 * connection may take as much as it leaves free for the others, like queues that share the memory of a switch
 * (Choudhury and Hahne, Dynamic Queue Length Thresholds for Shared-Memory Packet Switches, 1998): a single one gets
 * half of the bound, and there is always some room for the next. Event loops check first and add later, so each of them
 * may exceed the bound by an answer. Thread-safe.
 */
final class UnreadBytes {
    private final long max;
    private final long maxOfOne;
    private final AtomicLong all = new AtomicLong();

    UnreadBytes(long max, long maxOfOne) {
        this.max = max;
        this.maxOfOne = maxOfOne;
    }

    /** Returns whether an answer may wait on a connection where so many bytes wait already. */
    boolean hasRoom(long own, int bytes) {
        long waiting = all.get();
        return waiting == 0 || (own + bytes <= max - waiting && (own == 0 || own + bytes <= maxOfOne));
    }

    /** Returns whether the bound is reached, so that room is checked before an answer to any client. */
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
