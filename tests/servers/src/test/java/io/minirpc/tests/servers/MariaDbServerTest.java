package io.minirpc.tests.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.localservers.MariaDbServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresMariaDb
class MariaDbServerTest {
    @Test
    void commitsOutliveAKillAndAnEmptyRestartHasNone() throws Exception {
        try (MariaDbServer server = MariaDbServer.start()) {
            String url = server.url();
            assertThat(url).isEqualTo("mysql://root@127.0.0.1:" + server.port() + "/gochat");
            assertThat(ask(server, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'gochat'"))
                    .isEqualTo("0");
            run(server, "CREATE TABLE kept (id INT PRIMARY KEY) ENGINE=InnoDB");
            run(server, "INSERT INTO kept VALUES (1), (2)");

            server.kill();
            assertThatThrownBy(() -> ask(server, "SELECT 1")).isInstanceOf(SQLException.class);
            server.restart();
            assertThat(server.url()).isEqualTo(url);
            assertThat(ask(server, "SELECT COUNT(*) FROM kept")).isEqualTo("2");

            server.restartEmpty();
            assertThatThrownBy(() -> ask(server, "SELECT COUNT(*) FROM kept")).hasMessageContaining("doesn't exist");
        }
    }

    @Test
    void frozenServerAnswersWhenItGoesOn() throws Exception {
        try (MariaDbServer server = MariaDbServer.start();
                Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            server.stop();
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> ask(statement, "SELECT 1"));
            Thread.sleep(200); // an answer would have come by now
            assertThat(answer).isNotDone();
            server.cont();
            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("1");
        }
    }

    @Test
    void settingsAndAFolderOfOnesOwnAreUsedAndLeftBehind(@TempDir Path data) throws Exception {
        Files.writeString(data.resolve("old"), "of a run before");
        String pid;
        MariaDbServer server = MariaDbServer.builder()
                .data(data)
                .option("--character-set-server=latin1")
                .start();
        try {
            assertThat(ask(server, "SELECT @@character_set_server")).isEqualTo("latin1");
            assertThat(ask(server, "SELECT @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
            pid = Files.readString(Path.of(ask(server, "SELECT @@pid_file"))).strip();
        } finally {
            server.close();
        }
        await().until(() -> ProcessHandle.of(Long.parseLong(pid)).isEmpty());
        assertThat(data.resolve("gochat")).isDirectory();
        assertThat(data.resolve("old")).doesNotExist();
    }

    private static Connection connect(MariaDbServer server) throws SQLException {
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + server.port() + "/gochat?user=root");
    }

    private static void run(MariaDbServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(MariaDbServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            return ask(statement, sql);
        }
    }

    private static String ask(Statement statement, String sql) {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
