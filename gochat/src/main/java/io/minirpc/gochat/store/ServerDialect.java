package io.minirpc.gochat.store;

import io.minirpc.gochat.store.StoreException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** What MariaDB and MySQL have in common. */
abstract sealed class ServerDialect implements Dialect permits MariaDbDialect, MySqlDialect {
    /** How long a statement waits for a lock, in seconds. */
    static final int LOCK_WAIT_SECONDS = 2;

    /** Returns the dialect of a server. */
    static ServerDialect of(ServerVariables server) {
        return server.isMariaDb() ? new MariaDbDialect(server.isOn("wsrep_on")) : new MySqlDialect();
    }

    /** Returns what each connection sets, by {@code SET}; names to values as SQL. */
    abstract Map<String, String> session();

    /** Returns the kind of an error that only this server has. */
    abstract Optional<Kind> ownKindOf(int code);

    /** Sorts and compares bytes, whatever the defaults of server and database are; messages do not fit into a row. */
    @Override
    public Map<String, String> placeholders() {
        return Map.of(
                "ascii", "CHARACTER SET ascii COLLATE ascii_bin",
                "text", "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                "content", "TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                "table", "ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
    }

    @Override
    public boolean updatesByInsert() {
        return true;
    }

    @Override
    public Kind kindOf(SQLException error) {
        return ownKindOf(error.getErrorCode()).orElseGet(() -> switch (error.getErrorCode()) {
            case 1062, 1586 -> Kind.DUPLICATE_KEY;
            case 1213, 1412, 1317 -> Kind.DEADLOCK; // a table that was changed meanwhile, and KILL QUERY, too
            case 1205 -> Kind.LOCK_TIMEOUT;
            case 1036, 1290, 1792, 1836, 1874 -> Kind.READ_ONLY;
            case 3, 20, 1021, 1026, 1030, 1114 -> Kind.DISK_FULL; // of data, of temporary files, of a tablespace
            case 1053, 1152, 1158, 1159, 1160, 1161 -> Kind.CONNECTION_LOST;
            case 1267, 1366 -> Kind.BAD_DATA; // characters that a column cannot have
            default -> byState(String.valueOf(error.getSQLState()));
        });
    }

    @Override
    public Damage damageOf(SQLException error) {
        return switch (kindOf(error)) {
            case CONNECTION_LOST -> Damage.ALL;
            case READ_ONLY -> Damage.MISLED;
            default -> Damage.NONE;
        };
    }

    /** Classes of the SQL standard: 08 for connections, 22 for values, 23 for constraints. */
    private static Kind byState(String state) {
        if (state.startsWith("08")) {
            return Kind.CONNECTION_LOST;
        }
        return state.startsWith("22") || state.startsWith("23") ? Kind.BAD_DATA : Kind.OTHER;
    }

    @Override
    public String reasonOf(RuntimeException failure) {
        return ServerFailures.reasonOf(failure);
    }

    /** Not by the session's time zone, where an hour comes twice a year. */
    @Override
    public Optional<String> timeQuery() {
        return Optional.of("SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01 00:00:00', UTC_TIMESTAMP(6)) DIV 1000");
    }

    /** Nothing: what COMMIT promises is a setting of the server. */
    @Override
    public void afterCommit(Connection connection) {}

    @Override
    public void beforeClose(Connection connection) {}
}
