package io.minirpc.gochat.route.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The healing of keys that hold something else than what belongs there: they are deleted, and what is missing is
 * written again as after any loss. Thread-safe.
 */
final class WrongTypes {
    private final Link<StatefulRedisConnection<String, byte[]>> link;
    private final ThrottledLog log = new ThrottledLog();

    WrongTypes(Link<StatefulRedisConnection<String, byte[]>> link) {
        this.link = link;
    }

    /** Returns the answer; where it fails because of the key's type, the key is deleted. */
    @SuppressWarnings("FutureReturnValueIgnored") // the next one who meets the key tries again
    <T> CompletableFuture<T> healed(String key, CompletableFuture<T> answer) {
        return answer.whenComplete((value, failure) -> {
            if (failure != null && isWrongType(failure)) {
                log.warn("the key " + key + " is of a wrong type and is deleted");
                link.call(redis -> redis.async().del(key));
            }
        });
    }

    static boolean isWrongType(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RedisCommandExecutionException
                && String.valueOf(cause.getMessage()).startsWith("WRONGTYPE");
    }
}
