package io.minirpc.gochat.store;

import io.minirpc.gochat.store.SendStore.Answer;
import io.minirpc.gochat.store.SendStore.AnswerKey;
import io.minirpc.gochat.store.SendStore.BatchKeys;
import io.minirpc.gochat.store.SendStore.BatchState;
import io.minirpc.gochat.store.SendStore.Block;
import io.minirpc.gochat.store.SendStore.Head;
import io.minirpc.gochat.store.SendStore.Locking;
import io.minirpc.gochat.store.SendStore.Member;
import io.minirpc.gochat.store.SendStore.NewMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The statements of one batch, in one transaction. What is written is sorted by key, so that two batches wait for each
 * other in one order.
 */
final class BatchSql {
    private final Sql sql;

    BatchSql(Sql sql) {
        this.sql = sql;
    }

    /** Locks first, then reads: each statement sees what was committed before the locks were taken. */
    BatchState read(BatchKeys keys, Locking locking) throws SQLException {
        Map<String, Head> locked = lock(keys.conversations(), locking);
        Set<String> others = new HashSet<>(keys.conversations());
        others.removeAll(locked.keySet());
        return new BatchState(
                locked, existing(others), members(locked.keySet()), blocks(keys.blocks()), answers(keys.answers()));
    }

    private Map<String, Head> lock(Set<String> conversations, Locking locking) throws SQLException {
        Map<String, Head> locked = new HashMap<>();
        String skip = locking == Locking.SKIP ? " SKIP LOCKED" : "";
        each(
                "SELECT id, head, countable, month, last_time FROM conversations WHERE id IN (%s)"
                        + " ORDER BY id FOR UPDATE" + skip,
                rows(conversations, id -> new Object[] {id}),
                row -> locked.put(
                        row.getString(1), new Head(row.getLong(2), row.getLong(3), row.getInt(4), row.getLong(5))));
        return locked;
    }

    private Set<String> existing(Set<String> conversations) throws SQLException {
        Set<String> existing = new HashSet<>();
        each(
                "SELECT id FROM conversations WHERE id IN (%s)",
                rows(conversations, id -> new Object[] {id}), row -> existing.add(row.getString(1)));
        return existing;
    }

    private Map<String, List<Member>> members(Set<String> conversations) throws SQLException {
        Map<String, List<Member>> members = new HashMap<>();
        each(
                "SELECT conversation, user_id, left_seq FROM members WHERE conversation IN (%s)",
                rows(conversations, id -> new Object[] {id}),
                row -> members.computeIfAbsent(row.getString(1), conversation -> new ArrayList<>())
                        .add(new Member(row.getLong(2), row.getObject(3, Long.class))));
        return members;
    }

    private Set<Block> blocks(Set<Block> keys) throws SQLException {
        Set<Block> blocks = new HashSet<>();
        each(
                "SELECT blocker, blocked FROM blocks WHERE (blocker, blocked) IN (%s)",
                rows(keys, key -> new Object[] {key.blocker(), key.blocked()}),
                row -> blocks.add(new Block(row.getLong(1), row.getLong(2))));
        return blocks;
    }

    private Map<AnswerKey, Answer> answers(Set<AnswerKey> keys) throws SQLException {
        Map<AnswerKey, Answer> answers = new HashMap<>();
        each(
                "SELECT sender, client_msg_id, hash, conversation, seq, message_id, time_ms FROM dedup"
                        + " WHERE (sender, client_msg_id) IN (%s)",
                rows(keys, key -> new Object[] {key.sender(), key.clientMsgId()}),
                row -> answers.put(
                        new AnswerKey(row.getLong(1), row.getString(2)),
                        new Answer(
                                row.getString(3), row.getString(4), row.getLong(5), row.getLong(6), row.getLong(7))));
        return answers;
    }

    private static <T> List<Object[]> rows(Collection<T> keys, Function<T, Object[]> columns) {
        return keys.stream().map(columns).toList();
    }

