package io.minirpc.gochat;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time for which a start waits for another process that it needs: a fleet comes up in any order, and a part that
 * died comes back while others are away. Not thread-safe.
 */
final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration LENGTH = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 500;

    private final String expected;
    private final Duration length;
    private final long deadline;
    private String told = "";

    /**
     * Begins a wait of a minute.
     *
     * @param expected what has to be there, for the operator who reads that it is not
     */
    Patience(String expected) {
        this(expected, LENGTH);
    }

    Patience(String expected, Duration length) {
        this.expected = expected;
        this.length = length;
        deadline = System.nanoTime() + length.toNanos();
    }

    /**
     * Waits a little before the next attempt, and logs a reason that is new.
     *
     * @throws StartException if the time is over
     */
    void pause(String reason, Throwable cause) {
        if (System.nanoTime() - deadline >= 0) {
            throw new StartException(
                    reason + " (expected: " + expected + "; tried for " + length.toSeconds() + " s)", cause);
        }
        if (!reason.equals(told)) {
            LOG.info("Waiting for {}: {}", expected, reason);
            told = reason;
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static StartException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StartException("interrupted while it started", e);
    }
}
