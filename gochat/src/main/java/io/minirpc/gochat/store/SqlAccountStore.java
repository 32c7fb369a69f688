package io.minirpc.gochat.store;

import io.minirpc.gochat.store.StoreException.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables {@code users}, {@code sessions} and {@code revocations}. A user's row is locked before his sessions. */
final class SqlAccountStore implements AccountStore {
    private static final String USER = "SELECT u.id, u.name, u.display, u.password, u.created_ms,"
            + " o.user_id AS operator_id FROM users u LEFT JOIN operators o ON o.user_id = u.id WHERE ";
    private static final String SESSION_COLUMNS =
            "id, user_id, device, counter, refresh_hash, previous_hash, " + "rotated_ms, created_ms, expires_ms";
    private static final String SESSION = "SELECT " + SESSION_COLUMNS + " FROM sessions WHERE ";
    private static final String LIVING = "ended_ms IS NULL AND expires_ms > ?";

    private final Database database;

    SqlAccountStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean isEmpty() {
        return database.read(sql -> sql.first("SELECT 1 FROM users LIMIT 1", row -> row.getInt(1)))
                .isEmpty();
    }

    @Override
    public Optional<StoredUser> byName(String name) {
        return database.read(sql -> sql.first(USER + "u.name = ?", SqlAccountStore::user, name));
    }

    @Override
    public Optional<StoredUser> byId(long user) {
        return database.read(sql -> sql.first(USER + "u.id = ?", SqlAccountStore::user, user));
    }

    @Override
    public void register(StoredUser user, StoredSession session) {
        try {
            database.writeAgain(sql -> {
                insertUsers(sql, List.of(user));
                return insertSessions(sql, List.of(session));
            });
        } catch (StoreException e) {
            boolean committed =
                    e.kind() == Kind.UNKNOWN_OUTCOME && byId(user.id()).isPresent();
            if (!committed) {
                throw e;
            }
        }
    }

    @Override
    public void registerAll(List<StoredUser> users, List<StoredSession> sessions) {
        database.writeAgain(sql -> {
            insertUsers(sql, users);
            return insertSessions(sql, sessions);
        });
    }

