package io.minirpc.gochat.token;

import java.io.Serial;

/**
 * An access token that is not valid. The message says why and holds nothing of the token, and there is no cause, which
 * might.
 */
public final class TokenException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    TokenException(String message) {
        super(message);
    }
}
