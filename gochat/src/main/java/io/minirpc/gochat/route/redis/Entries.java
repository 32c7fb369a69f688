package io.minirpc.gochat.route.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The keys that a connection reads and writes, each with a value of one type. A key that holds something else is
 * deleted, and what is missing is written again as after any loss. Thread-safe.
 */
final class Entries {
    private final Link<StatefulRedisConnection<String, byte[]>> link;
    private final ThrottledLog log = new ThrottledLog();

    Entries(Link<StatefulRedisConnection<String, byte[]>> link) {
        this.link = link;
    }

    /** Makes a call about a key, as {@link Link#call} does; where it fails because of the key's type, the key goes. */
    @SuppressWarnings("FutureReturnValueIgnored") // the next one who meets the key tries again
    <T> CompletableFuture<T> call(
            String key, Function<RedisAsyncCommands<String, byte[]>, CompletionStage<T>> command) {
        return link.call(connection -> command.apply(connection.async())).whenComplete((value, failure) -> {
            if (failure != null && isWrongType(failure)) {
                log.warn("the key " + key + " is of a wrong type and is deleted");
                link.call(connection -> connection.async().del(key));
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
