package io.minirpc.gochat.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToDoubleFunction;

/**
 * Planned moments at a rate, which is steady or rises to it. A step that is late is made at once, with its planned
 * moment: nothing is left out, and nothing waits for answers.
 */
final class Pacer {
    private final IntToDoubleFunction seconds;

    private Pacer(IntToDoubleFunction seconds) {
        this.seconds = seconds;
    }

    /** Returns a pacer of so many steps in each second. */
    static Pacer steady(double perSecond) {
        return new Pacer(number -> number / perSecond);
    }

    /** Returns a pacer whose rate rises evenly from none, and reaches a rate after a time. */
    static Pacer rising(double perSecond, double seconds) {
        return new Pacer(number -> Math.sqrt(2 * number * seconds / perSecond));
    }

    /** Returns how many steps a pacer that rises makes until it has reached its rate. */
    static int risingSteps(int perSecond, int seconds) {
        return perSecond * seconds / 2;
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
        long start = System.nanoTime();
        for (int i = 0; i < steps; i++) {
            long moment = start + (long) (seconds.applyAsDouble(i) * TimeUnit.SECONDS.toNanos(1));
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
