package io.minirpc.gochat.store;

import io.minirpc.gochat.frame.MessageType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Puts rows into a database as the services do, for tests of what is read from it. */
public final class ChatRows {
    /** 2026-01-15 in UTC. */
    public static final long JANUARY = 1_768_435_200_000L;

    private static final List<String> SILENT = List.of(MessageType.SYSTEM, MessageType.RECALL);

    private final Database database;
    private final MessageTables tables;

    public ChatRows(Database database) {
        this.database = database;
        tables = new MessageTables(database);
    }

    /** A message to be put; its id is {@code 1,000,000 + seq}. */
    public record Put(long sender, String type, String content, long time) {}

    public void user(long id) {
        write(
                "INSERT INTO users (id, name, display, password, created_ms) VALUES (?, ?, ?, 'x', 0)",
                id,
                "u" + id,
                "U" + id);
    }

    public void session(long id, long user, long expires, @Nullable Long ended) {
        write(
                "INSERT INTO sessions (id, user_id, device, counter, refresh_hash, rotated_ms, created_ms, expires_ms,"
                        + " ended_ms) VALUES (?, ?, 'd', 0, '', 0, 0, ?, ?)",
                id,
                user,
                expires,
                ended);
    }

    /** Puts a conversation of two and the two, who are in it from its first message on. */
    public String conversation(long one, long other) {
        String id = "p:" + Math.min(one, other) + ":" + Math.max(one, other);
        conversation(id, List.of(one, other));
        return id;
    }

    public void conversation(String id, List<Long> users) {
        database.write(sql -> {
            sql.update(
                    "INSERT INTO conversations (id, head, countable, month, member_version, edit_version, last_time,"
                            + " created_ms) VALUES (?, 0, 0, 0, 1, 1, 0, 0)",
                    id);
            for (long user : users) {
                sql.update(
                        "INSERT INTO members (conversation, user_id, read_seq, read_count, own_above, delivered_seq)"
                                + " VALUES (?, ?, 0, 0, 0, 0)",
                        id,
                        user);
                sql.update("INSERT INTO spans (conversation, user_id, first_seq) VALUES (?, ?, 1)", id, user);
            }
            return id;
        });
    }

    /** Puts many conversations of a user with others, who are no users, and one message in each. */
    public void conversations(long user, long firstOther, int count, long time) {
        int month = MessageTables.monthOf(time);
        tables.ensure(month);
        database.write(sql -> {
            for (long other = firstOther; other < firstOther + count; other++) {
                String id = "p:" + Math.min(user, other) + ":" + Math.max(user, other);
                sql.update(
                        "INSERT INTO conversations (id, head, countable, month, member_version, edit_version, last_time,"
                                + " created_ms) VALUES (?, 1, 1, ?, 1, 1, ?, 0)",
                        id,
                        month,
                        time + other);
                sql.update("INSERT INTO segments (conversation, month, first_seq) VALUES (?, ?, 1)", id, month);
                sql.insert(
                        "members (conversation, user_id, read_seq, read_count, own_above, delivered_seq)",
                        List.of(new Object[] {id, user, 0, 0, 0, 0}, new Object[] {id, other, 0, 0, 1, 0}));
                sql.insert(
                        "spans (conversation, user_id, first_seq)",
                        List.of(new Object[] {id, user, 1}, new Object[] {id, other, 1}));
                sql.update(
                        "INSERT INTO " + MessageTables.name(month)
                                + " VALUES (?, 1, ?, ?, 'text', 'hello', ?, 1, 'm1')",
                        id,
                        other,
                        other,
                        time + other);
            }
            return count;
        });
    }

    public long send(String conversation, long sender, long time) {
        return send(conversation, new Put(sender, "text", "hello", time));
    }

    /** Puts messages in one transaction, as the committer does. Returns the head. */
    public long send(String conversation, Put... messages) {
        for (Put message : messages) {
            tables.ensure(MessageTables.monthOf(message.time()));
        }
        return database.write(sql -> send(sql, conversation, messages));
    }

    /** Puts {@code count} messages, some milliseconds after each other. */
    public long sendMany(String conversation, long sender, int count, long time) {
        return send(
                conversation,
                IntStream.range(0, count)
                        .mapToObj(i -> new Put(sender, "text", "hello " + i, time + i))
                        .toArray(Put[]::new));
    }

