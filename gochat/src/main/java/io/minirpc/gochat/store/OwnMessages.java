package io.minirpc.gochat.store;

import java.sql.SQLException;

/** The messages of one member of a conversation, counted for his cursor. */
record OwnMessages(Sql sql, Segments segments, String conversation, long user) {
    /** Returns how many messages up to {@code seq} count as unread for others than their senders. */
    long countableAt(long seq) throws SQLException {
        int month = segments.monthOf(seq).orElseThrow();
        return sql.first(
                        "SELECT countable FROM " + MessageTables.name(month) + " WHERE conversation = ? AND seq = ?",
                        row -> row.getLong(1),
                        conversation,
                        seq)
                .orElseThrow();
    }

    /**
     * Returns how many of the member's countable messages lie in {@code above}. Counts what the cursor passes, or what
     * lies above, whichever is shorter.
     *
     * @param read the cursor before
     * @param ownAbove the number above {@code read}
     */
    long above(Span above, long read, long ownAbove) throws SQLException {
        Span passed = new Span(read + 1, above.first() - 1);
        return passed.length() < above.length() ? ownAbove - count(passed) : count(above);
    }

    private long count(Span span) throws SQLException {
        long count = 0;
        for (Segments.Part part : segments.split(span)) {
            count += sql.first(
                            "SELECT COUNT(*) FROM " + MessageTables.name(part.month())
                                    + " WHERE conversation = ? AND seq BETWEEN ? AND ? AND sender = ? AND "
                                    + MessageTables.COUNTS,
                            row -> row.getLong(1),
                            conversation,
                            part.span().first(),
                            part.span().last(),
                            user)
                    .orElse(0L);
        }
        return count;
    }
}
