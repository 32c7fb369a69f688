package io.minirpc;

import static java.util.Objects.requireNonNull;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed. Thrown by a service, it reaches the caller with its code and its message; the cause stays where
 * it is.
 */
public class RpcException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final StatusCode code;
    private final boolean notExecuted;

    /** Creates a failure; the code must not be {@link StatusCode#OK}. */
    public RpcException(StatusCode code, String message) {
        this(code, message, null);
    }

    /** Creates a failure with a cause, which never crosses the wire; the code must not be {@link StatusCode#OK}. */
    public RpcException(StatusCode code, String message, @Nullable Throwable cause) {
        this(code, message, cause, false);
    }

    private RpcException(StatusCode code, String message, @Nullable Throwable cause, boolean notExecuted) {
        super(message, cause);
        this.notExecuted = notExecuted;
        this.code = requireNonNull(code, "code");
        if (code == StatusCode.OK) {
            throw new IllegalArgumentException("code: OK (expected: a code that says what failed)");
        }
    }

    /** Returns the failure of a call that certainly did not run; see {@link #isSafeToRetry}. */
    public static RpcException notExecuted(StatusCode code, String message, @Nullable Throwable cause) {
        return new RpcException(code, message, cause, true);
    }

    /**
     * Tells whether the call certainly did not run, as when it never left this process or the server refused it before
     * it began: it can be made again even if it must not run twice.
     */
    public final boolean isSafeToRetry() {
        return notExecuted;
    }

    /** Returns how the call ended; never {@link StatusCode#OK}. */
    public final StatusCode code() {
        return code;
    }
}
