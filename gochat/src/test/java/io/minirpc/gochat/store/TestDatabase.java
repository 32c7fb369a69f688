package io.minirpc.gochat.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.h2.api.ErrorCode;

/** A kind of database that tests run on. */
public enum TestDatabase {
    /** A file of its own for each folder. */
    H2 {
        @Override
        public Database open(Path folder, Faults faults) {
            return TestDatabases.h2(folder, faults);
        }

        @Override
        public SQLException deadlock() {
            return new SQLException("deadlock (injected)", "40001", ErrorCode.DEADLOCK_1);
        }

        @Override
        public SQLException diskFull() {
            return new SQLException("disk full (injected)", "90031", ErrorCode.IO_EXCEPTION_2);
        }

        @Override
        public String lockWaits() {
            return "SELECT session_id FROM information_schema.sessions WHERE blocker_id IS NOT NULL";
        }
    },

    /** A MariaDB that this JVM starts once. */
    MARIADB {
        @Override
        public Database open(Path folder, Faults faults) {
            return TestServer.mariaDb().open(folder, faults);
        }
    },

    /**
     * The server that {@code -Dtest.mysql=mysql://USER:PASSWORD@HOST:PORT/DATABASE} names, by a user with all rights.
     */
    MYSQL {
        @Override
        public Database open(Path folder, Faults faults) {
            return TestServer.mySql().open(folder, faults);
        }
    };

    /** Opens a new database, or again that which was opened for the folder. */
    public abstract Database open(Path folder, Faults faults);

    public Database open(Path folder) {
        return open(folder, new Faults());
    }

    /** Returns the error of a transaction that was rolled back in favour of another one. */
    public SQLException deadlock() {
        return new SQLException("deadlock (injected)", "40001", 1213);
    }

    /** Returns the error of a disk without space. */
    public SQLException diskFull() {
        return new SQLException("disk full (injected)", "HY000", 1114);
    }

    /** Returns a query with a row for each transaction that waits for a lock. */
    public String lockWaits() {
        return "SELECT trx_id FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'";
    }

    /** For {@link OnEveryDatabase}. */
    static List<TestDatabase> all() {
        List<TestDatabase> all = new ArrayList<>(List.of(H2, MARIADB));
        if (TestServer.MYSQL != null) {
            all.add(MYSQL);
        }
        return all;
    }
}
