package io.minirpc.codec;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Keeps a few writers for whoever comes next. Not by thread: a virtual thread writes once and is gone. A caller starts
 * at a slot of its own, so that threads seldom meet. Thread-safe.
 */
final class WriterPool {
    private static final int SLOTS =
            Integer.highestOneBit(Math.max(8, 4 * Runtime.getRuntime().availableProcessors()));
    private static final int MAX_KEPT_BYTES = 64 << 10;
    private static final AtomicReferenceArray<WireWriter> WRITERS = new AtomicReferenceArray<>(SLOTS);

    private WriterPool() {}

    static WireWriter take() {
        WireWriter writer = WRITERS.getAndSet(slot(), null);
        return writer != null ? writer : new WireWriter();
    }

    static void give(WireWriter writer) {
        if (writer.capacity() <= MAX_KEPT_BYTES) {
            WRITERS.setRelease(slot(), writer);
        }
    }

    private static int slot() {
        long id = Thread.currentThread().getId();
        return (int) (id ^ id >>> 8) & SLOTS - 1;
    }
}
