package io.minirpc.gochat.store;

import io.minirpc.gochat.frame.ConversationId.OfTwo;
import io.minirpc.gochat.store.StoreException.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/**
 * The way of messages in SQL: what each transaction consists of. {@link BatchReadSql} and {@link BatchWriteSql} have a
 * batch's statements.
 */
final class SqlSendStore implements SendStore {
    private static final int DELETED_AT_ONCE = 1_000;
    private static final int MONTHS_AHEAD = 2;

    private final Database database;
    private final MessageTables tables;

    SqlSendStore(Database database) {
        this.database = database;
        this.tables = new MessageTables(database);
    }

    @Override
    public void ensureMonths(int month) {
        for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
            tables.ensure(MessageTables.plus(month, ahead));
        }
    }

    @Override
    public void create(OfTwo conversation, long nowMs) {
        try {
            database.write(sql -> create(sql, conversation, nowMs));
        } catch (StoreException e) {
            if (e.kind() != Kind.DUPLICATE_KEY) { // else somebody was faster
                throw e;
            }
        }
    }

    /** Returns whether there is a new conversation. */
    private static boolean create(Sql sql, OfTwo conversation, long nowMs) throws SQLException {
        String id = conversation.toString();
        if (sql.first("SELECT 1 FROM conversations WHERE id = ?", row -> row.getInt(1), id)
                .isPresent()) {
            return false;
        }
        List<Long> users = sql.query(
                "SELECT id FROM users WHERE id IN (?, ?)",
                row -> row.getLong(1),
                conversation.low(),
                conversation.high());
        if (users.size() < 2) {
            return false;
        }
        sql.update(
                "INSERT INTO conversations"
                        + " (id, head, countable, month, member_version, edit_version, last_time, created_ms)"
                        + " VALUES (?, 0, 0, 0, 1, 0, 0, ?)",
                id,
                nowMs);
        for (long user : new long[] {conversation.low(), conversation.high()}) {
            addMember(sql, id, user);
        }
        return true;
    }

    private static void addMember(Sql sql, String conversation, long user) throws SQLException {
        sql.update(
                "INSERT INTO members"
                        + " (conversation, user_id, read_seq, read_count, own_above, delivered_seq, left_seq)"
                        + " VALUES (?, ?, 0, 0, 0, 0, NULL)",
                conversation,
                user);
        sql.update(
                "INSERT INTO spans (conversation, user_id, first_seq, last_seq) VALUES (?, ?, 1, NULL)",
                conversation,
                user);
    }

    @Override
    public void commit(BatchKeys keys, Locking locking, Function<BatchState, BatchWrites> decide) {
        database.write(sql -> {
            BatchWrites writes = decide.apply(new BatchReadSql(sql).read(keys, locking));
            new BatchWriteSql(sql).write(writes);
            return writes;
        });
    }

    /** Reads keys first: DELETE with LIMIT is not the same in all databases. */
    @Override
    public int deleteAnswersBefore(int day) {
        return database.write(sql -> {
            List<Object[]> keys = sql.query(
                    "SELECT sender, client_msg_id FROM dedup WHERE day < ? LIMIT " + DELETED_AT_ONCE,
                    row -> new Object[] {row.getLong(1), row.getString(2)},
                    day);
            sql.updateAll("DELETE FROM dedup WHERE sender = ? AND client_msg_id = ?", keys);
            return keys.size();
        });
    }
}
