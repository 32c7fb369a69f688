package io.minirpc.gochat.store;

import io.minirpc.gochat.store.StoreException.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.h2.api.ErrorCode;

/** H2 in a file, in this process. */
final class H2Dialect implements Dialect {
    private final boolean sync;
    private final SharedSync syncs = new SharedSync();

    /** @param sync whether a commit survives a power cut too, and not only the end of the process */
    H2Dialect(boolean sync) {
        this.sync = sync;
    }

    /**
     * "async" since a plain file is ruined by one interrupted write. A lock is waited for 2 s. MONTH names columns. H2
     * keeps 8 statements a connection by default, fewer than a batch has.
     */
    static String url(Path file) {
        return "jdbc:h2:async:" + file.toAbsolutePath()
                + ";WRITE_DELAY=0;LOCK_TIMEOUT=2000;DB_CLOSE_ON_EXIT=FALSE"
                + ";QUERY_CACHE_SIZE=64;NON_KEYWORDS=MONTH,DAY";
    }

    @Override
    public Map<String, String> placeholders() {
        return Map.of("ascii", "", "text", "", "content", "VARCHAR(16384)", "table", "");
    }

    @Override
    public Kind kindOf(SQLException error) {
        return switch (error.getErrorCode()) {
            case ErrorCode.DUPLICATE_KEY_1 -> Kind.DUPLICATE_KEY;
            case ErrorCode.DEADLOCK_1 -> Kind.DEADLOCK;
            case ErrorCode.LOCK_TIMEOUT_1 -> Kind.LOCK_TIMEOUT;
            case ErrorCode.CONCURRENT_UPDATE_1 -> Kind.DEADLOCK;
            case ErrorCode.CONNECTION_BROKEN_1, ErrorCode.OBJECT_CLOSED, ErrorCode.DATABASE_IS_CLOSED ->
                Kind.CONNECTION_LOST;
            case ErrorCode.DATABASE_IS_READ_ONLY,
                    ErrorCode.IO_EXCEPTION_1,
                    ErrorCode.IO_EXCEPTION_2,
                    ErrorCode.GENERAL_ERROR_1 -> Kind.READ_ONLY;
            default -> isBadData(error) ? Kind.BAD_DATA : Kind.OTHER;
        };
    }

    /** After an error of its file H2 closes the database, which opens again when all connections have ended. */
    @Override
    public Damage damageOf(SQLException error) {
        return switch (kindOf(error)) {
            case CONNECTION_LOST, READ_ONLY -> Damage.ALL;
            default -> Damage.NONE;
        };
    }

    /** Classes of the SQL standard: 22 for values, 23 for constraints. */
    private static boolean isBadData(SQLException error) {
        String state = error.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    @Override
    public String reasonOf(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
                return "another process has it open (expected: a database of its own, or the end of that process)";
            }
        }
        return String.valueOf(failure.getMessage());
    }

    @Override
    public boolean updatesByInsert() {
        return false;
    }

    @Override
    public Optional<String> timeQuery() {
        return Optional.empty();
    }

    /**
     * H2 writes at COMMIT (WRITE_DELAY=0) but does not sync: 100 commits were 159 writes and no fsync. This syncs, once
     * for all that were committed when the sync began.
     */
    @Override
    public void afterCommit(Connection connection) throws SQLException {
        if (sync) {
            syncs.await(() -> execute(connection, "CHECKPOINT SYNC"));
        }
    }

    @Override
    public void beforeClose(Connection connection) throws SQLException {
        execute(connection, "SHUTDOWN");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
