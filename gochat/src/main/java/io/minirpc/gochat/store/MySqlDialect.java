package io.minirpc.gochat.store;

import io.minirpc.gochat.store.StoreException.Kind;
import java.util.Map;
import java.util.Optional;

/** MySQL 8 and later. */
final class MySqlDialect extends ServerDialect {
    /** MySQL has no such limit for transactions alone; the pool's connections say something every 30 s. */
    private static final int IDLE_SECONDS = 60;

    @Override
    Map<String, String> session() {
        return Map.of("wait_timeout", String.valueOf(IDLE_SECONDS));
    }

    @Override
    Optional<Kind> ownKindOf(int code) {
        return switch (code) {
            case 3572 -> Optional.of(Kind.LOCK_TIMEOUT);
            case 4031 -> Optional.of(Kind.CONNECTION_LOST); // was silent for too long
            case 3854, 3995 -> Optional.of(Kind.BAD_DATA); // characters that a column cannot have
            default -> Optional.empty();
        };
    }
}
