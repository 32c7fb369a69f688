package io.minirpc.gochat.store;

import java.io.Serial;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A statement or a commit that failed. */
public final class StoreException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** What a failure means for whoever began the work. */
    public enum Kind {
        /** A row with this key is there. Nothing was committed. */
        DUPLICATE_KEY(false),
        /** A value does not fit its column or breaks a rule of the schema. Nothing was committed. */
        BAD_DATA(false),
        /** Rolled back in favour of another transaction: run it again. */
        DEADLOCK(true),
        /** A row stayed locked by another transaction. Nothing was committed. */
        LOCK_TIMEOUT(true),
        /** The connection broke before COMMIT was sent, or there was none to be had. Nothing was committed. */
        CONNECTION_LOST(true),
        /** COMMIT was sent and its answer did not arrive, or was an error: committed or not. */
        UNKNOWN_OUTCOME(true),
        /** The database only reads, as a replica, or an H2 whose disk failed. Nothing was committed. */
        READ_ONLY(true),
        /** A disk or a table of the server is full. Nothing was committed. */
        DISK_FULL(true),
        /** Too much work waits for the database, or it was closed. Nothing was begun. */
        OVERLOADED(true),
        /** Everything else: a fault of ours, or of the data. Nothing was committed. */
        OTHER(false);

        private final boolean temporary;

        Kind(boolean temporary) {
            this.temporary = temporary;
        }

        /** Returns whether the same work may succeed later. */
        public boolean temporary() {
            return temporary;
        }
    }

    private final Kind kind;

    public StoreException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    static StoreException of(Kind kind, Exception cause) {
        String code =
                cause instanceof SQLException sql ? " [" + sql.getSQLState() + "/" + sql.getErrorCode() + "]" : "";
        return new StoreException(kind, kind + ": " + cause.getMessage() + code, cause);
    }

    public Kind kind() {
        return kind;
    }
}
