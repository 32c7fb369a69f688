package io.minirpc.gochat.store;

import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.store.SendStore.Answer;
import io.minirpc.gochat.store.SendStore.AnswerKey;
import io.minirpc.gochat.store.SendStore.BatchKeys;
import io.minirpc.gochat.store.SendStore.BatchState;
import io.minirpc.gochat.store.SendStore.Block;
import io.minirpc.gochat.store.SendStore.Group;
import io.minirpc.gochat.store.SendStore.Head;
import io.minirpc.gochat.store.SendStore.Locking;
import io.minirpc.gochat.store.SendStore.Place;
import io.minirpc.gochat.store.SendStore.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one batch reads, in its transaction: the locks first, then what was committed before they were taken. */
final class BatchReadSql {
    private final Sql sql;
    private final PlaceSql places;

    BatchReadSql(Sql sql) {
        this.sql = sql;
        this.places = new PlaceSql(sql);
    }

    BatchState read(BatchKeys keys, Locking locking) throws SQLException {
        Map<String, Row> locked = lock(keys.conversations(), locking);
        Set<String> others = new HashSet<>(keys.conversations());
        others.removeAll(locked.keySet());
        Map<AnswerKey, Answer> answers = answers(keys.answers());
        return new BatchState(
                locked,
                existing(others),
                members(unknown(locked, keys)),
                groups(keys.groups()),
                users(keys.added().values()),
                out(keys.added()),
                blocks(keys.blocks()),
                answers,
                places.messages(keys.places()),
                places.unpublished(unpublished(answers.values(), keys)));
    }

    private Map<String, Row> lock(Set<String> conversations, Locking locking) throws SQLException {
        Map<String, Row> locked = new HashMap<>();
        String skip = locking == Locking.SKIP ? " SKIP LOCKED" : "";
        each(
                "SELECT id, head, countable, month, last_time, member_version, edit_version FROM conversations"
                        + " WHERE id IN (%s) ORDER BY id FOR UPDATE" + skip,
                rows(conversations, id -> new Object[] {id}),
                row -> locked.put(
                        row.getString(1),
                        new Row(
                                new Head(row.getLong(2), row.getLong(3), row.getInt(4), row.getLong(5)),
                                row.getLong(6),
                                row.getLong(7))));
        return locked;
    }

    private Set<String> existing(Set<String> conversations) throws SQLException {
        Set<String> existing = new HashSet<>();
        each(
                "SELECT id FROM conversations WHERE id IN (%s)",
                rows(conversations, id -> new Object[] {id}), row -> existing.add(row.getString(1)));
        return existing;
    }

    private static Set<String> unknown(Map<String, Row> locked, BatchKeys keys) {
        return locked.entrySet().stream()
                .filter(entry ->
                        !keys.isKnown().test(entry.getKey(), entry.getValue().memberVersion()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Map<String, Map<Long, Role>> members(Set<String> conversations) throws SQLException {
        Map<String, Map<Long, Role>> members = new HashMap<>();
        conversations.forEach(conversation -> members.put(conversation, new HashMap<>()));
        each(
                "SELECT conversation, user_id, role FROM members WHERE conversation IN (%s) AND left_seq IS NULL",
                rows(conversations, id -> new Object[] {id}),
                row -> members.computeIfAbsent(row.getString(1), conversation -> new HashMap<>())
                        .put(row.getLong(2), role(row.getString(3))));
        return members;
    }

    /** Those in a conversation of two have no role, and are like members of a group. */
    private static Role role(@Nullable String role) {
        return role == null ? Role.MEMBER : Role.valueOf(role);
    }

    private Map<String, Group> groups(Set<String> conversations) throws SQLException {
        Map<String, Group> groups = new HashMap<>();
        each(
                "SELECT conversation, name, code, dissolved_ms FROM chat_groups WHERE conversation IN (%s)",
                rows(conversations, id -> new Object[] {id}),
                row -> groups.put(
                        row.getString(1), new Group(row.getString(2), row.getString(3), row.getObject(4) != null)));
        return groups;
    }

    private Set<Long> users(Collection<Set<Long>> added) throws SQLException {
        Set<Long> asked = added.stream().flatMap(Set::stream).collect(Collectors.toSet());
        Set<Long> users = new HashSet<>();
        each(
                "SELECT id FROM users WHERE id IN (%s)",
                rows(asked, id -> new Object[] {id}), row -> users.add(row.getLong(1)));
        return users;
    }

    private Map<String, Map<Long, Long>> out(Map<String, Set<Long>> added) throws SQLException {
        Map<String, Map<Long, Long>> out = new HashMap<>();
        for (Map.Entry<String, Set<Long>> group : added.entrySet()) {
            Map<Long, Long> left = new HashMap<>();
            sql.query(
                    "SELECT user_id, left_seq FROM members WHERE conversation = ? AND user_id IN ("
                            + Sql.marks(group.getValue().size()) + ") AND left_seq IS NOT NULL",
                    row -> left.put(row.getLong(1), row.getLong(2)),
                    Sql.values(group.getKey(), group.getValue()));
            out.put(group.getKey(), left);
        }
        return out;
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

    private static Set<Place> unpublished(Collection<Answer> answers, BatchKeys keys) {
        return answers.stream()
                .filter(keys.isUnpublished())
                .map(answer -> new Place(answer.conversation(), answer.seq()))
                .collect(Collectors.toSet());
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
}
