package io.minirpc.gochat.client;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The repetition of requests that were refused, on the connection on which they were. Belongs to the loop. */
final class Retry {
    private static final long DEFAULT_MS = 500;
    private static final long PERMANENT_MS = 5_000;

    private final Loop loop;
    private long connection;

    Retry(Loop loop) {
        this.loop = loop;
    }

    /** The connection was lost: nothing is repeated on it. */
    void lost() {
        connection++;
    }

    /**
     * Runs a request again later, after a refusal or an answer of another kind; never after the connection was lost,
     * since everything begins anew with the next welcome.
     */
    void after(@Nullable RuntimeException failure, Runnable again) {
        if (!(failure instanceof ConnectionLostException)) {
            later(failure instanceof RefusedException refused ? delayMs(refused) : PERMANENT_MS, again);
        }
    }

    /** Runs something later, unless the connection is lost before. */
    void later(long delayMs, Runnable again) {
        long current = connection;
        loop.schedule(delayMs, () -> {
            if (current == connection) {
                again.run();
            }
        });
    }

    /** Returns how long to wait before the same request is made again. */
    static long delayMs(RefusedException refused) {
        if (!refused.temporary()) {
            return PERMANENT_MS; // what the client itself asks for is never refused for good, but by a bug
        }
        return refused.retryAfterMs() > 0 ? refused.retryAfterMs() : DEFAULT_MS;
    }

    /** Returns why a request failed, also where it was answered by something else. */
    static RuntimeException reasonOf(@Nullable RuntimeException failure) {
        return failure != null ? failure : new IllegalStateException("an answer of another kind");
    }

    static Throwable causeOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
