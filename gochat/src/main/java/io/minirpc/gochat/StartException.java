package io.minirpc.gochat;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A start that failed for a reason that an operator can mend; the message says which. */
final class StartException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
