package io.minirpc.gochat.id;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The clock, and waiting for it; another one in tests. */
interface Time {
    /** The clock of this computer, which may be set back and forth. */
    Time SYSTEM = new Time() {
        @Override
        public long nowMs() {
            return System.currentTimeMillis();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void pause(long micros) {
            boolean interrupted = Thread.interrupted(); // or parking would return at once, over and over
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    };

    /** Returns UTC milliseconds. */
    long nowMs();

    long nanoTime();

    /** Waits for about that time. */
    void pause(long micros);
}
