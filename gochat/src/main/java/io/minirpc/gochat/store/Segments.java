package io.minirpc.gochat.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** In which months the messages of a conversation lie. */
final class Segments {
    static final Segments NONE = new Segments();

    private final List<Integer> months = new ArrayList<>();
    private final List<Long> firsts = new ArrayList<>();

    /** A span within one month. */
    record Part(int month, Span span) {}

    static Segments read(Sql sql, String conversation) throws SQLException {
        return read(sql, Set.of(conversation)).getOrDefault(conversation, NONE);
    }

    static Map<String, Segments> read(Sql sql, Collection<String> conversations) throws SQLException {
        Map<String, Segments> all = new HashMap<>();
        sql.query(
                "SELECT conversation, month, first_seq FROM segments WHERE conversation IN ("
                        + Sql.marks(conversations.size()) + ") ORDER BY conversation, month",
                row -> all.computeIfAbsent(row.getString(1), id -> new Segments())
                        .add(row.getInt(2), row.getLong(3)),
                conversations.toArray());
        return all;
    }

    private boolean add(int month, long first) {
        months.add(month);
        return firsts.add(first);
    }

    OptionalInt monthOf(long seq) {
        for (int i = firsts.size() - 1; i >= 0; i--) {
            if (firsts.get(i) <= seq) {
                return OptionalInt.of(months.get(i));
            }
        }
        return OptionalInt.empty();
    }

    /** Returns the parts of a span, in ascending order. */
    List<Part> split(Span span) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < firsts.size(); i++) {
            long first = Math.max(span.first(), firsts.get(i));
            long last = i + 1 < firsts.size() ? Math.min(span.last(), firsts.get(i + 1) - 1) : span.last();
            if (first <= last) {
                parts.add(new Part(months.get(i), new Span(first, last)));
            }
        }
        return parts;
    }
}
