package io.minirpc.gochat.chat;

import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.Faults;
import io.minirpc.gochat.store.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Two services on one database, which are new for each test. */
abstract class ServicePair {
    final Faults faults = new Faults();
    final TestClock clock;
    Database database;
    Chat chat;
    Service one;
    Service other;

    @Parameter
    TestDatabase kind;

    /** @param time of the services' clock, such as {@code 2026-11-27T12:00:00Z} */
    ServicePair(String time) {
        clock = new TestClock(time);
    }

    @BeforeEach
    void openServices(@TempDir Path folder) {
        database = kind.open(folder, faults);
        chat = new Chat(database);
        one = new Service(database, clock);
        other = new Service(database, clock);
    }

    @AfterEach
    void closeServices() {
        faults.clear();
        one.close();
        other.close();
        database.close();
    }
}
