package io.minirpc.gochat.store;

import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.store.ChatRows.Put;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Puts groups and their changes into a database as the services do, for tests of what is read from it. */
public final class GroupRows {
    private final AtomicLong groups = new AtomicLong(4_000);
    private final Database database;
    private final MessageTables tables;

    public GroupRows(Database database) {
        this.database = database;
        tables = new MessageTables(database);
    }

    /** Puts a group and the event that creates it, which its members have read. The first of them is the owner. */
    public String create(List<Long> users) {
        String id = "g:" + groups.incrementAndGet();
        database.write(sql -> {
            sql.update(
                    "INSERT INTO conversations (id, head, countable, month, member_version, edit_version, last_time,"
                            + " created_ms) VALUES (?, 0, 0, 0, 0, 1, 0, 0)",
                    id);
            sql.update(
                    "INSERT INTO chat_groups (conversation, name, code, member_count) VALUES (?, ?, ?, ?)",
                    id,
                    "group " + id,
                    "code of " + id,
                    users.size());
            sql.insert(
                    "members (conversation, user_id, read_seq, read_count, own_above, delivered_seq, role)",
                    users.stream()
                            .map(user -> new Object[] {
                                id, user, 1, 0, 0, 0, (user.equals(users.get(0)) ? Role.OWNER : Role.MEMBER).name()
                            })
                            .toList());
            sql.insert(
                    "spans (conversation, user_id, first_seq)",
                    users.stream().map(user -> new Object[] {id, user, 1}).toList());
            return id;
        });
        change(id, users.get(0), ChatRows.JANUARY, (sql, seq) -> {});
        return id;
    }

    /** Puts the event by which a member leaves; returns its seq, the last one that the member may see. */
    public long leave(String conversation, long user, long time) {
        return kick(conversation, user, user, time);
    }

    /** Puts the event by which somebody removes a member; returns its seq, the last one that the member may see. */
    public long kick(String conversation, long by, long user, long time) {
        return change(conversation, by, time, (sql, seq) -> {
            sql.update(
                    "UPDATE members SET left_seq = ?, role = NULL WHERE conversation = ? AND user_id = ?",
                    seq,
                    conversation,
                    user);
            sql.update(
                    "UPDATE spans SET last_seq = ? WHERE conversation = ? AND user_id = ? AND last_seq IS NULL",
                    seq,
                    conversation,
                    user);
            countMembers(sql, conversation);
        });
    }

    /** Puts the event by which somebody is in, maybe again; it is the first one that he sees, and he has read it. */
    public long join(String conversation, long user, long time) {
        return change(conversation, user, time, (sql, seq) -> {
            long countable = sql.first(
                            "SELECT countable FROM conversations WHERE id = ?", row -> row.getLong(1), conversation)
                    .orElseThrow();
            int again = sql.update(
                    "UPDATE members SET left_seq = NULL, role = ?, read_seq = ?, read_count = ?, own_above = 0"
                            + " WHERE conversation = ? AND user_id = ?",
                    Role.MEMBER.name(),
                    seq,
                    countable,
                    conversation,
                    user);
            if (again == 0) {
                sql.update(
                        "INSERT INTO members (conversation, user_id, read_seq, read_count, own_above, delivered_seq,"
                                + " role) VALUES (?, ?, ?, ?, 0, 0, ?)",
                        conversation,
                        user,
                        seq,
                        countable,
                        Role.MEMBER.name());
            }
            sql.update(
                    "INSERT INTO spans (conversation, user_id, first_seq) VALUES (?, ?, ?)", conversation, user, seq);
            countMembers(sql, conversation);
        });
    }

    public long setRole(String conversation, long by, long user, Role role) {
        return change(
                conversation,
                by,
                ChatRows.JANUARY,
                (sql, seq) -> sql.update(
                        "UPDATE members SET role = ? WHERE conversation = ? AND user_id = ?",
                        role.name(),
                        conversation,
                        user));
    }

    public long rename(String conversation, long by, String name) {
        return change(
                conversation,
                by,
                ChatRows.JANUARY,
                (sql, seq) -> sql.update("UPDATE chat_groups SET name = ? WHERE conversation = ?", name, conversation));
    }

    /** Puts a recall and blanks its target, as the committer does. */
    public long recall(String conversation, long sender, long target, long time) {
        tables.ensure(MessageTables.monthOf(time));
        return database.write(sql -> {
            long seq =
                    ChatRows.send(sql, conversation, new Put(sender, MessageType.RECALL, Long.toString(target), time));
            for (int month : ChatRows.months(sql, conversation)) {
                sql.update(
                        "UPDATE " + MessageTables.name(month)
                                + " SET type = ?, content = '' WHERE conversation = ? AND seq = ?",
                        MessageType.RECALLED,
                        conversation,
                        target);
            }
            return seq;
        });
    }

    /** Returns the code by which others join. */
    public String code(String conversation) {
        return database.read(sql -> sql.first(
                        "SELECT code FROM chat_groups WHERE conversation = ?", row -> row.getString(1), conversation))
                .orElseThrow();
    }

    @FunctionalInterface
    private interface Effect {
        void apply(Sql sql, long seq) throws SQLException;
    }

    private long change(String conversation, long by, long time, Effect effect) {
        tables.ensure(MessageTables.monthOf(time));
        return database.write(sql -> {
            long seq = ChatRows.send(sql, conversation, new Put(by, MessageType.SYSTEM, "event", time));
            effect.apply(sql, seq);
            sql.update("UPDATE conversations SET member_version = member_version + 1 WHERE id = ?", conversation);
            return seq;
        });
    }

    private static void countMembers(Sql sql, String conversation) throws SQLException {
        sql.update(
                "UPDATE chat_groups SET member_count ="
                        + " (SELECT COUNT(*) FROM members m WHERE m.conversation = ? AND m.left_seq IS NULL)"
                        + " WHERE conversation = ?",
                conversation,
                conversation);
    }
}
