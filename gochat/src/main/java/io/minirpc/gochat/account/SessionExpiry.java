package io.minirpc.gochat.account;

import io.minirpc.gochat.store.AccountStore;
import io.minirpc.gochat.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes sessions that expired more than a day ago, and the records of ends that old. Log-ins, which add sessions, run
 * it: a portion at each as long as there is something to delete, else once in 10 minutes. Thread-safe.
 */
final class SessionExpiry {
    private static final Logger LOG = LoggerFactory.getLogger(SessionExpiry.class);
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int PORTION = 200;
    private static final long PAUSE_NANOS = Duration.ofMinutes(10).toNanos();

    private final Database database;
    private final AccountStore store;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final AtomicLong next;

    SessionExpiry(Database database, AccountStore store, Clock clock, LongSupplier nanoTime) {
        this.database = database;
        this.store = store;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    /** Deletes a portion on a thread of the store, unless there was nothing to delete lately. */
    void runIfDue() {
        long due = next.get();
        long now = nanoTime.getAsLong();
        if (now - due >= 0 && next.compareAndSet(due, now + PAUSE_NANOS)) {
            var unused = database.submit(this::deleteSome).exceptionally(failure -> {
                LOG.warn("Expired sessions were not deleted", failure);
                return 0;
            });
        }
    }

    private int deleteSome() {
        int deleted = store.deleteExpired(clock.millis() - KEPT.toMillis(), PORTION);
        if (deleted == PORTION) {
            next.set(nanoTime.getAsLong()); // there may be more
        }
        return deleted;
    }
}
