package io.minirpc.gochat.store;

import io.minirpc.gochat.frame.GroupLimits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cursors of members, by SQL. A member's row is locked before anything is computed for it, and a send counts up
 * {@code own_above} in its own transaction: while the lock is held, the member's own messages are either committed and
 * seen, or will be counted on top of what is written here.
 *
 * <p>A batch takes a statement for each conversation, to lock its members, and a few for all of them.
 */
final class SqlCursorStore implements CursorStore {
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
            Map<String, List<Long>> users = new LinkedHashMap<>();
            moves.forEach(move -> users.computeIfAbsent(move.conversation(), id -> new ArrayList<>())
                    .add(move.user()));
            Map<Key, Member> members = new HashMap<>();
            for (Map.Entry<String, List<Long>> one : users.entrySet()) {
                String conversation = one.getKey();
                sql.query(
                        "SELECT user_id, read_seq, delivered_seq, read_count, own_above, left_seq FROM members"
                                + Sql.BY_KEY + " WHERE conversation = ? AND user_id IN ("
                                + Sql.marks(one.getValue().size()) + ") ORDER BY user_id FOR UPDATE",
                        row -> members.put(new Key(conversation, row.getLong(1)), Member.of(row)),
                        Sql.values(conversation, one.getValue()));
            }
            return members;
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
            reads.add(new Object[] {read, count, own, move.conversation(), move.user(), read});
            return new Member(new Progress(read, before.at().delivered()), count, own, before.left());
        }

        private Member moveDelivered(Move move, Member before, long last) {
            long to = Math.min(move.delivered(), last);
            if (to <= before.at().delivered() || isLarge(move)) {
                return before;
            }
            delivered.add(new Object[] {to, move.conversation(), move.user(), to});
            return before.withDelivered(to);
        }

        private void write() throws SQLException {
            sql.updateAll(
                    "UPDATE members" + Sql.BY_KEY + " SET read_seq = ?, read_count = ?, own_above = ?"
                            + " WHERE conversation = ? AND user_id = ? AND read_seq < ?",
                    reads);
            sql.updateAll(
                    "UPDATE members" + Sql.BY_KEY + " SET delivered_seq = ?"
                            + " WHERE conversation = ? AND user_id = ? AND delivered_seq < ?",
                    delivered);
        }
    }
}
