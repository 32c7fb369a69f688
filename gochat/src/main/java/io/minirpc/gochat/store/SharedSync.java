package io.minirpc.gochat.store;

import java.sql.SQLException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Syncs that threads share: each returns after a sync that began after its call, and as few run as that allows, one at
 * a time. Thread-safe.
 */
final class SharedSync {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();

    // Under the lock. Syncs are numbered from 1 on.
    private long begun;
    private long succeeded;
    private boolean running;

    /** A sync; it makes durable what was committed before it began. */
    @FunctionalInterface
    interface Sync {
        void run() throws SQLException;
    }

    /**
     * Returns when a sync has succeeded that began after this call: the caller's own, or one of another thread.
     *
     * @throws SQLException if the caller's own failed; a failure of another thread's is never the caller's
     */
    void await(Sync own) throws SQLException {
        lock.lock();
        try {
            long needed = begun + 1;
            while (running && succeeded < needed) {
                ended.awaitUninterruptibly();
            }
            if (succeeded < needed) {
                run(own);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many threads wait for the sync of another one, for tests. */
    int waiting() {
        lock.lock();
        try {
            return lock.getWaitQueueLength(ended);
        } finally {
            lock.unlock();
        }
    }

    private void run(Sync own) throws SQLException {
        long number = ++begun;
        running = true;
        boolean done = false;
        lock.unlock();
        try {
            own.run();
            done = true;
        } finally {
            lock.lock();
            running = false;
            succeeded = done ? number : succeeded;
            ended.signalAll();
        }
    }
}
