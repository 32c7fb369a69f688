package io.minirpc.gochat.store;

import io.minirpc.gochat.store.AccountStore.Ban;
import io.minirpc.gochat.store.AccountStore.StoredSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables {@code operators} and {@code bans}. A user's row is locked before his mark, his ban and his sessions. */
final class SqlModerationStore implements ModerationStore {
    private static final String COLUMNS = "SELECT u.id, u.name, u.display, u.created_ms,"
            + " o.since_ms AS operator_ms, b.since_ms AS banned_ms, b.reason FROM ";
    private static final String JOIN_USERS = "JOIN users u ON u.id = ";
    private static final String JOIN_OPERATORS = " LEFT JOIN operators o ON o.user_id = u.id";
    private static final String JOIN_BANS = " LEFT JOIN bans b ON b.user_id = u.id";

    private final Database database;

    SqlModerationStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Standing> byName(String name) {
        return database.read(sql -> sql.first(
                COLUMNS + "users u" + JOIN_OPERATORS + JOIN_BANS + " WHERE u.name = ?",
                SqlModerationStore::standing,
                name));
    }

    @Override
    public List<Standing> operators(int max) {
        return newest("operators o " + JOIN_USERS + "o.user_id" + JOIN_BANS, "o", max);
    }

    @Override
    public List<Standing> banned(int max) {
        return newest("bans b " + JOIN_USERS + "b.user_id" + JOIN_OPERATORS, "b", max);
    }

    private List<Standing> newest(String tables, String by, int max) {
        return database.read(sql -> sql.query(
                COLUMNS + tables + " ORDER BY " + by + ".since_ms DESC, " + by + ".user_id DESC LIMIT ?",
                SqlModerationStore::standing,
                max));
    }

    @Override
    public boolean mark(long user, long nowMs) {
        return database.writeAgain(sql -> {
            lock(sql, user);
            if (banOf(sql, user).isPresent()) {
                return false;
            }
            if (!isOperator(sql, user)) {
                sql.update("INSERT INTO operators (user_id, since_ms) VALUES (?, ?)", user, nowMs);
            }
            return true;
        });
    }

    @Override
    public void unmark(long user) {
        database.writeAgain(sql -> sql.update("DELETE FROM operators WHERE user_id = ?", user));
    }

    @Override
    public Optional<List<StoredSession>> ban(long user, Ban ban) {
        return database.writeAgain(sql -> {
            lock(sql, user);
            if (isOperator(sql, user)) {
                return Optional.empty();
            }
            sql.update("DELETE FROM bans WHERE user_id = ?", user);
            sql.update(
                    "INSERT INTO bans (user_id, since_ms, reason) VALUES (?, ?, ?)", user, ban.sinceMs(), ban.reason());
            return Optional.of(SqlAccountStore.endAll(sql, user, 0, ban.sinceMs(), true));
        });
    }

    @Override
    public void unban(long user) {
        database.writeAgain(sql -> sql.update("DELETE FROM bans WHERE user_id = ?", user));
    }

    /** Waits for a log-in that is about to add a session, and lets the next one see what is decided here. */
    private static void lock(Sql sql, long user) throws SQLException {
        sql.first("SELECT id FROM users WHERE id = ? FOR UPDATE", row -> row.getLong(1), user);
    }

    private static boolean isOperator(Sql sql, long user) throws SQLException {
        return sql.first("SELECT since_ms FROM operators WHERE user_id = ?", row -> row.getLong(1), user)
                .isPresent();
    }

    static Optional<Ban> banOf(Sql sql, long user) throws SQLException {
        return sql.first("SELECT since_ms, reason FROM bans WHERE user_id = ?", SqlModerationStore::ban, user);
    }

    /** Returns the ban of the user whose session it is or was. */
    static Optional<Ban> banOfSession(Sql sql, long session) throws SQLException {
        return sql.first(
                "SELECT b.since_ms, b.reason FROM sessions s JOIN bans b ON b.user_id = s.user_id WHERE s.id = ?",
                SqlModerationStore::ban,
                session);
    }

    private static Ban ban(ResultSet row) throws SQLException {
        return new Ban(row.getLong(1), row.getString(2));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        Long banned = time(row, "banned_ms");
        return new Standing(
                row.getLong("id"),
                row.getString("name"),
                row.getString("display"),
                row.getLong("created_ms"),
                time(row, "operator_ms"),
                banned == null ? null : new Ban(banned, row.getString("reason")));
    }

    private static @Nullable Long time(ResultSet row, String column) throws SQLException {
        long time = row.getLong(column);
        return row.wasNull() ? null : time;
    }
}
