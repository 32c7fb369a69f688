package io.minirpc.gochat.store;

import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.store.SendStore.BatchWrites;
import io.minirpc.gochat.store.SendStore.Blanked;
import io.minirpc.gochat.store.SendStore.GroupRow;
import io.minirpc.gochat.store.SendStore.Head;
import io.minirpc.gochat.store.SendStore.NewGroup;
import io.minirpc.gochat.store.SendStore.NewMessage;
import io.minirpc.gochat.store.SendStore.Row;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What one batch writes, in its transaction. Rows are sorted by key, so that two batches wait for each other in one
 * order.
 */
final class BatchWriteSql {
    /** The rows are locked. */
    private static final RowUpdate CONVERSATION = new RowUpdate(
            "conversations",
            List.of("head", "countable", "month", "last_time", "member_version", "edit_version"),
            List.of(),
            List.of("id"),
            List.of("created_ms"));

    private final Sql sql;

    BatchWriteSql(Sql sql) {
        this.sql = sql;
    }

    void write(BatchWrites writes) throws SQLException {
        insertGroups(writes.created());
        insertMessages(writes.messages());
        insertAnswers(writes.messages());
        insertSegments(writes.messages());
        updateConversations(writes.rows());
        blank(writes.blanked());
        new MemberWriteSql(sql).write(writes.members());
        updateGroups(writes.groups());
    }

    private void insertGroups(List<NewGroup> created) throws SQLException {
        List<NewGroup> sorted = sorted(created, NewGroup::conversation);
        sql.insert(
                "conversations (id, head, countable, month, member_version, edit_version, last_time, created_ms)",
                sorted.stream()
                        .map(group -> new Object[] {group.conversation(), 0, 0, 0, 0, 0, 0, group.time()})
                        .toList());
        sql.insert(
                "chat_groups (conversation, name, code, member_count)",
                sorted.stream()
                        .map(group -> new Object[] {group.conversation(), group.name(), group.code(), 0})
                        .toList());
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
                    month.getValue().stream().map(BatchWriteSql::messageRow).toList());
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
                        .map(BatchWriteSql::answerRow)
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

    private void updateConversations(Map<String, Row> rows) throws SQLException {
        sql.updateRows(
                CONVERSATION,
                new TreeMap<>(rows)
                        .entrySet().stream()
                                .map(entry -> row(entry.getKey(), entry.getValue()))
                                .toList());
    }

    private static Object[] row(String conversation, Row row) {
        Head head = row.head();
        return new Object[] {
            head.seq(),
            head.countable(),
            head.month(),
            head.lastTime(),
            row.memberVersion(),
            row.editVersion(),
            conversation
        };
    }

    private void blank(List<Blanked> blanked) throws SQLException {
        for (Blanked each : blanked) {
            sql.update(
                    "UPDATE " + MessageTables.name(each.month()) + " SET type = ?, content = ''"
                            + " WHERE conversation = ? AND seq = ?",
                    MessageType.RECALLED,
                    each.place().conversation(),
                    each.place().seq());
        }
    }

    private void updateGroups(List<GroupRow> groups) throws SQLException {
        sql.updateAll(
                "UPDATE chat_groups SET name = ?, member_count = ?, dissolved_ms = ? WHERE conversation = ?",
                sorted(groups, GroupRow::conversation).stream()
                        .map(group ->
                                new Object[] {group.name(), group.members(), group.dissolved(), group.conversation()})
                        .toList());
    }

    private static <T> List<T> sorted(List<T> rows, Function<T, String> conversation) {
        return rows.stream().sorted(Comparator.comparing(conversation)).toList();
    }
}
