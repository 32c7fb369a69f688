package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.CloseCode;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which a client comes back after its connection ended: docs/protocol.md, "Close codes". Belongs to the
 * loop.
 */
final class Comeback {
    private static final long MAX_RANDOM_MS = 5_000;
    private static final long MAX_HINT_MS = 120_000;

    private final long firstBackoffMs;
    private final long maxBackoffMs;
    private int failures;
    private boolean refreshed;
    private @Nullable Long hintMs;

    Comeback(ClientSettings settings) {
        firstBackoffMs = settings.firstBackoff().toMillis();
        maxBackoffMs = settings.maxBackoff().toMillis();
    }

    /** What follows from the end of a connection. */
    sealed interface Next {
        /** Connects again after a pause, with a new token if the one before was refused. */
        record Again(long delayMs, boolean newToken) implements Next {}

        /** Stays away until somebody acts. */
        record Never() implements Next {}
    }

    void welcomed() {
        failures = 0;
        refreshed = false;
        hintMs = null;
    }

    /** The server said in {@code bye} when to come back. */
    void hinted(long retryAfterMs) {
        hintMs = Math.max(0, Math.min(retryAfterMs, MAX_HINT_MS));
    }

    Next after(int code) {
        Long hint = hintMs;
        hintMs = null;
        if (code == CloseCode.UNAUTHENTICATED.code() && !refreshed) {
            refreshed = true;
            return new Next.Again(0, true);
        }
        if (code >= 4400 && code < 4450) {
            return new Next.Never();
        }
        if (hint != null) {
            return new Next.Again(hint, false);
        }
        return new Next.Again(code >= 4450 && code < 4500 ? random(MAX_RANDOM_MS) : backoff(), false);
    }

    /** A new token could not be had for now: the next 4401 asks for one again. */
    long afterFailedRefresh() {
        refreshed = false;
        return backoff();
    }

    private long backoff() {
        long most = Math.min(maxBackoffMs, firstBackoffMs << Math.min(failures, 20));
        failures++;
        return random(Math.max(most, 1));
    }

    private static long random(long most) {
        return ThreadLocalRandom.current().nextLong(most + 1);
    }
}
