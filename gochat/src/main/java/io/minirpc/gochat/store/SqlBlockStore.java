package io.minirpc.gochat.store;

import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.store.StoreException.Kind;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** The blocks between users, by SQL. */
final class SqlBlockStore implements BlockStore {
    private static final String BLOCKS =
            " LEFT JOIN blocks mine ON mine.blocker = m.user_id AND mine.blocked = p.user_id"
                    + " LEFT JOIN blocks theirs ON theirs.blocker = p.user_id AND theirs.blocked = m.user_id";

    private static final String NOT_BLOCKED = "mine.blocker IS NULL AND theirs.blocker IS NULL";

    private static final String BOTH_IN = " AND m.left_seq IS NULL AND p.left_seq IS NULL";

    private static final String ACQUAINTED_BY_TWO = "SELECT p.user_id FROM members m"
            + " JOIN members p ON p.conversation = m.conversation AND p.user_id <> m.user_id" + BLOCKS
            + " WHERE m.user_id = ? AND m.conversation IN (%s)" + BOTH_IN + " AND " + NOT_BLOCKED;

    /** Looks at one after the other, whichever of the two has less groups: a join with all reads much more in H2. */
    private static final String ACQUAINTED_BY_GROUP = "SELECT u.id FROM users u"
            + " LEFT JOIN blocks mine ON mine.blocker = ? AND mine.blocked = u.id"
            + " LEFT JOIN blocks theirs ON theirs.blocker = u.id AND theirs.blocked = ?"
            + " WHERE u.id IN (%s) AND " + NOT_BLOCKED
            + " AND EXISTS (SELECT 1 FROM members p JOIN members m ON m.conversation = p.conversation"
            + " JOIN chat_groups g ON g.conversation = p.conversation"
            + " WHERE p.user_id = u.id AND m.user_id = ? AND g.member_count < ?"
            + " AND " + Sql.isGroup("p.conversation") + BOTH_IN + ")";

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
        database.writeAgain(sql -> sql.query(
                "SELECT id FROM conversations WHERE id = ? FOR UPDATE", row -> row.getString(1), conversation));
        return true;
    }

    private void insert(long user, long other, long now) {
        try {
            database.writeAgain(sql -> hasBlocked(sql, user, other)
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
        database.writeAgain(sql -> sql.update("DELETE FROM blocks WHERE blocker = ? AND blocked = ?", user, other));
        return true;
    }

    private boolean exists(long user) {
        return database.read(sql -> sql.first("SELECT id FROM users WHERE id = ?", row -> row.getLong(1), user))
                .isPresent();
    }

    @Override
    public OptionalLong reachable(long user, String conversation) {
        String query = "SELECT p.user_id FROM members m"
                + " JOIN members p ON p.conversation = m.conversation AND p.user_id <> m.user_id" + BLOCKS
                + " WHERE m.conversation = ? AND m.user_id = ? AND m.left_seq IS NULL AND " + NOT_BLOCKED;
        return database.read(sql -> sql.query(query, row -> row.getLong(1), conversation, user)).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    @Override
    public Set<Long> acquainted(long user, Collection<Long> users, int members) {
        if (users.isEmpty()) {
            return Set.of();
        }
        List<String> ofTwo = users.stream()
                .map(other -> ConversationId.of(user, other).toString())
                .toList();
        String query = ACQUAINTED_BY_TWO.formatted(Sql.marks(ofTwo.size())) + " UNION "
                + ACQUAINTED_BY_GROUP.formatted(Sql.marks(users.size()));
        return Set.copyOf(database.read(sql ->
                sql.query(query, row -> row.getLong(1), Sql.values(user, ofTwo, user, user, users, user, members))));
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
