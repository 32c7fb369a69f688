package io.minirpc;

import static java.util.Objects.requireNonNull;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a call. If a service throws it, the caller gets one with the same code, message and metadata; the
 * cause is not sent.
 */
public final class RpcException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final StatusCode code;
    private final boolean notExecuted;
    private final transient Metadata metadata;

    /** Creates a failure; the code must not be {@link StatusCode#OK}. */
    public RpcException(StatusCode code, String message) {
        this(code, message, null);
    }

    /** Creates a failure with a cause, which never crosses the wire; the code must not be {@link StatusCode#OK}. */
    public RpcException(StatusCode code, String message, @Nullable Throwable cause) {
        this(code, message, cause, false, Metadata.EMPTY, true);
    }

    private RpcException(
            StatusCode code,
            @Nullable String message,
            @Nullable Throwable cause,
            boolean notExecuted,
            Metadata metadata,
            boolean hasTrace) {
        super(message, cause, true, hasTrace);
        this.notExecuted = notExecuted;
        this.metadata = metadata;
        this.code = requireNonNull(code, "code");
        if (code == StatusCode.OK) {
            throw new IllegalArgumentException("code: OK (expected: a code that says what failed)");
        }
    }

    /** Returns the failure of a call that certainly did not run, with a stack trace; see {@link #isNotExecuted}. */
    public static RpcException notExecuted(StatusCode code, String message, @Nullable Throwable cause) {
        return new RpcException(code, message, cause, true, Metadata.EMPTY, true);
    }

    /**
     * Returns the failure of a call that certainly did not run, without a stack trace: for filters, which may reject
     * many calls in a short time.
     */
    public static RpcException notExecuted(StatusCode code, String message) {
        return new RpcException(code, message, null, true, Metadata.EMPTY, false);
    }

    /** Returns a copy with metadata, which is sent to the caller. */
    public RpcException withMetadata(Metadata other) {
        RpcException same = new RpcException(
                code,
                getMessage(),
                getCause(),
                notExecuted,
                requireNonNull(other, "other"),
                getStackTrace().length > 0);
        same.setStackTrace(getStackTrace());
        return same;
    }

    /** See {@link io.minirpc.internal.Internals#thrownHere}. */
    RpcException thrownHere() {
        return new RpcException(code, getMessage(), this, notExecuted, metadata(), true);
    }

    /** Returns the metadata sent with the failure; empty after Java serialization. */
    public Metadata metadata() {
        return metadata == null ? Metadata.EMPTY : metadata;
    }

    /**
     * Returns whether the call certainly did not run: it never left this process, or the server rejected it before it
     * started. Such a call can be retried even if its method is not idempotent.
     */
    public boolean isNotExecuted() {
        return notExecuted;
    }

    /** Returns the status code; never {@link StatusCode#OK}. */
    public StatusCode code() {
        return code;
    }

    /** Returns the class name, the code and the message. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the message alone is sent to the caller, and its code beside it
    public String toString() {
        String message = getLocalizedMessage();
        String name = getClass().getName() + ": " + code;
        return message == null ? name : name + ": " + message;
    }
}
