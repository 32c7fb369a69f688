package io.minirpc.tests.servers;

import io.minirpc.localservers.RedisServer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Says that tests start a {@link RedisServer}: where none can be had they are skipped, or fail under
 * {@code -Drequire.servers=true}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(RequiresRedis.Condition.class)
public @interface RequiresRedis {
    /** Looks for Redis. */
    final class Condition extends RequiredServer {
        Condition() {
            super(RedisServer.BINARY);
        }
    }
}
