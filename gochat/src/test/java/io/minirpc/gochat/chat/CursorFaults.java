package io.minirpc.gochat.chat;

import io.minirpc.gochat.store.CursorStore;
import io.minirpc.gochat.store.StoreException;
import io.minirpc.gochat.store.StoreException.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts faults before a real store of cursors. */
final class CursorFaults {
    private volatile long failing;
    private volatile Kind kind = Kind.OTHER;
    private volatile @Nullable Gate gate;

    CursorStore before(CursorStore store) {
        return moves -> {
            pass();
            check(moves);
            return store.move(moves);
        };
    }

    private void pass() {
        Gate now = gate;
        if (now != null) {
            gate = null;
            now.pass();
        }
    }

    private void check(List<CursorStore.Move> moves) {
        if (moves.stream().anyMatch(move -> move.user() == failing)) {
            throw new StoreException(kind, "on purpose", null);
        }
    }

    /** Fails each batch in which the user is, as when the connection breaks and nothing was committed. */
    void failAtCommit(long user) {
        kind = Kind.UNKNOWN_OUTCOME;
        failing = user;
    }

    /** Fails each batch in which the user is, as when one of its values is bad. */
    void failOn(long user) {
        kind = Kind.OTHER;
        failing = user;
    }

    void heal() {
        failing = 0;
    }

    /** Stops the next batch before its commit. */
    Gate stopBeforeCommit() {
        Gate closed = new Gate("");
        gate = closed;
        return closed;
    }
}
