package io.minirpc.gochat.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of this machine against that of a real server, which has the same one, unless a test moves it. */
class DatabaseClockTest {
    private final Faults faults = new Faults();
    private final AtomicLong ahead = new AtomicLong();
    private final InstantSource clock = () -> InstantSource.system().instant().plusMillis(ahead.get());

    @TempDir
    Path folder;

    private DatabaseClock watch(Database database) {
        return DatabaseClock.watch(database, clock, Duration.ofMillis(20));
    }

    @Test
    void clockThatIsTooFarOffIsWrongUntilItIsSet() {
        try (Database database = TestDatabase.MARIADB.open(folder, faults);
                DatabaseClock watched = watch(database)) {
            assertThat(watched.isRight()).isTrue();
            for (long off : new long[] {7_000, -7_000}) {
                ahead.set(off);
                await().until(() -> !watched.isRight());
                ahead.set(off / 7);
                await().until(watched::isRight);
            }
        }
    }

    @Test
    void clockIsComparedAtOnce() {
        ahead.set(3_600_000);
        try (Database database = TestDatabase.MARIADB.open(folder, faults);
                DatabaseClock watched = watch(database)) {
            assertThat(watched.isRight()).isFalse();
        }
    }

    @Test
    void lastAnswerHoldsWhileTheDatabaseIsAway() {
        try (Database database = TestDatabase.MARIADB.open(folder, faults);
                DatabaseClock watched = watch(database)) {
            AtomicLong asked = new AtomicLong();
            faults.set(new Faults.Hook() {
                @Override
                public void before(String step) throws SQLException {
                    asked.incrementAndGet();
                    throw Faults.connectionLost();
                }
            });
            ahead.set(3_600_000);
            await().until(() -> asked.get() > 3);
            assertThat(watched.isRight()).isTrue();
            faults.clear();
            await().until(() -> !watched.isRight());
        }
    }

    @Test
    void databaseInThisProcessHasTheSameClock() {
        ahead.set(3_600_000);
        try (Database database = TestDatabase.H2.open(folder, faults);
                DatabaseClock watched = watch(database)) {
            assertThat(watched.isRight()).isTrue();
        }
    }
}
