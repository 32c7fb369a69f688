package io.minirpc.gochat.chat;

import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.Faults;
import io.minirpc.gochat.store.TestDatabases;
import java.nio.file.Path;

class H2ChangeTest extends ChangeContract {
    @Override
    Database open(Path folder, Faults faults) {
        return TestDatabases.h2(folder, faults);
    }
}
