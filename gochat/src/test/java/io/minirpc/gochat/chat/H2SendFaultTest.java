package io.minirpc.gochat.chat;

import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.Faults;
import io.minirpc.gochat.store.TestDatabases;
import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.api.ErrorCode;

class H2SendFaultTest extends SendFaultContract {
    @Override
    Database open(Path folder, Faults faults) {
        return TestDatabases.h2(folder, faults);
    }

    @Override
    SQLException diskFull() {
        return new SQLException("disk full (injected)", "90031", ErrorCode.IO_EXCEPTION_2);
    }
}
