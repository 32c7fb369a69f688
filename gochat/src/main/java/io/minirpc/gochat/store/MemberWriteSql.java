package io.minirpc.gochat.store;

import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.store.SendStore.Joined;
import io.minirpc.gochat.store.SendStore.MemberWrites;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The changes of memberships in a batch's transaction. A dissolved group is written last: it ends what was added. */
final class MemberWriteSql {
    /** Rows of members are never removed, and the senders were members when the conversation was locked. */
    private static final RowUpdate OWN = new RowUpdate(
            "members",
            List.of(),
            List.of("own_above"),
            List.of("conversation", "user_id"),
            List.of("read_seq", "read_count", "delivered_seq"));

    private final Sql sql;

    MemberWriteSql(Sql sql) {
        this.sql = sql;
    }

    void write(MemberWrites writes) throws SQLException {
        countOwn(writes);
        endSpans(writes);
        insertSpans(writes);
        insert(writes.joined().stream().filter(joined -> !joined.isKnown()).toList());
        join(writes.joined().stream().filter(Joined::isKnown).toList());
        change(writes);
        for (Map.Entry<String, Long> group : new TreeMap<>(writes.dissolved()).entrySet()) {
            dissolve(group.getKey(), group.getValue());
        }
    }

    /** A sender's own messages do not count as unread for him; see docs/delivery.md, promise 5. */
    private void countOwn(MemberWrites writes) throws SQLException {
        sql.updateRows(
                OWN,
                writes.own().stream()
                        .map(own -> new Object[] {own.count(), own.conversation(), own.user()})
                        .toList());
    }

    private void endSpans(MemberWrites writes) throws SQLException {
        sql.updateAll(
                "UPDATE spans SET last_seq = ? WHERE conversation = ? AND user_id = ? AND last_seq IS NULL",
                writes.ended().stream()
                        .map(end -> new Object[] {end.last(), end.conversation(), end.user()})
                        .toList());
    }

    private void insertSpans(MemberWrites writes) throws SQLException {
        sql.insert(
                "spans (conversation, user_id, first_seq, last_seq)",
                writes.spans().stream()
                        .map(span ->
                                new @Nullable Object[] {span.conversation(), span.user(), span.first(), span.last()})
                        .toList());
    }

    private void insert(List<Joined> joined) throws SQLException {
        sql.insert(
                "members (conversation, user_id, read_seq, read_count, own_above, delivered_seq, left_seq, role)",
                joined.stream()
                        .map(one -> new @Nullable Object[] {
                            one.conversation(),
                            one.user(),
                            one.read(),
                            one.readCount(),
                            one.ownAbove(),
                            0,
                            one.left(),
                            name(one.role())
                        })
                        .toList());
    }

    /** Leaves delivered_seq where it is, which is not above what the member could see before. */
    private void join(List<Joined> joined) throws SQLException {
        sql.updateAll(
                "UPDATE members" + Sql.BY_KEY
                        + " SET read_seq = ?, read_count = ?, own_above = ?, left_seq = ?, role = ?"
                        + " WHERE conversation = ? AND user_id = ?",
                joined.stream()
                        .map(one -> new @Nullable Object[] {
                            one.read(),
                            one.readCount(),
                            one.ownAbove(),
                            one.left(),
                            name(one.role()),
                            one.conversation(),
                            one.user()
                        })
                        .toList());
    }

    private void change(MemberWrites writes) throws SQLException {
        sql.updateAll(
                "UPDATE members" + Sql.BY_KEY + " SET role = ?, left_seq = ? WHERE conversation = ? AND user_id = ?",
                writes.changed().stream()
                        .map(one ->
                                new @Nullable Object[] {name(one.role()), one.left(), one.conversation(), one.user()})
                        .toList());
    }

    private void dissolve(String conversation, long last) throws SQLException {
        sql.update(
                "UPDATE members" + Sql.BY_KEY
                        + " SET left_seq = ?, role = NULL WHERE conversation = ? AND left_seq IS NULL",
                last,
                conversation);
        sql.update("UPDATE spans SET last_seq = ? WHERE conversation = ? AND last_seq IS NULL", last, conversation);
    }

    private static @Nullable String name(@Nullable Role role) {
        return role == null ? null : role.name();
    }
}
