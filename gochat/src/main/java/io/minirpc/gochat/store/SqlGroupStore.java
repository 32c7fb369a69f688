package io.minirpc.gochat.store;

import io.minirpc.gochat.frame.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Groups and their members, by SQL. */
final class SqlGroupStore implements GroupStore {
    private final Database database;

    SqlGroupStore(Database database) {
        this.database = database;
    }

    @Override
    public Map<String, Group> groups(long user, Collection<String> conversations) {
        List<String> groups =
                conversations.stream().filter(id -> id.startsWith("g:")).toList();
        if (groups.isEmpty()) {
            return Map.of();
        }
        String query = "SELECT g.conversation, g.name, g.code, g.member_count, m.role"
                + " FROM chat_groups g JOIN members m ON m.conversation = g.conversation"
                + " WHERE m.user_id = ? AND m.left_seq IS NULL AND g.conversation IN (" + Sql.marks(groups.size())
                + ")";
        return database
                .read(sql -> sql.query(
                        query,
                        row -> new Group(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getInt(4),
                                Role.valueOf(row.getString(5))),
                        Sql.values(user, groups)))
                .stream()
                .collect(Collectors.toMap(Group::conversation, Function.identity()));
    }

    @Override
    public List<Member> members(String conversation, long after, int limit) {
        return database.read(sql -> sql.query(
                "SELECT u.id, u.name, u.display, m.role FROM members m JOIN users u ON u.id = m.user_id"
                        + " WHERE m.conversation = ? AND m.user_id > ? AND m.left_seq IS NULL"
                        + " ORDER BY m.user_id LIMIT ?",
                row -> new Member(row.getLong(1), row.getString(2), row.getString(3), Role.valueOf(row.getString(4))),
                conversation,
                after,
                limit));
    }

    @Override
    public View viewers(String conversation, long seq) {
        List<Viewer> viewers = new ArrayList<>();
        List<Long> version = database.read(sql -> sql.query(
                "SELECT c.member_version, s.user_id, s.first_seq, s.last_seq"
                        + " FROM conversations c JOIN spans s ON s.conversation = c.id"
                        + " WHERE c.id = ? AND (s.last_seq IS NULL OR s.last_seq >= ?)",
                row -> {
                    Long last = SqlInboxStore.nullable(row, 4);
                    viewers.add(new Viewer(row.getLong(2), row.getLong(3), last == null ? Long.MAX_VALUE : last));
                    return row.getLong(1);
                },
                conversation,
                seq));
        return new View(version.stream().findFirst().orElse(0L), viewers);
    }

    @Override
    public Map<Long, List<String>> large(Collection<Long> users, int members) {
        if (users.isEmpty()) {
            return Map.of();
        }
        String query = "SELECT m.user_id, m.conversation"
                + " FROM members m JOIN chat_groups g ON g.conversation = m.conversation"
                + " WHERE m.user_id IN (" + Sql.marks(users.size())
                + ") AND m.left_seq IS NULL AND g.member_count >= ?";
        Map<Long, List<String>> large = new HashMap<>();
        database.read(sql -> sql.query(
                query,
                row -> large.computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                        .add(row.getString(2)),
                Sql.values(users, members)));
        return large;
    }
}
