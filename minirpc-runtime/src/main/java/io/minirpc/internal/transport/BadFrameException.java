package io.minirpc.internal.transport;

import java.io.Serial;

/** A header after which nothing on the connection can be trusted. The message says what was found and expected. */
final class BadFrameException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    BadFrameException(String message) {
        super(message, null, false, false);
    }
}