    private static int insertUsers(Sql sql, List<StoredUser> users) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (StoredUser user : users) {
            rows.add(new @Nullable Object[] {
                user.id(), user.name(), user.display(), user.passwordHash(), user.createdMs()
            });
        }
        sql.insert("users (id, name, display, password, created_ms)", rows);
        return rows.size();
    }

    private static int insertSessions(Sql sql, List<StoredSession> sessions) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (StoredSession session : sessions) {
            rows.add(new @Nullable Object[] {
                session.id(),
                session.user(),
                session.device(),
                session.counter(),
                session.refreshHash(),
                session.previousHash(),
                session.rotatedMs(),
                session.createdMs(),
                session.expiresMs()
            });
        }
        sql.insert("sessions (" + SESSION_COLUMNS + ")", rows);
        return rows.size();
    }

    @Override
    public boolean begin(StoredSession session, String verifiedHash, int maxSessions) {
        return database.writeAgain(sql -> {
            if (!lockUser(sql, session.user(), verifiedHash)
                    || SqlModerationStore.banOf(sql, session.user()).isPresent()) {
                return false;
            }
            long now = session.createdMs();
            List<Long> living = sql.query(
                    "SELECT id FROM sessions WHERE user_id = ? AND " + LIVING + " ORDER BY rotated_ms DESC, id DESC",
                    row -> row.getLong(1),
                    session.user(),
                    now);
            if (living.size() >= maxSessions) {
                end(sql, living.subList(maxSessions - 1, living.size()), now, false);
            }
            insertSessions(sql, List.of(session));
            return true;
        });
    }

    /** Locks a user's row; returns whether his password is the one that was verified. */
    private static boolean lockUser(Sql sql, long user, String verifiedHash) throws SQLException {
        return sql.first("SELECT password FROM users WHERE id = ? FOR UPDATE", row -> row.getString(1), user)
                .filter(verifiedHash::equals)
                .isPresent();
    }

    @Override
    public Optional<Ban> banOf(long user) {
        return database.read(sql -> SqlModerationStore.banOf(sql, user));
    }

    @Override
    public Optional<Ban> banOfSession(long session) {
        return database.read(sql -> SqlModerationStore.banOfSession(sql, session));
    }

    @Override
    public Optional<Refreshed> refresh(long session, long nowMs, Function<StoredSession, Refresh> decision) {
        return database.writeAgain(sql -> {
            Optional<StoredSession> living = sql.first(
                    SESSION + "id = ? AND " + LIVING + " FOR UPDATE", SqlAccountStore::session, session, nowMs);
            if (living.isEmpty()) {
                return Optional.empty();
            }
            Refresh decided = decision.apply(living.get());
            carryOut(sql, session, decided, nowMs);
            return sql.first(
                            USER + "u.id = ?",
                            SqlAccountStore::user,
                            living.get().user())
                    .map(user -> new Refreshed(user, living.get(), decided));
        });
    }

    private static void carryOut(Sql sql, long session, Refresh decided, long nowMs) throws SQLException {
        if (decided instanceof Refresh.Rotate rotate) {
            StoredSession next = rotate.next();
            sql.update(
                    "UPDATE sessions SET counter = ?, refresh_hash = ?, previous_hash = ?, rotated_ms = ?, "
                            + "expires_ms = ? WHERE id = ?",
                    next.counter(),
                    next.refreshHash(),
                    next.previousHash(),
                    next.rotatedMs(),
                    next.expiresMs(),
                    session);
        } else if (decided instanceof Refresh.End) {
            end(sql, List.of(session), nowMs, false);
        }
    }

    @Override
    public boolean end(long user, long session, long nowMs) {
        return database.writeAgain(sql -> {
            List<Long> living = sql.query(
                    "SELECT id FROM sessions WHERE id = ? AND user_id = ? AND " + LIVING + " FOR UPDATE",
                    row -> row.getLong(1),
                    session,
                    user,
                    nowMs);
            end(sql, living, nowMs, false);
            return !living.isEmpty();
        });
    }

    @Override
    public void endAll(long user, long except, long nowMs) {
        database.writeAgain(sql -> endAll(sql, user, except, nowMs, false));
    }

    /**
     * Ends the living sessions of a user but {@code except}, and returns them.
     *
     * @param banned whether a ban of the user ends them
     */
    static List<StoredSession> endAll(Sql sql, long user, long except, long nowMs, boolean banned) throws SQLException {
        List<StoredSession> living = sql.query(
                SESSION + "user_id = ? AND id <> ? AND " + LIVING + " ORDER BY id FOR UPDATE",
                SqlAccountStore::session,
                user,
                except,
                nowMs);
        end(sql, living.stream().map(StoredSession::id).toList(), nowMs, banned);
        return living;
    }

    private static void end(Sql sql, List<Long> sessions, long nowMs, boolean banned) throws SQLException {
        for (long session : sessions) {
            if (sql.update("UPDATE sessions SET ended_ms = ? WHERE id = ? AND ended_ms IS NULL", nowMs, session) == 1) {
                sql.update(
                        "INSERT INTO revocations (session_id, at_ms, banned) VALUES (?, ?, ?)", session, nowMs, banned);
            }
        }
    }

    @Override
    public boolean changePassword(long user, String verifiedHash, String passwordHash, long except, long nowMs) {
        return database.writeAgain(sql -> {
            if (!lockUser(sql, user, verifiedHash)) {
                return false;
            }
            sql.update("UPDATE users SET password = ? WHERE id = ?", passwordHash, user);
            endAll(sql, user, except, nowMs, false);
            return true;
        });
    }

    @Override
    public void rehash(long user, String verifiedHash, String passwordHash) {
        database.writeAgain(sql -> sql.update(
                "UPDATE users SET password = ? WHERE id = ? AND password = ?", passwordHash, user, verifiedHash));
    }

    @Override
    public boolean setDisplay(long user, String display) {
        // Not the number of rows, which MySQL does not count where the value stays the same.
        database.writeAgain(sql -> sql.update("UPDATE users SET display = ? WHERE id = ?", display, user));
        return byId(user).isPresent();
    }

    @Override
    public List<StoredSession> living(long user, long nowMs, int max) {
        return database.read(sql -> sql.query(
                SESSION + "user_id = ? AND " + LIVING + " ORDER BY created_ms DESC, id DESC LIMIT ?",
                SqlAccountStore::session,
                user,
                nowMs,
                max));
    }

    @Override
    public boolean alive(long user, long session, long nowMs) {
        return database.read(sql -> sql.first(
                        "SELECT id FROM sessions WHERE id = ? AND user_id = ? AND " + LIVING,
                        row -> row.getLong(1),
                        session,
                        user,
                        nowMs))
                .isPresent();
    }

    @Override
    public int deleteExpired(long beforeMs, int max) {
        return database.writeAgain(sql -> {
            List<Long> ends = sql.query(
                    "SELECT id FROM (SELECT id, at_ms FROM revocations ORDER BY id LIMIT ?) oldest WHERE at_ms < ?",
                    row -> row.getLong(1),
                    max,
                    beforeMs);
            delete(sql, "revocations", ends);
            List<Long> sessions = sql.query(
                    "SELECT id FROM sessions WHERE expires_ms < ? ORDER BY expires_ms, id LIMIT ?",
                    row -> row.getLong(1),
                    beforeMs,
                    max);
            delete(sql, "sessions", sessions);
            return sessions.size();
        });
    }

    private static void delete(Sql sql, String table, List<Long> ids) throws SQLException {
        if (!ids.isEmpty()) {
            sql.update("DELETE FROM " + table + " WHERE id IN (" + Sql.marks(ids.size()) + ")", ids.toArray());
        }
    }

    @Override
    public List<Revocation> revocations(long after, int max) {
        return database.read(sql -> sql.query(
                "SELECT id, session_id, banned FROM revocations WHERE id > ? ORDER BY id LIMIT ?",
                row -> new Revocation(row.getLong(1), row.getLong(2), row.getBoolean(3)),
                after,
                max));
    }

    @Override
    public long lastRevocation() {
        return database.read(sql -> sql.first("SELECT MAX(id) FROM revocations", row -> row.getLong(1)))
                .orElse(0L);
    }

    private static StoredUser user(ResultSet row) throws SQLException {
        return new StoredUser(
                row.getLong("id"),
                row.getString("name"),
                row.getString("display"),
                row.getString("password"),
                row.getLong("created_ms"),
                row.getObject("operator_id") != null);
    }

    private static StoredSession session(ResultSet row) throws SQLException {
        return new StoredSession(
                row.getLong("id"),
                row.getLong("user_id"),
                row.getString("device"),
                row.getLong("counter"),
                row.getString("refresh_hash"),
                row.getString("previous_hash"),
                row.getLong("rotated_ms"),
                row.getLong("created_ms"),
                row.getLong("expires_ms"));
    }
}
