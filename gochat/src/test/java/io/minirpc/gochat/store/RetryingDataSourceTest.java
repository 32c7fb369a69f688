package io.minirpc.gochat.store;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.store.StoreException.Kind;
import io.minirpc.tests.servers.RequiresMariaDb;
import io.minirpc.tests.servers.TcpProxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@RequiresMariaDb
@Timeout(60)
class RetryingDataSourceTest {
    /** After 2.6 s a pool that is told of each failure waits for 2.5 s before its next attempt. */
    private static final Duration AWAY = Duration.ofSeconds(3);

    private static final Duration PROMISED = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    @Test
    void databaseThatWasAwayIsUsedAgainWithinASecond() throws Exception {
        URI server = URI.create(TestServer.mariaDb().urlOf(folder));
        try (TcpProxy proxy = new TcpProxy(server.getPort());
                Database database = Database.openServer(
                        server.toString().replace(":" + server.getPort() + "/", ":" + proxy.port() + "/"))) {
            assertThat(kindOfFailure(database)).isNull();

            long begun = System.nanoTime();
            proxy.cut();
            while (System.nanoTime() - begun < AWAY.toNanos()) {
                assertThat(kindOfFailure(database)).isEqualTo(Kind.CONNECTION_LOST);
            }
            long back = System.nanoTime();
            proxy.heal();
            await().pollDelay(Duration.ZERO).until(() -> kindOfFailure(database) == null);

            long millis = NANOSECONDS.toMillis(System.nanoTime() - back);
            System.out.println("a database that is back is used again after " + millis + " ms");
            assertThat(millis).isLessThan(PROMISED.toMillis());
        }
    }

    /** Waits for a connection; returns null if a statement succeeds. */
    private static @Nullable Kind kindOfFailure(Database database) {
        try {
            database.read(sql -> sql.query("SELECT 1", row -> row.getInt(1)));
            return null;
        } catch (StoreException e) {
            return e.kind();
        }
    }
}
