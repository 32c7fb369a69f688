package io.minirpc.gochat.chat;

import java.util.concurrent.TimeUnit;

/** The time between attempts: 50 ms, 100 ms … 2 s. */
final class Backoff {
    private static final long FIRST_MS = 50;
    private static final long MAX_MS = 2_000;

    private Backoff() {}

    /** @param attempt the number of attempts that failed, from 1 */
    static void sleep(int attempt) {
        long ms = Math.min(FIRST_MS << Math.min(attempt - 1, 10), MAX_MS);
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException e) {
            // Nobody has a reference to a committer's thread. If somebody interrupts it all the same, it goes on, and
            // its flag stays clear: a set one would break connections.
        }
    }
}
