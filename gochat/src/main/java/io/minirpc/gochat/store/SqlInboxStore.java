package io.minirpc.gochat.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads of the conversations of users, by SQL. */
final class SqlInboxStore implements InboxStore {
    /** The last seq that a member may see. */
    static final String HEAD = "COALESCE(m.left_seq, c.head)";

    static final String UNREAD =
            "CASE WHEN m.left_seq IS NULL THEN c.countable - m.read_count - m.own_above ELSE 0 END";

    private static final String SESSIONS = "SELECT s.id, u.id, u.name, u.display, COUNT(m.conversation), SUM(" + HEAD
            + "), SUM(m.read_seq) FROM sessions s JOIN users u ON u.id = s.user_id"
            + " LEFT JOIN members m ON m.user_id = u.id LEFT JOIN conversations c ON c.id = m.conversation"
            + " WHERE s.id IN (%s) AND s.ended_ms IS NULL AND s.expires_ms > ?"
            + " GROUP BY s.id, u.id, u.name, u.display";

    /** A row for each large group, with the columns of {@link #SESSIONS}: no name, and the group as display. */
    private static final String GROUPS_OF_SESSIONS = "SELECT s.id, s.user_id, NULL, g.conversation, 0, 0, 0"
            + " FROM sessions s JOIN members m ON m.user_id = s.user_id"
            + " JOIN chat_groups g ON g.conversation = m.conversation"
            + " WHERE s.id IN (%s) AND " + Sql.isGroup("m.conversation")
            + " AND m.left_seq IS NULL AND g.member_count >= ?";

    private final Database database;

    SqlInboxStore(Database database) {
        this.database = database;
    }

    @Override
    public Map<Long, Session> sessions(Collection<Long> ids, long now, int members) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        String query = "(" + SESSIONS.formatted(Sql.marks(ids.size())) + ") UNION ALL ("
                + GROUPS_OF_SESSIONS.formatted(Sql.marks(ids.size())) + ")";
        Map<Long, List<String>> groups = new HashMap<>();
        Map<Long, Session> sessions = new HashMap<>();
        database.read(sql -> sql.query(
                query,
                row -> row.getString(3) == null
                        ? groups.computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                                .add(row.getString(4))
                        : sessions.put(row.getLong(1), session(row)),
                Sql.values(ids, now, ids, members)));
        groups.forEach((id, large) -> sessions.computeIfPresent(id, (same, session) -> session.with(large)));
        return sessions;
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), sums(row, 5), List.of());
    }

    @Override
    public Map<Long, Sums> sums(Collection<Long> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        String query = "SELECT m.user_id, COUNT(*), SUM(" + HEAD + "), SUM(m.read_seq)"
                + " FROM members m JOIN conversations c ON c.id = m.conversation"
                + " WHERE m.user_id IN (" + Sql.marks(users.size()) + ") GROUP BY m.user_id";
        Map<Long, Sums> sums = new HashMap<>();
        database.read(sql -> sql.query(query, row -> sums.put(row.getLong(1), sums(row, 2)), Sql.values(users)));
        return sums;
    }

    /** A sum over nothing is NULL, which reads as 0. */
    private static Sums sums(ResultSet row, int column) throws SQLException {
        return new Sums(row.getLong(column), row.getLong(column + 1), row.getLong(column + 2));
    }

    @Override
    public Map<String, Membership> memberships(long user, Collection<String> conversations) {
        if (conversations.isEmpty()) {
            return Map.of();
        }
        String query = "SELECT m.conversation, " + HEAD + ", m.left_seq, m.read_seq, m.delivered_seq, " + UNREAD
                + ", s.first_seq, s.last_seq, c.edit_version"
                + " FROM members m JOIN conversations c ON c.id = m.conversation"
                + " JOIN spans s ON s.conversation = m.conversation AND s.user_id = m.user_id"
                + " WHERE m.user_id = ? AND m.conversation IN (" + Sql.marks(conversations.size()) + ")"
                + " ORDER BY m.conversation, s.first_seq";
        return database
                .read(sql -> sql.query(query, SqlInboxStore::membership, Sql.values(user, conversations)))
                .stream()
                .collect(Collectors.toMap(Membership::conversation, Function.identity(), SqlInboxStore::joined));
    }

    /** One row for each span, in ascending order. */
    private static Membership membership(ResultSet row) throws SQLException {
        long head = row.getLong(2);
        long last = Math.min(head, longOr(row, 8, head));
        Span span = new Span(row.getLong(7), last);
        return new Membership(
                row.getString(1),
                head,
                row.getLong(9),
                nullable(row, 3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                new Visible(span.length() > 0 ? List.of(span) : List.of()));
    }

    private static Membership joined(Membership one, Membership next) {
        List<Span> spans = new ArrayList<>(one.visible().spans());
        spans.addAll(next.visible().spans());
        return new Membership(
                one.conversation(),
                one.head(),
                one.editVersion(),
                one.left(),
                one.read(),
                one.delivered(),
                one.unread(),
                new Visible(List.copyOf(spans)));
    }

    static @Nullable Long nullable(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static long longOr(ResultSet row, int column, long otherwise) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? otherwise : value;
    }

    @Override
    public Map<String, Peer> peers(long user, Collection<String> conversations) {
        List<String> ofTwo =
                conversations.stream().filter(id -> id.startsWith("p:")).toList();
        if (ofTwo.isEmpty()) {
            return Map.of();
        }
        String query = "SELECT p.conversation, u.id, u.name, u.display, p.read_seq, p.delivered_seq,"
                + " mine.blocker, theirs.blocker"
                + " FROM members p JOIN users u ON u.id = p.user_id"
                + " LEFT JOIN blocks mine ON mine.blocker = ? AND mine.blocked = p.user_id"
                + " LEFT JOIN blocks theirs ON theirs.blocker = p.user_id AND theirs.blocked = ?"
                + " WHERE p.conversation IN (" + Sql.marks(ofTwo.size()) + ") AND p.user_id <> ?";
        return read(query, SqlInboxStore::peer, Peer::conversation, Sql.values(user, user, ofTwo, user));
    }

    private static Peer peer(ResultSet row) throws SQLException {
        return new Peer(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getLong(6),
                nullable(row, 7) != null || nullable(row, 8) != null);
    }

    private <K, T> Map<K, T> read(String query, Sql.Row<T> row, Function<T, K> key, Object[] values) {
        return database.read(sql -> sql.query(query, row, values)).stream()
                .collect(Collectors.toMap(key, Function.identity()));
    }
}
