package io.minirpc.gochat.store;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An update of rows by their primary key, as statements. It is only for rows that exist and stay, by a lock of the
 * transaction or since nothing removes them: {@link #ofAll} would insert others. No assignment reads a column that
 * another one sets.
 *
 * @param set columns that take a value
 * @param add columns that a value is added to
 * @param keys the primary key
 * @param others the other columns without a default
 */
record RowUpdate(String table, List<String> set, List<String> add, List<String> keys, List<String> others) {
    /** Returns the statement for one row, whose values are those of {@code set}, {@code add} and {@code keys}. */
    String ofOne() {
        return "UPDATE " + table + Sql.BY_KEY + " SET "
                + assignments(column -> "?")
                + " WHERE "
                + keys.stream().map(key -> key + " = ?").collect(Collectors.joining(" AND "));
    }

    /**
     * Returns the statement of MariaDB and MySQL for so many rows, each with the values of {@link #ofOne}. The server
     * parses and answers it once, where {@link #ofOne} takes a statement for each row.
     */
    String ofAll(int rows) {
        List<String> columns =
                Stream.of(set, add, keys, others).flatMap(List::stream).toList();
        String row = "(" + Sql.marks(columns.size() - others.size()) + ", 0".repeat(others.size()) + ")";
        return "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES "
                + String.join(", ", Collections.nCopies(rows, row))
                + " ON DUPLICATE KEY UPDATE "
                + assignments(column -> "VALUES(" + column + ")");
    }

    private interface Value {
        String of(String column);
    }

    private String assignments(Value value) {
        return Stream.concat(
                        set.stream().map(column -> column + " = " + value.of(column)),
                        add.stream().map(column -> column + " = " + column + " + " + value.of(column)))
                .collect(Collectors.joining(", "));
    }
}
