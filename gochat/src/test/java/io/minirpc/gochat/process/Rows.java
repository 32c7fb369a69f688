package io.minirpc.gochat.process;

import io.minirpc.localservers.MariaDbServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The writers of conversations as the rows of a database show them, and their waits for each other.
 *
 * @param changesOfWriter how many messages have another writer than the one before them
 * @param lockWaits how often a statement has waited for a locked row
 * @param lockWaitMillis for how long, all together
 */
record Rows(int changesOfWriter, int lockWaits, int lockWaitMillis) {
    /** The writer is the machine in the message's id. */
    private static final String CHANGES = "SELECT COUNT(*) FROM (SELECT (id >> 12) & 1023 AS writer, "
            + "LAG((id >> 12) & 1023) OVER (PARTITION BY conversation ORDER BY seq) AS previous FROM %s) AS messages "
            + "WHERE writer <> previous";

    /** Reads them. */
    static Rows of(MariaDbServer server) throws SQLException {
        String url = server.url().replace("mysql://root@", "jdbc:mariadb://") + "?user=root";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            int changes = 0;
            for (String table : tables(statement)) {
                changes += number(statement, CHANGES.formatted(table), 1);
            }
            return new Rows(
                    changes,
                    number(statement, "SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_waits'", 2),
                    number(statement, "SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_time'", 2));
        }
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SHOW TABLES LIKE 'messages\\_%'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static int number(Statement statement, String sql, int column) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(column);
        }
    }
}
