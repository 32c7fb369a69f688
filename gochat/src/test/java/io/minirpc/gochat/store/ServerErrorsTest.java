package io.minirpc.gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import io.minirpc.gochat.store.StoreException.Kind;
import io.minirpc.localservers.MariaDbServer;
import io.minirpc.tests.servers.RequiresMariaDb;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The errors of a real server and their kinds. */
@RequiresMariaDb
class ServerErrorsTest {
    private static MariaDbServer server;

    private Database database;

    @BeforeAll
    static void start() throws Exception {
        server = MariaDbServer.start();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @BeforeEach
    void open() {
        database = Database.openServer(server.url());
        database.write(sql -> sql.update("DELETE FROM settings"));
        assertThat(kindOf(sql -> put(sql, "a"))).isNull();
        assertThat(kindOf(sql -> put(sql, "b"))).isNull();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static int put(Sql sql, String name) throws SQLException {
        return sql.update("INSERT INTO settings (name, content) VALUES (?, '0')", name);
    }

    private static int set(Sql sql, String name) throws SQLException {
        return sql.update("UPDATE settings SET content = CONCAT(content, '1') WHERE name = ?", name);
    }

    /** Returns how a transaction failed; null if it did not. */
    private Kind kindOf(Database.Work<?> work) {
        return kindOf(database, work);
    }

    private static Kind kindOf(Database database, Database.Work<?> work) {
        try {
            database.write(work);
            return null;
        } catch (StoreException e) {
            return e.kind();
        }
    }

    private String content(String name) {
        return database.read(sql -> sql.first("SELECT content FROM settings WHERE name = ?", r -> r.getString(1), name))
                .orElse("");
    }

    @Test
    void keyThatIsThereIsADuplicate() {
        assertThat(kindOf(sql -> put(sql, "a"))).isEqualTo(Kind.DUPLICATE_KEY);
    }

    @Test
    void valuesThatDoNotFitAreBadData() {
        assertThat(kindOf(sql -> put(sql, "x".repeat(65)))).isEqualTo(Kind.BAD_DATA);
        assertThat(kindOf(sql -> put(sql, "ü"))).isEqualTo(Kind.BAD_DATA);
        assertThat(kindOf(sql -> put(sql, null))).isEqualTo(Kind.BAD_DATA);
        assertThat(kindOf(sql ->
                        sql.update("INSERT INTO machines (number, boot, until_ms) VALUES (?, 'b', 0)", 1L << 40)))
                .isEqualTo(Kind.BAD_DATA);
    }

    @Test
    void lookingForWhatAColumnCannotHaveFindsNothingOrIsBadData() {
        assertThat(kindOf(sql -> sql.query("SELECT name FROM settings WHERE name = ?", row -> row, "ü")))
                .isIn(null, Kind.BAD_DATA);
    }

    @Test
    void statementThatIsNoneIsAFaultOfOurs() {
        assertThat(kindOf(sql -> sql.update("no SQL"))).isEqualTo(Kind.OTHER);
        assertThat(kindOf(sql -> sql.update("DELETE FROM nowhere"))).isEqualTo(Kind.OTHER);
    }

    @Test
    void oneOfTwoThatWaitForEachOtherIsADeadlock() {
        CyclicBarrier both = new CyclicBarrier(2);
        CompletableFuture<Kind> other = CompletableFuture.supplyAsync(() -> kindOf(crossing(both, "b", "a")));
        Kind mine = kindOf(crossing(both, "a", "b"));
        assertThat(new Kind[] {mine, other.join()}).containsExactlyInAnyOrder(Kind.DEADLOCK, null);
        assertThat(content("a")).isEqualTo("01");
        assertThat(content("b")).isEqualTo("01");
    }

    private static Database.Work<Integer> crossing(CyclicBarrier both, String first, String second) {
        return sql -> {
            set(sql, first);
            arrive(both);
            return set(sql, second);
        };
    }

    private static void arrive(CyclicBarrier both) {
        try {
            both.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** innodb_snapshot_isolation (on by default since 11.6.2) concerns REPEATABLE READ only, which we do not use. */
    @Test
    void rowThatChangedSinceTheSnapshotIsRunAgain() {
        assertThat(kindOf(sql -> {
                    sql.update("SET innodb_snapshot_isolation = ON");
                    sql.update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                    sql.update("ROLLBACK");
                    sql.update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                    sql.query("SELECT content FROM settings", row -> row.getString(1));
                    database.write(other -> set(other, "a"));
                    return set(sql, "a");
                }))
                .isEqualTo(Kind.DEADLOCK);
        assertThat(kindOf(sql -> {
                    sql.query("SELECT content FROM settings", row -> row.getString(1));
                    database.write(other -> set(other, "a"));
                    return set(sql, "a");
                }))
                .isNull();
    }

    @Test
    void lockThatIsHeldElsewhereTimesOutAfterTwoSeconds() {
        database.write(sql -> {
            set(sql, "a");
            assertThat(kindOf(other -> set(other, "a"))).isEqualTo(Kind.LOCK_TIMEOUT);
            return 1;
        });
        assertThat(content("a")).isEqualTo("01");
    }

    @Test
    void databaseThatBecomesAReplicaOnlyReads() throws Exception {
        TestServer.execute(server.url(), "CREATE USER writer", "GRANT ALL ON gochat.* TO writer");
        try (Database written = Database.openServer(server.url().replace("root", "writer"))) {
            TestServer.execute(server.url(), "SET GLOBAL read_only = ON");
            database.close();
            database = written;
            assertThat(keepsConnections(Kind.READ_ONLY, sql -> put(sql, "c"))).isFalse();
            assertThat(content("a")).isEqualTo("0");
        } finally {
            TestServer.execute(server.url(), "SET GLOBAL read_only = OFF", "DROP USER writer");
            database = Database.openServer(server.url());
        }
    }

    @Test
    void fullTableEndsNoConnection() {
        assertThat(keepsConnections(Kind.DISK_FULL, ServerErrorsTest::fillATable))
                .isTrue();
    }

    private static int fillATable(Sql sql) throws SQLException {
        sql.update("SET SESSION max_heap_table_size = 16384");
        sql.update("CREATE OR REPLACE TEMPORARY TABLE small (content CHAR(250)) ENGINE = MEMORY");
        int rows = 0;
        while (rows < 1_000) {
            rows += sql.update("INSERT INTO small VALUES ('x')");
        }
        return rows;
    }

    /** Answers of the server to COMMIT, as of a node of Galera that refuses a transaction, say nothing of others. */
    @Test
    void errorOfCommitEndsItsConnectionOnly() throws Exception {
        Faults faults = new Faults();
        DataSource driver = new ServerConnections(ServerUrl.parse(server.url())).impatient(Map.of());
        HikariConfig pool = ServerConnections.pool(faults.around(driver));
        try (Database faulty = Database.open(pool, new MariaDbDialect(false))) {
            faults.set(new Faults.Hook() {
                @Override
                public void before(String step) throws SQLException {
                    if (step.equals("COMMIT")) {
                        throw new SQLException("WSREP (injected)", "40001", 1213);
                    }
                }
            });
            assertThat(keepsConnections(faulty, Kind.UNKNOWN_OUTCOME, sql -> put(sql, "c")))
                    .isTrue();
        }
    }

    private boolean keepsConnections(Kind kind, Database.Work<?> failing) {
        return keepsConnections(database, kind, failing);
    }

    /** Returns whether a connection that was in use elsewhere while work failed is used again afterwards. */
    private static boolean keepsConnections(Database database, Kind kind, Database.Work<?> failing) {
        long other = database.read(outer -> {
            assertThat(kindOf(database, failing)).isEqualTo(kind);
            return id(outer);
        });
        return database.read(ServerErrorsTest::id) == other;
    }

    private static long id(Sql sql) throws SQLException {
        return sql.first("SELECT CONNECTION_ID()", row -> row.getLong(1)).orElseThrow();
    }

    @Test
    void connectionThatIsKilledIsLost() {
        assertThat(kindOf(sql -> {
                    set(sql, "a");
                    long id = id(sql);
                    database.read(other -> other.update("KILL " + id));
                    return set(sql, "a");
                }))
                .isEqualTo(Kind.CONNECTION_LOST);
        assertThat(content("a")).isEqualTo("0");
    }

    @Test
    void commitOnAConnectionThatWasKilledIsUnknown() {
        assertThat(kindOf(sql -> {
                    set(sql, "a");
                    long id = id(sql);
                    return database.read(other -> other.update("KILL " + id));
                }))
                .isEqualTo(Kind.UNKNOWN_OUTCOME);
        assertThat(content("a")).isEqualTo("0");
    }

    @Test
    void statementThatIsKilledIsRunAgain() {
        assertThat(kindOf(sql -> {
                    set(sql, "a");
                    return sql.update("KILL QUERY CONNECTION_ID()");
                }))
                .isEqualTo(Kind.DEADLOCK);
        assertThat(content("a")).isEqualTo("0");
    }
}
