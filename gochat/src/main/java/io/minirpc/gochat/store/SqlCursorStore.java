package io.minirpc.gochat.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cursors of members, by SQL. A member's row is locked before anything is computed for it, and a send counts up
 * {@code own_above} in its own transaction: while the lock is held, the member's own messages are either committed and
 * seen, or will be counted on top of what is written here.
 */
final class SqlCursorStore implements CursorStore {
    /** Messages that nobody counts as unread. */
    private static final String COUNTABLE = "type NOT IN ('system', 'recall')";

    private final Database database;

    SqlCursorStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Moved> move(List<Move> moves) {
        return database.write(sql -> {
            List<Moved> moved = new ArrayList<>();
            for (Move move : moves) {
                Optional<Member> member = lock(sql, move);
                if (member.isPresent()) {
                    moved.add(move(sql, move, member.get()));
                }
            }
            return moved;
        });
    }

    private record Member(
            long read,
            long readCount,
            long ownAbove,
            long delivered,
            @Nullable Long left) {
        static Member of(ResultSet row) throws SQLException {
            return new Member(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), SqlInboxStore.nullable(row, 5));
        }

        long unread(Head head) {
            return left == null ? head.countable() - readCount - ownAbove : 0;
        }

        /** What the other one is shown: who has read a message has received it. */
        long shown() {
            return Math.max(read, delivered);
        }
    }

    private record Head(long seq, long countable) {}

    private static Optional<Member> lock(Sql sql, Move move) throws SQLException {
        return sql.first(
                "SELECT read_seq, read_count, own_above, delivered_seq, left_seq FROM members"
                        + " WHERE conversation = ? AND user_id = ? FOR UPDATE",
                Member::of,
                move.conversation(),
                move.user());
    }

    private static Moved move(Sql sql, Move move, Member before) throws SQLException {
        Head head = sql.first(
                        "SELECT head, countable FROM conversations WHERE id = ?",
                        row -> new Head(row.getLong(1), row.getLong(2)),
                        move.conversation())
                .orElse(new Head(0, 0));
        long last = before.left() == null ? head.seq() : before.left();
        Member after = moveDelivered(sql, move, moveRead(sql, move, before, head, last), last);
        boolean readMoved = after.read() > before.read();
        boolean seen = readMoved || after.shown() > before.shown();
        return new Moved(
                move,
                after.read(),
                after.delivered(),
                after.unread(head),
                last,
                readMoved,
                seen && move.peer() != 0 && !SqlBlockStore.isBlocked(sql, move.user(), move.peer()));
    }

    private static Member moveRead(Sql sql, Move move, Member before, Head head, long last) throws SQLException {
        long read = Math.min(move.read(), last);
        if (read <= before.read()) {
            return before;
        }
        Segments segments = Segments.read(sql, move.conversation());
        long count = read == head.seq() ? head.countable() : countableAt(sql, segments, move.conversation(), read);
        long own = ownAbove(sql, segments, move, before, new Span(read + 1, last));
        sql.update(
                "UPDATE members SET read_seq = ?, read_count = ?, own_above = ?"
                        + " WHERE conversation = ? AND user_id = ? AND read_seq < ?",
                read,
                count,
                own,
                move.conversation(),
                move.user(),
                read);
        return new Member(read, count, own, before.delivered(), before.left());
    }

    private static Member moveDelivered(Sql sql, Move move, Member before, long last) throws SQLException {
        long delivered = Math.min(move.delivered(), last);
        if (delivered <= before.delivered()) {
            return before;
        }
        sql.update(
                "UPDATE members SET delivered_seq = ? WHERE conversation = ? AND user_id = ? AND delivered_seq < ?",
                delivered,
                move.conversation(),
                move.user(),
                delivered);
        return new Member(before.read(), before.readCount(), before.ownAbove(), delivered, before.left());
    }

    private static long countableAt(Sql sql, Segments segments, String conversation, long seq) throws SQLException {
        int month = segments.monthOf(seq).orElseThrow();
        return sql.first(
                        "SELECT countable FROM " + MessageTables.name(month) + " WHERE conversation = ? AND seq = ?",
                        row -> row.getLong(1),
                        conversation,
                        seq)
                .orElseThrow();
    }

    /** Counts what is passed, or what lies above, whichever is shorter. */
    private static long ownAbove(Sql sql, Segments segments, Move move, Member before, Span above) throws SQLException {
        Span passed = new Span(before.read() + 1, above.first() - 1);
        return passed.length() < above.length()
                ? before.ownAbove() - countOwn(sql, segments, move, passed)
                : countOwn(sql, segments, move, above);
    }

    private static long countOwn(Sql sql, Segments segments, Move move, Span span) throws SQLException {
        long count = 0;
        for (Segments.Part part : segments.split(span)) {
            count += sql.first(
                            "SELECT COUNT(*) FROM " + MessageTables.name(part.month())
                                    + " WHERE conversation = ? AND seq BETWEEN ? AND ? AND sender = ? AND " + COUNTABLE,
                            row -> row.getLong(1),
                            move.conversation(),
                            part.span().first(),
                            part.span().last(),
                            move.user())
                    .orElse(0L);
        }
        return count;
    }
}
