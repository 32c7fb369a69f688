package io.minirpc.tests.servers;

import io.minirpc.localservers.MariaDbServer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Says that tests start a {@link MariaDbServer}: where none can be had they are skipped, or fail under
 * {@code -Drequire.servers=true}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(RequiresMariaDb.Condition.class)
public @interface RequiresMariaDb {
    /** Looks for MariaDB. */
    final class Condition extends RequiredServer {
        Condition() {
            super(MariaDbServer.BINARY);
        }
    }
}
