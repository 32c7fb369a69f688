package io.minirpc.gochat.id;

import java.io.Serial;

/** No id or no machine number can be given now, as when the clock went back. Temporary. */
public final class SnowflakeException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    SnowflakeException(String message) {
        super(message);
    }
}
