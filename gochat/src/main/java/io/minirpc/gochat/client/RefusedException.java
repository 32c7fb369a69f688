package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame.Failure;

/** A request that the server refused, with the code and the text of its answer. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final long MAX_RETRY_MS = 60_000;

    private final ErrorCode code;
    private final boolean temporary;
    private final long retryAfterMs;

    RefusedException(ErrorCode code, boolean temporary, long retryAfterMs, String text) {
        super(text);
        this.code = code;
        this.temporary = temporary;
        this.retryAfterMs = Math.max(0, Math.min(retryAfterMs, MAX_RETRY_MS));
    }

    static RefusedException of(Failure failure) {
        Long retry = failure.retryAfterMs();
        return new RefusedException(failure.code(), failure.temporary(), retry == null ? 0 : retry, failure.text());
    }

    public ErrorCode code() {
        return code;
    }

    /** Returns the server's text, which may hold parts of the request. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** Returns whether the same request may succeed later. */
    public boolean temporary() {
        return temporary;
    }

    /** Returns when to try again, in milliseconds from now, at most a minute; 0 where the server did not say. */
    public long retryAfterMs() {
        return retryAfterMs;
    }
}
