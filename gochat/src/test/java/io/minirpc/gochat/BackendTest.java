package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.store.StoreException;
import io.minirpc.localservers.MariaDbServer;
import io.minirpc.tests.servers.RequiresMariaDb;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@RequiresMariaDb
class BackendTest {
    private static MariaDbServer server;

    @BeforeAll
    static void start() throws Exception {
        server = MariaDbServer.start();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    private static Settings settings(String url) throws SettingsException {
        return SettingsReader.read(Map.of("mysql", url, "demo", "no"), Map.of(), null);
    }

    private static Backend open(Settings settings) {
        return TestTracing.open(settings);
    }

    @Test
    void startWaitsForTheDatabase() throws Exception {
        server.kill();
        Settings settings = settings(server.url());
        CompletableFuture<Backend> opening = CompletableFuture.supplyAsync(() -> open(settings));
        await().during(Duration.ofSeconds(1)).until(() -> !opening.isDone());

        server.restart();

        // It makes all tables, each with syncs of the disk, which take long where others use it too.
        assertThat(opening).succeedsWithin(Duration.ofMinutes(3)).satisfies(Backend::close);
    }

    @Test
    void databaseThatRefusesEndsTheStartAtOnce() throws Exception {
        Settings settings = settings(server.url().replace("root@", "nobody:wrong-secret@"));
        assertThatThrownBy(() -> open(settings))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.OTHER))
                .hasMessageContaining("Access denied");
    }
}
