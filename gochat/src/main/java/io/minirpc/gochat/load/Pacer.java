package io.minirpc.gochat.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Planned moments at a steady rate. A step that is late is made at once, with its planned moment: nothing is left out,
 * and nothing waits for answers.
 */
final class Pacer {
    private final double perSecond;

    Pacer(double perSecond) {
        this.perSecond = perSecond;
    }

    /** An action at a planned moment of {@link System#nanoTime}. It must not block. */
    @FunctionalInterface
    interface Step {
        void at(int number, long moment);
    }

    /**
     * Makes all steps, on the caller's thread.
     *
     * @return the first planned moment
     */
    long run(int steps, Step step) throws InterruptedException {
        double interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long start = System.nanoTime();
        for (int i = 0; i < steps; i++) {
            long moment = start + (long) (i * interval);
            await(moment);
            step.at(i, moment);
        }
        return start;
    }

    private static void await(long moment) throws InterruptedException {
        long left = moment - System.nanoTime();
        while (left > 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted between two planned moments");
            }
            LockSupport.parkNanos(left);
            left = moment - System.nanoTime();
        }
    }
}
