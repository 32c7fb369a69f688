package io.minirpc.gochat.store;

import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.frame.ServerFrame.Group;
import io.minirpc.gochat.frame.ServerFrame.Member;
import io.minirpc.gochat.frame.ServerFrame.User;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Groups and their members, by SQL. */
final class SqlGroupStore implements GroupStore {
    private final Database database;

    SqlGroupStore(Database database) {
        this.database = database;
    }

    /** At least one row where the user is in: that of the group, without a member where none follows. */
    @Override
    public Optional<Page> members(long user, String conversation, long after, int limit) {
        List<Member> members = new ArrayList<>();
        List<Page> page = database.read(sql -> sql.query(
                "SELECT g.name, g.member_count, mine.role, g.code, m.user_id, u.name, u.display, m.role"
                        + " FROM members mine JOIN chat_groups g ON g.conversation = mine.conversation"
                        + " LEFT JOIN members m ON m.conversation = mine.conversation AND m.user_id > ?"
                        + " AND m.left_seq IS NULL LEFT JOIN users u ON u.id = m.user_id"
                        + " WHERE mine.conversation = ? AND mine.user_id = ? AND mine.left_seq IS NULL"
                        + " ORDER BY m.user_id LIMIT ?",
                row -> {
                    addMember(row, members);
                    Group group = new Group(row.getString(1), row.getInt(2), Role.valueOf(row.getString(3)));
                    return new Page(group, row.getString(4), members);
                },
                after,
                conversation,
                user,
                limit));
        return page.stream().findFirst();
    }

    private static void addMember(ResultSet row, List<Member> members) throws SQLException {
        if (row.getLong(5) > 0) {
            User user = new User(Ids.text(row.getLong(5)), row.getString(6), row.getString(7));
            members.add(new Member(user, Role.valueOf(row.getString(8))));
        }
    }

    @Override
    public List<Long> others(long user, String conversation, int members) {
        return database.read(sql -> sql.query(
                "SELECT m.user_id FROM members mine JOIN chat_groups g ON g.conversation = mine.conversation"
                        + " JOIN members m ON m.conversation = mine.conversation AND m.user_id <> mine.user_id"
                        + " WHERE mine.conversation = ? AND mine.user_id = ? AND mine.left_seq IS NULL"
                        + " AND m.left_seq IS NULL AND g.member_count < ?",
                row -> row.getLong(1),
                conversation,
                user,
                members));
    }

    @Override
    public List<Reader> readers(String conversation, int members) {
        return database.read(sql -> sql.query(
                "SELECT m.user_id, s.first_seq, m.read_seq, m.delivered_seq"
                        + " FROM chat_groups g JOIN members m ON m.conversation = g.conversation"
                        + " JOIN spans s ON s.conversation = m.conversation AND s.user_id = m.user_id"
                        + " WHERE g.conversation = ? AND g.member_count < ? AND m.left_seq IS NULL"
                        + " AND s.last_seq IS NULL ORDER BY m.user_id",
                row -> new Reader(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                conversation,
                members));
    }

    @Override
    public Map<Long, List<String>> large(Collection<Long> users, int members) {
        if (users.isEmpty()) {
            return Map.of();
        }
        String query = "SELECT m.user_id, m.conversation"
                + " FROM members m JOIN chat_groups g ON g.conversation = m.conversation"
                + " WHERE m.user_id IN (" + Sql.marks(users.size()) + ") AND " + Sql.isGroup("m.conversation")
                + " AND m.left_seq IS NULL AND g.member_count >= ?";
        Map<Long, List<String>> large = new HashMap<>();
        database.read(sql -> sql.query(
                query,
                row -> large.computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                        .add(row.getString(2)),
                Sql.values(users, members)));
        return large;
    }

    /** A row without a viewer where nobody may see anything from there on. */
    @Override
    public View viewers(String conversation, long seq) {
        List<Viewer> viewers = new ArrayList<>();
        List<Long> versions = database.read(sql -> sql.query(
                "SELECT c.member_version, s.user_id, s.first_seq, s.last_seq FROM conversations c"
                        + " LEFT JOIN spans s ON s.conversation = c.id AND (s.last_seq IS NULL OR s.last_seq >= ?)"
                        + " WHERE c.id = ?",
                row -> {
                    addViewer(row, viewers);
                    return row.getLong(1);
                },
                seq,
                conversation));
        return new View(versions.stream().findFirst().orElse(0L), viewers);
    }

    private static void addViewer(ResultSet row, List<Viewer> viewers) throws SQLException {
        if (row.getLong(2) > 0) {
            @Nullable Long last = SqlInboxStore.nullable(row, 4);
            viewers.add(new Viewer(row.getLong(2), row.getLong(3), last == null ? Long.MAX_VALUE : last));
        }
    }
}
