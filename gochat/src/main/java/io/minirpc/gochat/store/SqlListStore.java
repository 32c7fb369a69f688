package io.minirpc.gochat.store;

import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.frame.ServerFrame.Group;
import io.minirpc.gochat.store.InboxStore.Sums;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of conversations, by SQL. */
final class SqlListStore implements ListStore {
    /** Who is out must not see that the conversation goes on. */
    private static final String TIME = "CASE WHEN m.left_seq IS NULL THEN c.last_time ELSE 0 END";

    private static final String FROM =
            " FROM members m JOIN conversations c ON c.id = m.conversation WHERE m.user_id = ?";
    private static final String ROWS = "SELECT m.conversation, " + TIME + " AS place, " + SqlInboxStore.HEAD
            + " AS last_seen, m.read_seq, m.delivered_seq, m.left_seq, " + SqlInboxStore.UNREAD + " AS unread, m.role"
            + FROM;

    /** Groups are joined to the rows of a page, and not to all among which they were found. */
    private static final String WITH_GROUPS = "SELECT r.conversation, r.place, r.last_seen, r.read_seq,"
            + " r.delivered_seq, r.left_seq, r.unread, g.name, g.member_count, r.role"
            + " FROM (%s) r LEFT JOIN chat_groups g ON g.conversation = r.conversation";

    /** A row for all, with the columns of {@link #WITH_GROUPS} and no name: number, heads, reads, and unread. */
    private static final String SUMS = "SELECT '', COUNT(*), SUM(" + SqlInboxStore.HEAD
            + "), SUM(m.read_seq), 0, 0, SUM(" + SqlInboxStore.UNREAD + "), '', 0, ''" + FROM;

    private static final String BELOW = " AND (" + TIME + " < ? OR (" + TIME + " = ? AND m.conversation < ?))";
    private static final Place TOP = new Place(Long.MAX_VALUE, "");

    private static final Comparator<Row> NEWEST_FIRST =
            Comparator.comparing(Row::time).thenComparing(Row::conversation).reversed();

    private final Database database;

    SqlListStore(Database database) {
        this.database = database;
    }

    @Override
    public Listing page(long user, @Nullable Place below, int limit) {
        Place place = below == null ? TOP : below;
        Object[] values = Sql.values(user, place.time(), place.time(), place.conversation(), limit);
        return read(ROWS + BELOW + " ORDER BY place DESC, m.conversation DESC LIMIT ?", values, user, place);
    }

    @Override
    public Listing named(long user, Collection<String> conversations, @Nullable Place below) {
        Collection<String> names = conversations.isEmpty() ? List.of("") : conversations; // no conversation is named ""
        String rows = ROWS + " AND m.conversation IN (" + Sql.marks(names.size()) + ")";
        return read(rows, Sql.values(user, names), user, below == null ? TOP : below);
    }

    /** Reads rows and sums by one statement, so that no conversation moves from the one to the other between them. */
    private Listing read(String rows, Object[] values, long user, Place below) {
        String query = "(" + WITH_GROUPS.formatted(rows) + ") UNION ALL (" + SUMS + BELOW + ")";
        Object[] all = Sql.values(List.of(values), user, below.time(), below.time(), below.conversation());
        List<Row> read = database.read(sql -> sql.query(query, SqlListStore::row, all));
        Row sums = read.stream().filter(SqlListStore::isSums).findFirst().orElseThrow();
        return new Listing(
                read.stream().filter(row -> !isSums(row)).sorted(NEWEST_FIRST).toList(),
                new Sums(sums.time(), sums.head(), sums.read()),
                sums.unread());
    }

    private static boolean isSums(Row row) {
        return row.conversation().isEmpty();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                SqlInboxStore.nullable(row, 6),
                row.getLong(7),
                group(row.getString(8), row.getInt(9), row.getString(10)));
    }

    /** Who is out has no role. */
    private static @Nullable Group group(@Nullable String name, int members, @Nullable String role) {
        return name == null || role == null || role.isEmpty() ? null : new Group(name, members, Role.valueOf(role));
    }
}
