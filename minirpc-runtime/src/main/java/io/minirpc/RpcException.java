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

    /** Creates a failure; the code must not be {@link StatusCode#OK}. */
    public RpcException(StatusCode code, String message) {
        this(code, message, null);
    }

    /** Creates a failure with a cause, which never crosses the wire; the code must not be {@link StatusCode#OK}. */
    public RpcException(StatusCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = requireNonNull(code, "code");
        if (code == StatusCode.OK) {
            throw new IllegalArgumentException("code: OK (expected: a code that says what failed)");
        }
    }

    /** Returns how the call ended; never {@link StatusCode#OK}. */
    public final StatusCode code() {
        return code;
    }
}
