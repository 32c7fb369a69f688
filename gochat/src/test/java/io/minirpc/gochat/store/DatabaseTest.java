package io.minirpc.gochat.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import io.minirpc.gochat.store.StoreException.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions on an H2 file whose driver, disk and callers fail. */
class DatabaseTest {
    private final Faults faults = new Faults();

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = TestDatabases.h2(folder, faults);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void failedWorkIsRolledBack() {
        assertThatThrownBy(() -> database.write(sql -> {
                    put(sql, "a");
                    throw new IllegalStateException("a fault of ours");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(names()).isZero();
    }

    @Test
    void errorOfCommitIsAnUnknownOutcome() {
        faults.set(failing("COMMIT", Faults.unexplained()));
        assertThat(kindOfPut("a")).isEqualTo(Kind.UNKNOWN_OUTCOME);
        assertThat(names()).isZero();
    }

    @Test
    void connectionThatBrokeLeavesThePool() {
        for (int i = 0; i < 5; i++) {
            faults.set(failing("INSERT", Faults.connectionLost()));
            assertThat(kindOfPut("lost")).isEqualTo(Kind.CONNECTION_LOST);
            faults.clear();
            assertThat(kindOfPut("n" + i)).isNull();
        }
        await().untilAsserted(() -> assertThat(faults.openConnections()).isLessThanOrEqualTo(16));
    }

    @Test
    void connectionThatCannotRollBackLeavesThePool() {
        faults.set(new Faults.Hook() {
            @Override
            public void before(String step) throws SQLException {
                if (step.startsWith("INSERT") || step.equals("ROLLBACK")) {
                    throw Faults.unexplained();
                }
            }
        });
        assertThat(kindOfPut("a")).isEqualTo(Kind.CONNECTION_LOST);
        faults.clear();
        assertThat(names()).isZero();
        assertThat(kindOfPut("a")).isNull();
    }

    @Test
    void errorsOfH2HaveTheirKinds() {
        assertThat(kindOfPut("a")).isNull();
        assertThat(kindOfPut("a")).isEqualTo(Kind.DUPLICATE_KEY);
        assertThat(kindOfPut("x".repeat(65))).isEqualTo(Kind.BAD_DATA);
        database.write(sql -> {
            sql.update("UPDATE settings SET content = '2' WHERE name = 'a'");
            assertThatThrownBy(() -> database.write(other -> other.update("UPDATE settings SET content = '3'")))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOCK_TIMEOUT));
            return 1;
        });
        assertThatThrownBy(() -> database.read(sql -> sql.update("no SQL")))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OTHER));
    }

    @Test
    void interruptInTheMiddleOfAWriteBreaksNothingForOthers() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        Thread writer = new Thread(() -> {
            writing.countDown();
            for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                kindOfPut("interrupted" + i);
            }
            kindOfPut("after the interrupt");
        });
        writer.start();
        writing.await();
        await().until(() -> names() > 5);
        writer.interrupt();
        writer.join();

        for (int i = 0; i < 20; i++) {
            assertThat(kindOfPut("n" + i)).isNull();
        }
    }

    /** H10: a COMMIT of H2 alone forces nothing, so a power cut would lose what was answered. */
    @Test
    void commitIsForcedToTheDiskBeforeItReturns() {
        try (Database synced = onFullDiskPath("synced", true)) {
            for (int i = 0; i < 20; i++) {
                int before = FullDiskPath.forced();
                String name = "n" + i;
                synced.write(sql -> put(sql, name));
                assertThat(FullDiskPath.forced()).isGreaterThan(before);
            }
        }
    }

    private Database onFullDiskPath(String file, boolean sync) {
        FilePath.register(new FullDiskPath());
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(H2Dialect.url(folder.resolve(file)).replace("h2:", "h2:full:"));
        config.setConnectionTimeout(5_000);
        return Database.open(config, new H2Dialect(sync));
    }

    @Test
    void fullDiskIsTemporaryAndLosesNothing() {
        try (Database small = onFullDiskPath("full", true)) {
            small.write(sql -> put(sql, "before"));
            FullDiskPath.fill(true);
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> small.write(sql -> put(sql, "full")))
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                e -> assertThat(e.kind().temporary()).isTrue());
            }
            FullDiskPath.fill(false);
            small.write(sql -> put(sql, "after"));
            assertThat(small.<Object>read(sql -> sql.query("SELECT name FROM settings", row -> row.getString(1))))
                    .isEqualTo(List.of("after", "before"));
        } finally {
            FullDiskPath.fill(false);
        }
    }

    private static Faults.Hook failing(String prefix, SQLException error) {
        return new Faults.Hook() {
            @Override
            public void before(String step) throws SQLException {
                if (step.startsWith(prefix)) {
                    throw error;
                }
            }
        };
    }

    private static int put(Sql sql, String name) throws SQLException {
        return sql.update("INSERT INTO settings (name, content) VALUES (?, ?)", name, "x".repeat(1_000));
    }

    /** Returns how a write failed; null if it did not. */
    private Kind kindOfPut(String name) {
        try {
            database.write(sql -> put(sql, name));
            return null;
        } catch (StoreException e) {
            return e.kind();
        }
    }

    private long names() {
        return database.read(sql -> sql.first("SELECT COUNT(*) FROM settings", row -> row.getLong(1)))
                .orElseThrow();
    }
}
