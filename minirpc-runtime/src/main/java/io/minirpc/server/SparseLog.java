package io.minirpc.server;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** A log for what strangers can bring about as often as they like: a line a second, at most. Thread-safe. */
final class SparseLog {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Logger log;
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());
    private final AtomicLong leftOut = new AtomicLong();

    SparseLog(Logger log) {
        this.log = log;
    }

    /** Logs a line about a peer, or counts it towards those that the next line says were left out. */
    void warn(String format, Object peer, String reason) {
        long now = System.nanoTime();
        long next = nextNanos.get();
        if (now - next < 0 || !nextNanos.compareAndSet(next, now + INTERVAL_NANOS)) {
            leftOut.incrementAndGet();
            return;
        }
        long others = leftOut.getAndSet(0);
        log.warn(format, peer, others == 0 ? reason : reason + " (" + others + " such lines were left out)");
    }
}
