package io.minirpc.gochat.store;

import io.minirpc.gochat.frame.GroupLimits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cursors of members, by SQL. A member's row is locked before anything is computed for it, and a send counts up
 * {@code own_above} in its own transaction: while the lock is held, the member's own messages are either committed and
 * seen, or will be counted on top of what is written here.
 *
 * <p>A batch takes a few statements, whatever its size.
 */
final class SqlCursorStore implements CursorStore {
    private static final List<String> KEYS = List.of("conversation", "user_id");
    private static final RowUpdate READ = new RowUpdate(
            "members", List.of("read_seq", "read_count", "own_above"), List.of(), KEYS, List.of("delivered_seq"));
    private static final RowUpdate DELIVERED = new RowUpdate(
            "members", List.of("delivered_seq"), List.of(), KEYS, List.of("read_seq", "read_count", "own_above"));

    /** A text of thousands of conditions is of no use; so many take one statement. */
    private static final int LOCKED_AT_ONCE = 100;

    private final Database database;

    SqlCursorStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Moved> move(List<Move> moves) {
        return database.writeAgain(sql -> new Batch(sql).move(moves));
    }

    private record Key(String conversation, long user) {
        static Key of(Move move) {
            return new Key(move.conversation(), move.user());
        }
    }

    private record Head(long seq, long countable) {}

    private record Member(
            Progress at,
            long readCount,
            long ownAbove,
            @Nullable Long left) {
        static Member of(ResultSet row) throws SQLException {
            return new Member(
                    new Progress(row.getLong(2), row.getLong(3)),
                    row.getLong(4),
                    row.getLong(5),
                    SqlInboxStore.nullable(row, 6));
        }

        long unread(Head head) {
            return left == null ? head.countable() - readCount - ownAbove : 0;
        }

        long last(Head head) {
            return left == null ? head.seq() : left;
        }

        Member withDelivered(long delivered) {
            return new Member(new Progress(at.read(), delivered), readCount, ownAbove, left);
        }
    }

    /** One transaction. */
    private static final class Batch {
        private final Sql sql;
        private final List<@Nullable Object[]> reads = new ArrayList<>();
        private final List<@Nullable Object[]> delivered = new ArrayList<>();
        private Map<String, Integer> groups = Map.of();
        private Map<String, Head> heads = Map.of();
        private Map<String, Segments> segments = Map.of();

        Batch(Sql sql) {
            this.sql = sql;
        }

        /** Locks first: what is read later is at least as new as the locked rows. */
        List<Moved> move(List<Move> moves) throws SQLException {
            groups = sizes(moves);
            List<Move> due = moves.stream()
                    .filter(move -> !isLarge(move) || move.read() != Move.NO_READ)
                    .toList();
            Map<Key, Member> members = lock(due);
            Set<String> conversations =
                    members.keySet().stream().map(Key::conversation).collect(Collectors.toSet());
            if (conversations.isEmpty()) {
                return List.of();
            }
            heads = heads(conversations);
            segments = Segments.read(sql, conversations);
            List<Moved> moved = new ArrayList<>();
            for (Move move : due) {
                Member member = members.get(Key.of(move));
                if (member != null) {
                    moved.add(move(move, member));
                }
            }
            write();
            return moved;
        }

        private Map<String, Integer> sizes(List<Move> moves) throws SQLException {
            Set<String> ids = moves.stream()
                    .filter(move -> move.peer() == 0)
                    .map(Move::conversation)
                    .collect(Collectors.toSet());
            Map<String, Integer> sizes = new HashMap<>();
            if (!ids.isEmpty()) {
                sql.query(
                        "SELECT conversation, member_count FROM chat_groups WHERE conversation IN ("
                                + Sql.marks(ids.size()) + ")",
                        row -> sizes.put(row.getString(1), row.getInt(2)),
                        ids.toArray());
            }
            return sizes;
        }

        private boolean isLarge(Move move) {
            return groups.getOrDefault(move.conversation(), 0) >= GroupLimits.LARGE;
        }

