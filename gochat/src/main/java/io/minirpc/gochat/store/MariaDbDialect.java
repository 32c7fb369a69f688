package io.minirpc.gochat.store;

import io.minirpc.gochat.store.StoreException.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** MariaDB 10.6 and later. */
final class MariaDbDialect extends ServerDialect {
    /** After how long the server ends a transaction whose owner is silent, as a frozen process that holds locks. */
    static final int IDLE_SECONDS = 5;

    private final boolean galera;

    /** @param galera whether the server is a node of a cluster, and reads must wait for what others committed */
    MariaDbDialect(boolean galera) {
        this.galera = galera;
    }

    @Override
    Map<String, String> session() {
        Map<String, String> session = new LinkedHashMap<>();
        session.put("idle_transaction_timeout", String.valueOf(IDLE_SECONDS));
        if (galera) {
            session.put("wsrep_sync_wait", "7");
        }
        return session;
    }

    @Override
    Optional<Kind> ownKindOf(int code) {
        return switch (code) {
            case 1020 -> Optional.of(Kind.DEADLOCK); // innodb_snapshot_isolation: another one was faster
            case 1927 -> Optional.of(Kind.CONNECTION_LOST); // KILL
            default -> Optional.empty();
        };
    }
}
