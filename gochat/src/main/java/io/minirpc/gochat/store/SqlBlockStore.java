package io.minirpc.gochat.store;

import io.minirpc.gochat.store.StoreException.Kind;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** The blocks between users, by SQL. */
final class SqlBlockStore implements BlockStore {
    private final Database database;

    SqlBlockStore(Database database) {
        this.database = database;
    }

    /**
     * Commits the block first and waits for the conversation's lock then. A send that had looked for blocks before that
     * commit holds the lock, or has ended; one that takes the lock later sees the block, also where it has just created
     * the conversation.
     */
    @Override
    public boolean block(long user, long other, String conversation, long now) {
        if (!exists(other)) {
            return false;
        }
        insert(user, other, now);
        database.write(sql -> sql.query(
                "SELECT id FROM conversations WHERE id = ? FOR UPDATE", row -> row.getString(1), conversation));
        return true;
    }

    private void insert(long user, long other, long now) {
        try {
            database.write(sql -> hasBlocked(sql, user, other)
                    ? 0
                    : sql.update("INSERT INTO blocks (blocker, blocked, since_ms) VALUES (?, ?, ?)", user, other, now));
        } catch (StoreException e) {
            if (e.kind() != Kind.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    @Override
    public boolean unblock(long user, long other) {
        if (!exists(other)) {
            return false;
        }
        database.write(sql -> sql.update("DELETE FROM blocks WHERE blocker = ? AND blocked = ?", user, other));
        return true;
    }

    private boolean exists(long user) {
        return database.read(sql -> sql.first("SELECT id FROM users WHERE id = ?", row -> row.getLong(1), user))
                .isPresent();
    }

    @Override
    public List<String> reachable(long user, Collection<String> conversations) {
        if (conversations.isEmpty()) {
            return List.of();
        }
        String query = "SELECT m.conversation FROM members m"
                + " JOIN members p ON p.conversation = m.conversation AND p.user_id <> m.user_id"
                + " LEFT JOIN blocks mine ON mine.blocker = m.user_id AND mine.blocked = p.user_id"
                + " LEFT JOIN blocks theirs ON theirs.blocker = p.user_id AND theirs.blocked = m.user_id"
                + " WHERE m.user_id = ? AND m.conversation IN (" + Sql.marks(conversations.size()) + ")"
                + " AND m.left_seq IS NULL AND mine.blocker IS NULL AND theirs.blocker IS NULL";
        return database.read(sql -> sql.query(query, row -> row.getString(1), Sql.values(user, conversations)));
    }

    /** Returns whether one of the two has blocked the other. */
    static boolean isBlocked(Sql sql, long one, long other) throws SQLException {
        return hasBlocked(sql, one, other) || hasBlocked(sql, other, one);
    }

    private static boolean hasBlocked(Sql sql, long blocker, long blocked) throws SQLException {
        return sql.first(
                        "SELECT blocker FROM blocks WHERE blocker = ? AND blocked = ?",
                        row -> row.getLong(1),
                        blocker,
                        blocked)
                .isPresent();
    }
}
