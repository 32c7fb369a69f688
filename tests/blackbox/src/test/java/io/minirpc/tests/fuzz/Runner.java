package io.minirpc.tests.fuzz;

import java.util.Random;

/** Does the rounds of a direction until the time is over, on a thread of its own. */
final class Runner {
    private static final int ROUNDS_UNTIL_SETTLED = 100;
    private static final long STUCK_NANOS = 120_000_000_000L;

    private final Direction direction;
    private final long seed;
    private final long endNanos;
    private final Tally tally;
    private final Thread thread;
    private volatile long round;
    private volatile long roundStart = System.nanoTime();

    Runner(Direction direction, long seed, long endNanos, Tally tally) {
        this.direction = direction;
        this.seed = seed;
        this.endNanos = endNanos;
        this.tally = tally;
        thread = new Thread(this::run, direction.name());
    }

    Runner start() {
        thread.start();
        return this;
    }

    private void run() {
        while (System.nanoTime() - endNanos < 0 && !tally.isHopeless()) {
            roundStart = System.nanoTime();
            run(round++);
            if (round % ROUNDS_UNTIL_SETTLED == 0) {
                settle();
            }
        }
    }

    /** Does one round, which depends on nothing but the seed, the direction's name and the number. */
    void run(long number) {
        String replay = "seed " + seed + ", replay " + direction.name() + ":" + number + ": ";
        try {
            tally.round(direction.round(random(number)));
        } catch (Exception | Error e) {
            tally.failed(replay + e);
        }
    }

    private Random random(long number) {
        return new Random(seed * 31 + direction.name().hashCode() + number * 0x9e3779b97f4a7c15L);
    }

    void settle() {
        try {
            direction.settle();
        } catch (Exception | Error e) {
            tally.failed("seed " + seed + ", " + direction.name() + " before round " + round + ": " + e);
        }
    }

    /** Waits for the end. */
    void join(long millis) throws InterruptedException {
        thread.join(millis);
    }

    /** Fails where not one round was done. */
    void requireRounds() {
        if (round == 0) {
            tally.failed(direction.name() + " has done no round");
        }
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    @Override
    public String toString() {
        return direction.name() + " " + round;
    }

    /** Says where a round hangs that has not ended for long; null where none does. */
    String stuck() {
        if (!thread.isAlive() || System.nanoTime() - roundStart < STUCK_NANOS) {
            return null;
        }
        StringBuilder where = new StringBuilder(
                "seed " + seed + ", replay " + direction.name() + ":" + (round - 1) + ": the round does not end");
        for (StackTraceElement element : thread.getStackTrace()) {
            where.append("\n    at ").append(element);
        }
        return where.toString();
    }
}
