package io.minirpc.gochat.store;

import com.zaxxer.hikari.HikariConfig;
import io.minirpc.localservers.MariaDbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A server that the tests of a JVM share, and databases on it. Thread-safe. */
final class TestServer {
    static final @Nullable String MYSQL = System.getProperty("test.mysql");

    private static @Nullable TestServer mariaDb;
    private static @Nullable TestServer mySql;

    private final String url;
    private final Map<Path, String> databases = new HashMap<>();
    private int created;

    private TestServer(String url) {
        this.url = url;
    }

    static synchronized TestServer mariaDb() {
        if (mariaDb == null) {
            mariaDb = new TestServer(start().url());
        }
        return mariaDb;
    }

    /** It ends with the JVM. */
    private static MariaDbServer start() {
        String missing = MariaDbServer.BINARY.whyNot();
        if (missing != null && Boolean.getBoolean("require.servers")) {
            throw new AssertionError("mariadbd is required by -Drequire.servers=true, but " + missing);
        }
        Assumptions.assumeTrue(missing == null, missing);
        try {
            return MariaDbServer.start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static synchronized TestServer mySql() {
        if (mySql == null) {
            mySql = new TestServer(String.valueOf(MYSQL));
        }
        return mySql;
    }

    /** Opens a new database, or again that which was opened for the folder; with a place for faults. */
    Database open(Path folder, Faults faults) {
        try {
            ServerConnections connections = new ServerConnections(ServerUrl.parse(urlOf(folder)));
            ServerDialect dialect = dialect(connections.patient());
            Map<String, String> session = new HashMap<>(dialect.session());
            session.replace("idle_transaction_timeout", "60"); // tests hold transactions, and machines may be slow
            HikariConfig pool = ServerConnections.pool(faults.around(connections.impatient(session)));
            pool.setMinimumIdle(1);
            pool.setConnectionTimeout(10_000);
            return Database.open(pool, dialect);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static ServerDialect dialect(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return ServerDialect.of(ServerVariables.read(connection));
        }
    }

    /** Returns the address of a folder's database. A database whose folder is gone is emptied and used again. */
    synchronized String urlOf(Path folder) throws SQLException {
        String name = databases.get(folder);
        if (name == null) {
            name = free();
            databases.put(folder, name);
        }
        return urlOf(name);
    }

    private String urlOf(String database) {
        return url.replaceFirst("/[^/]+$", "/" + database);
    }

    private String free() throws SQLException {
        for (Path folder : databases.keySet()) {
            if (Files.notExists(folder)) {
                String name = databases.remove(folder);
                empty(name);
                return name;
            }
        }
        String name = "chat_" + ProcessHandle.current().pid() + "_" + ++created;
        execute(url, "CREATE DATABASE " + name);
        return name;
    }

    private void empty(String database) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (String table : column(urlOf(database), "SHOW TABLES")) {
            if (!table.equals("flyway_schema_history")) {
                statements.add("DELETE FROM " + table);
            }
        }
        execute(urlOf(database), statements.toArray(String[]::new));
    }

    /** Returns the first column of what a statement reads, by a connection of its own. */
    static List<String> column(String url, String statement) throws SQLException {
        try (Connection connection = connect(url);
                Statement read = connection.createStatement();
                ResultSet rows = read.executeQuery(statement)) {
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        }
    }

    /** Runs statements by a connection of its own. */
    static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    static Connection connect(String url) throws SQLException {
        return new ServerConnections(ServerUrl.parse(url)).patient().getConnection();
    }
}
