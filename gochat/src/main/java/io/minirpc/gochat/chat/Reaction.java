package io.minirpc.gochat.chat;

import io.minirpc.gochat.store.SendStore.Locking;
import io.minirpc.gochat.store.StoreException;
import io.minirpc.gochat.store.StoreException.Kind;

/** The reaction to the failure of a batch. */
enum Reaction {
    /** The same batch runs again, and finds in the answers what was committed. */
    AGAIN,
    /** Each message is tried alone, so that only the bad one fails. */
    ALONE,
    /** A lock was waited for in vain. */
    LOCKED,
    /** The database refuses the message itself. */
    REFUSED,
    /** Nothing was committed, and nothing will be soon. */
    BUSY;

    static Reaction to(RuntimeException failure, int messages, Locking locking) {
        boolean alone = messages == 1;
        Kind kind = failure instanceof StoreException store ? store.kind() : Kind.OTHER;
        return switch (kind) {
            case UNKNOWN_OUTCOME, CONNECTION_LOST, DEADLOCK -> AGAIN;
            case DUPLICATE_KEY -> alone ? AGAIN : ALONE; // the same client id, at the same time, elsewhere
            case LOCK_TIMEOUT -> alone || locking == Locking.WAIT ? LOCKED : ALONE;
            case BAD_DATA -> alone ? REFUSED : ALONE;
            case OTHER -> alone ? BUSY : ALONE;
            case READ_ONLY, DISK_FULL, OVERLOADED -> BUSY;
        };
    }
}
