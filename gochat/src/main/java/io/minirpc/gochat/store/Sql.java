package io.minirpc.gochat.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements on one connection. Values are parameters, always; the text of a statement is ours. Not thread-safe. */
public final class Sql {
    /**
     * Behind the name of a table: its rows are found by its primary key. MariaDB and MySQL may choose another index for
     * each statement, and two transactions that lock one row by two indexes wait for each other. H2 reads a comment.
     */
    static final String BY_KEY = " /*! FORCE INDEX (PRIMARY) */";

    private final Connection connection;
    private final boolean updatesByInsert;

    Sql(Connection connection, Dialect dialect) {
        this(connection, dialect.updatesByInsert());
    }

    private Sql(Connection connection, boolean updatesByInsert) {
        this.connection = connection;
        this.updatesByInsert = updatesByInsert;
    }

    /** Returns statements on a connection to a database of which nothing is known yet. */
    static Sql ofUnknown(Connection connection) {
        return new Sql(connection, false);
    }

    /** Reads the row that a result set stands on. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    public <T> List<T> query(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> read = new ArrayList<>();
                while (rows.next()) {
                    read.add(row.read(rows));
                }
                return read;
            }
        }
    }

    /** Reads the first row, where there is one. */
    public <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        List<T> read = query(sql, row, values);
        return read.isEmpty() ? Optional.empty() : Optional.of(read.get(0));
    }

    /** Returns the number of rows that changed. */
    public int update(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            return statement.executeUpdate();
        }
    }

    /**
     * Inserts all rows by one statement.
     *
     * @param into table and columns, as {@code "t(a, b)"}
     * @param rows the values of each row, all of one length; none is no statement
     */
    public void insert(String into, List<@Nullable Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        String row = "(" + marks(rows.get(0).length) + ")";
        update(
                "INSERT INTO " + into + " VALUES " + String.join(", ", Collections.nCopies(rows.size(), row)),
                flat(rows));
    }

    /**
     * Runs one statement for each row of values, in order.
     *
     * @param rows none is no statement
     */
    public void updateAll(String sql, List<@Nullable Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] row : rows) {
                set(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /**
     * Updates rows, in order, by as few statements as the database takes.
     *
     * @param rows the values of each row; none is no statement
     */
    void updateRows(RowUpdate update, List<@Nullable Object[]> rows) throws SQLException {
        if (!updatesByInsert) {
            updateAll(update.ofOne(), rows);
        } else if (!rows.isEmpty()) {
            update(update.ofAll(rows.size()), flat(rows));
        }
    }

    /** Returns the condition that the id in a column is that of a group, such that an index on the column is used. */
    static String isGroup(String column) {
        return column + " > 'g:' AND " + column + " < 'g;'";
    }

    /** Returns {@code "?, ?, ?"}; the count of an IN list, at least 1. */
    public static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** Returns the values of several collections after each other, as parameters. */
    public static Object[] values(Object... parts) {
        List<Object> all = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof Collection<?> several) {
                all.addAll(several);
            } else {
                all.add(part);
            }
        }
        return all.toArray();
    }

    private static @Nullable Object[] flat(List<@Nullable Object[]> rows) {
        int width = rows.get(0).length;
        @Nullable Object[] all = new Object[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, all, i * width, width);
        }
        return all;
    }

    private static void set(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