    @FunctionalInterface
    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    /** Reads the rows whose key is one of {@code keys}; none is no statement. */
    private void each(String text, List<Object[]> keys, Reader reader) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        int width = keys.get(0).length;
        String key = width == 1 ? "?" : "(" + Sql.marks(width) + ")";
        sql.query(
                text.formatted(String.join(", ", Collections.nCopies(keys.size(), key))),
                row -> {
                    reader.read(row);
                    return row;
                },
                keys.stream().flatMap(Arrays::stream).toArray());
    }

    void write(List<NewMessage> messages) throws SQLException {
        if (messages.isEmpty()) {
            return;
        }
        insertMessages(messages);
        insertAnswers(messages);
        insertSegments(messages);
        moveHeads(messages);
        countOwn(messages);
    }

    private void insertMessages(List<NewMessage> messages) throws SQLException {
        Map<Integer, List<NewMessage>> byMonth = messages.stream()
                .sorted(Comparator.comparing(NewMessage::conversation)
                        .thenComparing(message -> message.head().seq()))
                .collect(Collectors.groupingBy(message -> message.head().month(), TreeMap::new, Collectors.toList()));
        for (Map.Entry<Integer, List<NewMessage>> month : byMonth.entrySet()) {
            sql.insert(
                    MessageTables.name(month.getKey())
                            + " (conversation, seq, id, sender, type, content, time_ms, countable, client_msg_id)",
                    month.getValue().stream().map(BatchSql::messageRow).toList());
        }
    }

    private static Object[] messageRow(NewMessage message) {
        return new Object[] {
            message.conversation(),
            message.head().seq(),
            message.id(),
            message.sender(),
            message.type(),
            message.content(),
            message.head().lastTime(),
            message.head().countable(),
            message.clientMsgId()
        };
    }

    private void insertAnswers(List<NewMessage> messages) throws SQLException {
        sql.insert(
                "dedup (sender, client_msg_id, hash, conversation, seq, message_id, time_ms, day)",
                messages.stream()
                        .sorted(Comparator.comparing(NewMessage::key))
                        .map(BatchSql::answerRow)
                        .toList());
    }

    private static Object[] answerRow(NewMessage message) {
        return new Object[] {
            message.sender(),
            message.clientMsgId(),
            message.hash(),
            message.conversation(),
            message.head().seq(),
            message.id(),
            message.head().lastTime(),
            SendStore.dayOf(message.head().lastTime())
        };
    }

    private void insertSegments(List<NewMessage> messages) throws SQLException {
        sql.insert(
                "segments (conversation, month, first_seq)",
                messages.stream()
                        .filter(NewMessage::segment)
                        .sorted(Comparator.comparing(NewMessage::conversation))
                        .map(message -> new Object[] {
                            message.conversation(),
                            message.head().month(),
                            message.head().seq()
                        })
                        .toList());
    }

    private void moveHeads(List<NewMessage> messages) throws SQLException {
        Map<String, Head> heads = new TreeMap<>();
        messages.forEach(message -> heads.put(message.conversation(), message.head())); // the last one stays
        sql.updateAll(
                "UPDATE conversations SET head = ?, countable = ?, month = ?, last_time = ? WHERE id = ?",
                heads.entrySet().stream().map(BatchSql::headRow).toList());
    }

    private static Object[] headRow(Map.Entry<String, Head> moved) {
        Head head = moved.getValue();
        return new Object[] {head.seq(), head.countable(), head.month(), head.lastTime(), moved.getKey()};
    }

    /** A sender's own messages do not count as unread for him; see docs/delivery.md, promise 5. */
    private void countOwn(List<NewMessage> messages) throws SQLException {
        Map<String, Map<Long, Long>> own = messages.stream()
                .collect(Collectors.groupingBy(
                        NewMessage::conversation,
                        TreeMap::new,
                        Collectors.groupingBy(NewMessage::sender, TreeMap::new, Collectors.counting())));
        List<Object[]> rows = new ArrayList<>();
        own.forEach((conversation, senders) ->
                senders.forEach((sender, count) -> rows.add(new Object[] {count, conversation, sender})));
        sql.updateAll("UPDATE members SET own_above = own_above + ? WHERE conversation = ? AND user_id = ?", rows);
    }
}
