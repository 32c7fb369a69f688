package io.minirpc.gochat.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.gochat.store.ChatRows.Put;
import io.minirpc.gochat.store.StoreException.Kind;
import io.minirpc.localservers.MariaDbServer;
import io.minirpc.tests.servers.RequiresMariaDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The start on a real server: what is refused, and what does not depend on its defaults. */
@RequiresMariaDb
class ServerStartTest {
    private static MariaDbServer server;
    private static int databases;

    @BeforeAll
    static void start() throws Exception {
        server = MariaDbServer.start();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @AfterEach
    void restoreSettings() throws Exception {
        execute("SET GLOBAL read_only = OFF", "SET GLOBAL max_allowed_packet = 16777216");
    }

    private static void execute(String... statements) throws SQLException {
        TestServer.execute(server.url(), statements);
    }

    /** Creates a database; returns the address of it for a user. */
    private static String create(String user, String options) throws SQLException {
        String name = "start_" + ++databases;
        execute("CREATE DATABASE " + name + " " + options);
        return "mysql://" + user + "@127.0.0.1:" + server.port() + "/" + name;
    }

    private static void assertRefused(String url, String... reasons) {
        assertFails(Kind.OTHER, url, reasons);
    }

    private static void assertFails(Kind kind, String url, String... reasons) {
        assertThatThrownBy(() -> Database.openServer(url))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContainingAll(reasons)
                .message()
                .doesNotContain("wrong-secret");
    }

    @Test
    void wrongPasswordIsRefused() throws Exception {
        execute("CREATE USER ada IDENTIFIED BY 'right-secret'", "GRANT ALL ON *.* TO ada");
        assertRefused(create("ada:wrong-secret", ""), "Access denied", "expected: the name and the password");
        Database.openServer(create("ada:right-secret", "")).close();
    }

    @Test
    void missingDatabaseIsRefused() {
        assertRefused(
                "mysql://root@127.0.0.1:" + server.port() + "/nowhere",
                "mysql://root@127.0.0.1:" + server.port() + "/nowhere",
                "Unknown database",
                "expected: CREATE DATABASE");
    }

    @Test
    void userWhoMayNotCreateTablesIsRefused() throws Exception {
        String url = create("reader:r", "");
        String name = url.substring(url.lastIndexOf('/') + 1);
        execute("CREATE USER reader IDENTIFIED BY 'r'", "GRANT SELECT, INSERT ON " + name + ".* TO reader");
        assertRefused(url, "command denied", "expected: GRANT ALL");

        Database.openServer(url.replace("reader:r", "root")).close();
        execute("DROP TABLE " + name + "." + MessageTables.name(SendStore.monthOf(System.currentTimeMillis())));
        assertRefused(url, "command denied", "expected: GRANT ALL");
    }

    @Test
    void userWithoutRightsIsRefused() throws Exception {
        execute("CREATE USER nobody IDENTIFIED BY 'n'");
        assertRefused(create("nobody:n", ""), "Access denied", "expected: GRANT ALL");
    }

    @Test
    void replicaIsRefused() throws Exception {
        String url = create("root", "");
        execute("SET GLOBAL read_only = ON");
        assertRefused(url, "its read_only is ON", "expected: OFF");
    }

    @Test
    void packetsThatAreTooSmallForABatchAreRefused() throws Exception {
        String url = create("root", "");
        execute("SET GLOBAL max_allowed_packet = 1048576");
        assertRefused(url, "its max_allowed_packet is 1048576", "expected: at least 8388608");
    }

    @Test
    void serverThatDoesNotListenIsAway() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            int port = socket.getLocalPort();
            socket.close();
            assertFails(Kind.CONNECTION_LOST, "mysql://ada:wrong-secret@127.0.0.1:" + port + "/chat", "refused");
        }
    }

    @Test
    void serverThatBreaksOffIsAway() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            CompletableFuture<Void> hungUp = CompletableFuture.runAsync(() -> hangUp(socket));
            assertFails(
                    Kind.CONNECTION_LOST, "mysql://ada@127.0.0.1:" + socket.getLocalPort() + "/chat", "mysql://ada@");
            hungUp.join();
        }
    }

    private static void hangUp(ServerSocket socket) {
        try {
            socket.accept().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void serverWithoutAConnectionToSpareIsAway() throws Exception {
        execute("CREATE USER single WITH MAX_USER_CONNECTIONS 1", "GRANT ALL ON *.* TO single");
        String url = create("single", "");
        try (Connection taken = TestServer.connect(url)) {
            assertThat(taken.isValid(1)).isTrue();
            assertFails(Kind.CONNECTION_LOST, url, "max_user_connections");
        }
    }

    @Test
    void serverWithoutTlsIsRefused() throws Exception {
        assertRefused(create("root", "") + "?tls=verify", "mysql://root@");
    }

    @Test
    void defaultsOfTheDatabaseDoNotMatter() throws Exception {
        String url = create("root", "CHARACTER SET latin1 COLLATE latin1_general_ci");
        execute("SET GLOBAL sql_mode = ''");
        try (Database database = Database.openServer(url)) {
            ChatRows rows = new ChatRows(database);
            rows.user(1);
            rows.user(2);
            String conversation = rows.conversation(1, 2);
            rows.send(conversation, new Put(1, "text", "Günter 🍣 日本", ChatRows.JANUARY));
            rows.send(conversation, new Put(1, "text", "\u0000\\'\"%_\n\u2028", ChatRows.JANUARY));
            assertThat(MessageStore.of(database).read(conversation, new Span(1, 2)))
                    .extracting(StoredMessage::content)
                    .containsExactly("Günter 🍣 日本", "\u0000\\'\"%_\n\u2028");
            assertThatThrownBy(() -> rows.send(conversation, new Put(1, "x".repeat(17), "too long", ChatRows.JANUARY)))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_DATA));
        } finally {
            execute("SET GLOBAL sql_mode = DEFAULT");
        }
        assertThat(TestServer.column(
                        url,
                        "SELECT DISTINCT collation_name FROM information_schema.columns WHERE table_schema = DATABASE()"
                                + " AND collation_name IS NOT NULL AND table_name <> 'flyway_schema_history'"))
                .containsExactlyInAnyOrder("ascii_bin", "utf8mb4_bin");
    }

    @Test
    void servicesThatStartAtOnceOnAnEmptyDatabaseAllSucceed() throws Exception {
        String url = create("root", "");
        List<CompletableFuture<Database>> services = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> Database.openServer(url)))
                .toList();
        services.forEach(service -> service.join().close());
    }

    @Test
    void connectionsSetWhatTheStoreStandsOn() throws Exception {
        try (Database database = Database.openServer(create("root", ""))) {
            String query = "SELECT CONCAT_WS(' ', @@tx_isolation, @@innodb_lock_wait_timeout, @@lock_wait_timeout,"
                    + " @@idle_transaction_timeout, @@character_set_client, @@collation_connection, @@sql_mode)";
            String set = database.read(sql -> sql.first(query, row -> row.getString(1)))
                    .orElseThrow();
            assertThat(set)
                    .isEqualTo("READ-COMMITTED 2 2 5 utf8mb4 utf8mb4_bin"
                            + " ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION");
        }
    }
}