        private Map<Key, Member> lock(List<Move> moves) throws SQLException {
            Map<String, List<Long>> users = new TreeMap<>();
            moves.forEach(move -> users.computeIfAbsent(move.conversation(), id -> new ArrayList<>())
                    .add(move.user()));
            Map<Key, Member> members = new HashMap<>();
            List<Map.Entry<String, List<Long>>> sorted = List.copyOf(users.entrySet());
            for (int from = 0; from < sorted.size(); from += LOCKED_AT_ONCE) {
                lock(sorted.subList(from, Math.min(sorted.size(), from + LOCKED_AT_ONCE)), members);
            }
            return members;
        }

        /** Locks in the order of the primary key, which is that of the condition's ranges. */
        private void lock(List<Map.Entry<String, List<Long>>> users, Map<Key, Member> members) throws SQLException {
            String condition = users.stream()
                    .map(one -> "(conversation = ? AND user_id IN ("
                            + Sql.marks(one.getValue().size()) + "))")
                    .collect(Collectors.joining(" OR "));
            sql.query(
                    "SELECT user_id, read_seq, delivered_seq, read_count, own_above, left_seq, conversation FROM members"
                            + Sql.BY_KEY + " WHERE " + condition + " ORDER BY conversation, user_id FOR UPDATE",
                    row -> members.put(new Key(row.getString(7), row.getLong(1)), Member.of(row)),
                    users.stream()
                            .flatMap(one -> Stream.concat(Stream.of(one.getKey()), one.getValue().stream()))
                            .toArray());
        }

        private Map<String, Head> heads(Collection<String> conversations) throws SQLException {
            Map<String, Head> found = new HashMap<>();
            sql.query(
                    "SELECT id, head, countable FROM conversations WHERE id IN (" + Sql.marks(conversations.size())
                            + ")",
                    row -> found.put(row.getString(1), new Head(row.getLong(2), row.getLong(3))),
                    conversations.toArray());
            return found;
        }

        private Moved move(Move move, Member before) throws SQLException {
            Head head = heads.getOrDefault(move.conversation(), new Head(0, 0));
            Member after = moveDelivered(move, moveRead(move, before, head), before.last(head));
            Moved moved = new Moved(
                    move, before.at(), after.at(), after.unread(head), after.last(head), isInSmallGroup(move, after));
            return move.peer() == 0 ? moved : ofTwo(moved);
        }

        private boolean isInSmallGroup(Move move, Member member) {
            return member.left() == null && groups.containsKey(move.conversation()) && !isLarge(move);
        }

        private Moved ofTwo(Moved moved) throws SQLException {
            Move move = moved.move();
            Moved shown = new Moved(move, moved.before(), moved.after(), moved.unread(), moved.head(), true);
            return shown.isNews() && SqlBlockStore.isBlocked(sql, move.user(), move.peer()) ? moved : shown;
        }

        private Member moveRead(Move move, Member before, Head head) throws SQLException {
            long last = before.last(head);
            long read = Math.min(move.read(), last);
            if (read <= before.at().read()) {
                return before;
            }
            OwnMessages messages = new OwnMessages(
                    sql, segments.getOrDefault(move.conversation(), Segments.NONE), move.conversation(), move.user());
            long count = read == head.seq() ? head.countable() : messages.countableAt(read);
            long own = messages.above(new Span(read + 1, last), before.at().read(), before.ownAbove());
            reads.add(new Object[] {read, count, own, move.conversation(), move.user()});
            return new Member(new Progress(read, before.at().delivered()), count, own, before.left());
        }

        private Member moveDelivered(Move move, Member before, long last) {
            long to = Math.min(move.delivered(), last);
            if (to <= before.at().delivered() || isLarge(move)) {
                return before;
            }
            delivered.add(new Object[] {to, move.conversation(), move.user()});
            return before.withDelivered(to);
        }

        private void write() throws SQLException {
            sql.updateRows(READ, reads);
            sql.updateRows(DELIVERED, delivered);
        }
    }
}
