package io.minirpc.gochat.route.redis;

import java.io.Serial;

/** Redis does not answer, which may be over soon; the message says where and why. */
public final class RedisUnavailableException extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1;

    RedisUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
