package io.minirpc.gochat;

import io.minirpc.gochat.store.CursorStore;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Read cursors that are moved by one statement: two of its assignments count the messages above the cursor, which the
 * first one sets. That is right where all assignments read the row before, as in H2, and wrong where they are evaluated
 * from left to right, as in MySQL and MariaDB: nothing lies between the new cursor and itself.
 */
final class PlantedCursors implements CursorStore {
    private static final String PASSED = "(SELECT COUNT(*) FROM %s t WHERE t.conversation = members.conversation"
            + " AND t.seq > members.read_seq AND t.seq <= ? AND t.type NOT IN ('system', 'recall')%s)";

    private final CursorStore inner;
    private final Database database;

    PlantedCursors(CursorStore inner, Database database) {
        this.inner = inner;
        this.database = database;
    }

    private record Key(String conversation, long user) {}

    private record Member(Progress at, long last) {}

    /** Moves the read cursors; then the right store moves the others, and tells what it finds. */
    @Override
    public List<Moved> move(List<Move> moves) {
        Map<Key, Progress> before = database.writeAgain(sql -> moveReads(sql, moves));
        return inner.move(moves).stream()
                .map(moved -> new Moved(
                        moved.move(),
                        before.getOrDefault(
                                new Key(
                                        moved.move().conversation(),
                                        moved.move().user()),
                                moved.before()),
                        moved.after(),
                        moved.unread(),
                        moved.head(),
                        moved.shown()))
                .toList();
    }

    private static Map<Key, Progress> moveReads(Sql sql, List<Move> moves) throws SQLException {
        Map<Key, Progress> before = new HashMap<>();
        for (Move move : moves) {
            Member member = lock(sql, move);
            long read = Math.min(move.read(), member.last());
            if (read > member.at().read()) {
                before.put(new Key(move.conversation(), move.user()), member.at());
                moveRead(sql, move, read);
            }
        }
        return before;
    }

    private static Member lock(Sql sql, Move move) throws SQLException {
        long head = sql.first("SELECT head FROM conversations WHERE id = ?", row -> row.getLong(1), move.conversation())
                .orElse(0L);
        return sql.first(
                        "SELECT read_seq, delivered_seq, COALESCE(left_seq, ?) FROM members"
                                + " WHERE conversation = ? AND user_id = ? FOR UPDATE",
                        row -> new Member(new Progress(row.getLong(1), row.getLong(2)), row.getLong(3)),
                        head,
                        move.conversation(),
                        move.user())
                .orElse(new Member(new Progress(0, 0), 0));
    }

    private static void moveRead(Sql sql, Move move, long read) throws SQLException {
        int month = sql.first(
                        "SELECT MAX(month) FROM segments WHERE conversation = ?",
                        row -> row.getInt(1),
                        move.conversation())
                .orElseThrow();
        String table = "messages_" + month;
        sql.update(
                "UPDATE members SET read_seq = ?, read_count = read_count + " + PASSED.formatted(table, "")
                        + ", own_above = own_above - " + PASSED.formatted(table, " AND t.sender = members.user_id")
                        + " WHERE conversation = ? AND user_id = ?",
                read,
                read,
                read,
                move.conversation(),
                move.user());
    }
}
