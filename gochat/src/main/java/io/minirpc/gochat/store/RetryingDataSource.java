package io.minirpc.gochat.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.mariadb.jdbc.MariaDbDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to a server that may be away. While it cannot be reached, the thread that asks for a connection tries
 * again every 100 ms until it is interrupted: the pool, which has one thread for this, would wait up to 5 s after an
 * attempt that failed, and all would fail for as long after the server is back. What the server itself refuses fails at
 * once. Thread-safe.
 */
final class RetryingDataSource extends MariaDbDataSource {
    private static final Logger LOG = LoggerFactory.getLogger(RetryingDataSource.class);
    private static final long PAUSE_MILLIS = 100;

    /** @param url with all options of the driver, and without a password */
    RetryingDataSource(String url) throws SQLException {
        super(url);
    }

    @Override
    public Connection getConnection() throws SQLException {
        boolean away = false;
        while (true) {
            try {
                Connection connection = super.getConnection();
                if (away) {
                    LOG.info("The database can be reached again");
                }
                return connection;
            } catch (SQLException e) {
                if (ServerFailures.isFromServer(e) || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                if (!away) {
                    LOG.warn("The database cannot be reached: {}", ServerFailures.reasonOf(e));
                    away = true;
                }
                pause(e);
            }
        }
    }

    private static void pause(SQLException failure) throws SQLException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure; // the pool is closed
        }
    }
}
