package io.minirpc.gochat.chat;

import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.store.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What tests put into the database and read from it, by plain SQL. */
final class Chat {
    static final long ADA = 11;
    static final long BOB = 12;
    static final long EVE = 13;
    static final String ADA_BOB = ConversationId.of(ADA, BOB).toString();
    static final String BOB_EVE = ConversationId.of(BOB, EVE).toString();
    static final String ADA_EVE = ConversationId.of(ADA, EVE).toString();

    /** A row of a month's table. */
    record Row(
            int month,
            long seq,
            long id,
            long sender,
            String type,
            String content,
            long time,
            long countable,
            String clientId) {}

    private final Database database;

    Chat(Database database) {
        this.database = database;
        addUsers(ADA, BOB, EVE);
    }

    void addUsers(long... users) {
        for (long user : users) {
            update(
                    "INSERT INTO users (id, name, display, password, created_ms) VALUES (?, ?, ?, ?, 0)",
                    user,
                    "user" + user,
                    "User",
                    "-");
        }
    }

    void update(String sql, Object... values) {
        database.write(statements -> statements.update(sql, values));
    }

    long number(String sql, Object... values) {
        return database.read(statements ->
                statements.first(sql, row -> row.getLong(1), values).orElseThrow());
    }

    /** Returns the first column as text, row by row. */
    List<String> texts(String sql, Object... values) {
        return database.read(statements -> statements.query(sql, row -> String.valueOf(row.getString(1)), values));
    }

    /** Returns the messages of a conversation in the order of their segments and seqs. */
    List<Row> messages(String conversation) {
        List<Integer> months = database.read(sql -> sql.query(
                "SELECT month FROM segments WHERE conversation = ? ORDER BY first_seq",
                row -> row.getInt(1),
                conversation));
        List<Row> messages = new ArrayList<>();
        for (int month : months) {
            messages.addAll(database.read(sql -> sql.query(
                    "SELECT seq, id, sender, type, content, time_ms, countable, client_msg_id FROM messages_" + month
                            + " WHERE conversation = ? ORDER BY seq",
                    row -> new Row(
                            month,
                            row.getLong(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getString(4),
                            row.getString(5),
                            row.getLong(6),
                            row.getLong(7),
                            row.getString(8)),
                    conversation)));
        }
        return messages;
    }

    List<Long> seqs(String conversation) {
        return messages(conversation).stream().map(Row::seq).toList();
    }

    /** Returns the roles of those who are in, by user. */
    Map<Long, String> roles(String group) {
        Map<Long, String> roles = new TreeMap<>();
        database.read(sql -> sql.query(
                "SELECT user_id, role FROM members WHERE conversation = ? AND left_seq IS NULL",
                row -> roles.put(row.getLong(1), row.getString(2)),
                group));
        return roles;
    }

    /** Returns the spans of a user as {@code first-last}, with nothing after the dash while he is in. */
    List<String> spans(String conversation, long user) {
        return database.read(sql -> sql.query(
                "SELECT first_seq, last_seq FROM spans WHERE conversation = ? AND user_id = ? ORDER BY first_seq",
                row -> row.getLong(1) + "-" + (row.getObject(2) == null ? "" : row.getLong(2)),
                conversation,
                user));
    }

    long head(String conversation) {
        return number("SELECT head FROM conversations WHERE id = ?", conversation);
    }
}