    /** Puts a message, and holds the lock of its conversation until it may commit. */
    public long sendSlowly(String conversation, long sender, long time, CountDownLatch locked, CountDownLatch commit) {
        tables.ensure(MessageTables.monthOf(time));
        return database.write(sql -> {
            long head = send(sql, conversation, new Put(sender, "text", "slow", time));
            locked.countDown();
            try {
                commit.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return head;
        });
    }

    static long send(Sql sql, String conversation, Put... messages) throws SQLException {
        record Head(long seq, long countable, int month, long time) {}
        Head head = sql.first(
                        "SELECT head, countable, month, last_time FROM conversations WHERE id = ? FOR UPDATE",
                        row -> new Head(row.getLong(1), row.getLong(2), row.getInt(3), row.getLong(4)),
                        conversation)
                .orElseThrow();
        for (Put message : messages) {
            long seq = head.seq() + 1;
            long time = Math.max(head.time(), message.time());
            int month = Math.max(head.month(), MessageTables.monthOf(time));
            boolean counts = !SILENT.contains(message.type());
            long countable = head.countable() + (counts ? 1 : 0);
            if (month != head.month()) {
                sql.update(
                        "INSERT INTO segments (conversation, month, first_seq) VALUES (?, ?, ?)",
                        conversation,
                        month,
                        seq);
            }
            sql.update(
                    "INSERT INTO " + MessageTables.name(month)
                            + " (conversation, seq, id, sender, type, content, time_ms, countable, client_msg_id)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    conversation,
                    seq,
                    idOf(seq),
                    message.sender(),
                    message.type(),
                    message.content(),
                    time,
                    countable,
                    counts ? "m" + seq : "");
            if (counts) {
                sql.update(
                        "UPDATE members SET own_above = own_above + 1 WHERE conversation = ? AND user_id = ?",
                        conversation,
                        message.sender());
            }
            head = new Head(seq, countable, month, time);
        }
        sql.update(
                "UPDATE conversations SET head = ?, countable = ?, month = ?, last_time = ? WHERE id = ?",
                head.seq(),
                head.countable(),
                head.month(),
                head.time(),
                conversation);
        return head.seq();
    }

    public static long idOf(long seq) {
        return 1_000_000 + seq;
    }

    /** Counts what is unread the plain way: messages of others that count, in the last span and above the cursor. */
    public long countUnread(String conversation, long user) {
        return countUnread(user).getOrDefault(conversation, 0L);
    }

    /** Counts the same in each conversation that has something unread. */
    public Map<String, Long> countUnread(long user) {
        return database.read(sql -> {
            Map<String, Long> unread = new HashMap<>();
            for (int month : sql.query("SELECT DISTINCT month FROM segments", row -> row.getInt(1))) {
                sql.query(
                        "SELECT t.conversation, COUNT(*) FROM members m"
                                + " JOIN spans s ON s.conversation = m.conversation AND s.user_id = m.user_id"
                                + " JOIN " + MessageTables.name(month) + " t ON t.conversation = m.conversation"
                                + " WHERE m.user_id = ? AND t.seq > m.read_seq AND t.seq >= s.first_seq"
                                + " AND s.last_seq IS NULL AND t.sender <> m.user_id"
                                + " AND t.type NOT IN ('system', 'recall') GROUP BY t.conversation",
                        row -> unread.merge(row.getString(1), row.getLong(2), Long::sum),
                        user);
            }
            return unread;
        });
    }

    /** Returns the seqs of a conversation's messages that were sent under a client id. */
    public List<Long> seqs(String conversation, String clientMsgId) {
        return database.read(sql -> {
            List<Long> seqs = new ArrayList<>();
            for (int month : months(sql, conversation)) {
                seqs.addAll(sql.query(
                        "SELECT seq FROM " + MessageTables.name(month)
                                + " WHERE conversation = ? AND client_msg_id = ? ORDER BY seq",
                        row -> row.getLong(1),
                        conversation,
                        clientMsgId));
            }
            return seqs;
        });
    }

    public boolean isOut(String conversation, long user) {
        return database.read(sql -> sql.first(
                        "SELECT left_seq FROM members WHERE conversation = ? AND user_id = ? AND left_seq IS NOT NULL",
                        row -> row.getLong(1),
                        conversation,
                        user))
                .isPresent();
    }

    static List<Integer> months(Sql sql, String conversation) throws SQLException {
        return sql.query(
                "SELECT month FROM segments WHERE conversation = ? ORDER BY month", row -> row.getInt(1), conversation);
    }

    /** Returns number, heads and reads of a user, row by row. */
    public InboxStore.Sums sums(long user) {
        List<long[]> rows = database.read(sql -> sql.query(
                "SELECT c.head, m.left_seq, m.read_seq FROM members m JOIN conversations c ON c.id = m.conversation"
                        + " WHERE m.user_id = ?",
                row -> new long[] {row.getObject(2) != null ? row.getLong(2) : row.getLong(1), row.getLong(3)},
                user));
        return new InboxStore.Sums(
                rows.size(),
                rows.stream().mapToLong(row -> row[0]).sum(),
                rows.stream().mapToLong(row -> row[1]).sum());
    }

    private void write(String statement, @Nullable Object... values) {
        database.write(sql -> sql.update(statement, values));
    }
}
