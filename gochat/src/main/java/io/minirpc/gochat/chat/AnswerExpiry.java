package io.minirpc.gochat.chat;

import io.minirpc.gochat.store.SendStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes answers to client ids that are older than 30 days. Run by committers that have nothing else to do.
 * Thread-safe.
 */
final class AnswerExpiry implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerExpiry.class);
    private static final int KEPT_DAYS = 30;
    private static final long PAUSE_NANOS = Duration.ofMinutes(10).toNanos();

    private final SendStore store;
    private final InstantSource clock;
    private final ReentrantLock running = new ReentrantLock();
    private long next = System.nanoTime();

    AnswerExpiry(SendStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Deletes one portion at most; nothing for 10 minutes after there was nothing to delete. */
    @Override
    public void run() {
        if (!running.tryLock()) {
            return;
        }
        try {
            if (System.nanoTime() - next >= 0 && deleteSome() == 0) {
                next = System.nanoTime() + PAUSE_NANOS;
            }
        } finally {
            running.unlock();
        }
    }

    private int deleteSome() {
        try {
            return store.deleteAnswersBefore(SendStore.dayOf(clock.millis()) - KEPT_DAYS);
        } catch (RuntimeException e) {
            LOG.warn("Old answers were not deleted", e);
            return 0;
        }
    }
}
