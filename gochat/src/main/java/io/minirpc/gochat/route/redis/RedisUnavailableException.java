package io.minirpc.gochat.route.redis;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Redis does not answer, which may be over soon; the message says where and why. */
public final class RedisUnavailableException extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1;

    RedisUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
