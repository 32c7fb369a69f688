package io.minirpc.gochat.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Committed messages, by SQL. */
final class SqlMessageStore implements MessageStore {
    static final String COLUMNS = "conversation, seq, id, sender, type, content, time_ms, client_msg_id";

    /** How many messages one statement looks up. */
    private static final int LOOKUPS = 100;

    private final Database database;

    SqlMessageStore(Database database) {
        this.database = database;
    }

    @Override
    public List<StoredMessage> read(String conversation, Span span) {
        return database.read(sql -> {
            List<StoredMessage> messages = new ArrayList<>();
            for (Segments.Part part : Segments.read(sql, conversation).split(span)) {
                messages.addAll(sql.query(
                        "SELECT " + COLUMNS + " FROM " + MessageTables.name(part.month())
                                + " WHERE conversation = ? AND seq BETWEEN ? AND ? ORDER BY seq",
                        SqlMessageStore::message,
                        conversation,
                        part.span().first(),
                        part.span().last()));
            }
            return messages;
        });
    }

    @Override
    public SortedMap<Long, Long> senders(String conversation, Span span) {
        SortedMap<Long, Long> senders = new TreeMap<>();
        return database.read(sql -> {
            for (Segments.Part part : Segments.read(sql, conversation).split(span)) {
                sql.query(
                        "SELECT seq, sender FROM " + MessageTables.name(part.month())
                                + " WHERE conversation = ? AND seq BETWEEN ? AND ? AND " + MessageTables.COUNTS,
                        row -> senders.put(row.getLong(1), row.getLong(2)),
                        conversation,
                        part.span().first(),
                        part.span().last());
            }
            return senders;
        });
    }

    @Override
    public Map<String, StoredMessage> at(Map<String, Long> seqs) {
        Map<String, StoredMessage> found = new HashMap<>();
        lookUp(seqs, COLUMNS, row -> found.put(row.getString(1), message(row)));
        return found;
    }

    @Override
    public Map<String, Long> idsAt(Map<String, Long> seqs) {
        Map<String, Long> found = new HashMap<>();
        lookUp(seqs, "conversation, id", row -> found.put(row.getString(1), row.getLong(2)));
        return found;
    }

    private void lookUp(Map<String, Long> seqs, String columns, Sql.Row<?> row) {
        if (seqs.isEmpty()) {
            return;
        }
        database.read(sql -> {
            for (Map.Entry<Integer, List<Object>> month : byMonth(sql, seqs).entrySet()) {
                lookUp(sql, month.getKey(), month.getValue(), columns, row);
            }
            return seqs;
        });
    }

    /** Returns conversations and seqs in turns. */
    private static Map<Integer, List<Object>> byMonth(Sql sql, Map<String, Long> seqs) throws SQLException {
        Map<Integer, List<Object>> byMonth = new TreeMap<>();
        Segments.read(sql, seqs.keySet()).forEach((conversation, segments) -> {
            long seq = seqs.getOrDefault(conversation, 0L);
            segments.monthOf(seq)
                    .ifPresent(month -> Collections.addAll(
                            byMonth.computeIfAbsent(month, any -> new ArrayList<>()), conversation, seq));
        });
        return byMonth;
    }

    /** One SELECT for each: no database uses an index for pairs in an IN list everywhere, all do for this. */
    private static void lookUp(Sql sql, int month, List<Object> pairs, String columns, Sql.Row<?> row)
            throws SQLException {
        String one = "SELECT " + columns + " FROM " + MessageTables.name(month) + " WHERE conversation = ? AND seq = ?";
        for (int from = 0; from < pairs.size(); from += 2 * LOOKUPS) {
            List<Object> some = pairs.subList(from, Math.min(pairs.size(), from + 2 * LOOKUPS));
            Collection<String> all = Collections.nCopies(some.size() / 2, one);
            sql.query(String.join(" UNION ALL ", all), row, some.toArray());
        }
    }

    static StoredMessage message(ResultSet row) throws SQLException {
        return new StoredMessage(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getString(8));
    }
}
