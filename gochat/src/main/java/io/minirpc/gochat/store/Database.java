package io.minirpc.gochat.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.minirpc.gochat.store.StoreException.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database: its connections, its threads, and its transactions, READ COMMITTED. Thread-safe. Work runs either on
 * the caller's thread ({@link #read}, {@link #write}), which nobody must interrupt, since an interrupt may break files
 * and connections under a driver, or on the threads of the store ({@link #submit}), which nobody can.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int TRIES = 3;

    private final HikariDataSource source;
    private final Evictions evictions;
    private final Dialect dialect;
    private final ThreadPoolExecutor threads;

    private Database(HikariDataSource source, Dialect dialect, int threads) {
        this.source = source;
        evictions = new Evictions(() -> source.getHikariPoolMXBean().softEvictConnections(), System::nanoTime);
        this.dialect = dialect;
        this.threads = StoreThreads.create(threads);
    }

    /**
     * Opens a database in a file, which is created if it is not there, and brings its schema up to date.
     *
     * @param file the file without its suffix, which H2 adds
     * @param sync whether a commit survives a power cut too, and not only the end of the process
     * @throws StoreException if it cannot be opened, as when another process has it open
     */
    public static Database openFile(Path file, boolean sync) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(H2Dialect.url(file));
        config.setMaximumPoolSize(16);
        config.setConnectionTimeout(Duration.ofSeconds(3).toMillis());
        config.setPoolName("gochat");
        return open(config, new H2Dialect(sync));
    }

    /**
     * Opens a database on a MariaDB or MySQL server, and brings its schema up to date. Warns where the server's
     * settings break what SENT promises.
     *
     * @param url {@code mysql://USER:PASSWORD@HOST:PORT/DATABASE} or {@code mariadb://…}
     * @throws StoreException with the reason, and without the password, if the server cannot be used; of the kind
     *     {@link Kind#CONNECTION_LOST} if it is away and may be used when it is back
     */
    public static Database openServer(String url) {
        ServerUrl server;
        try {
            server = ServerUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw cannotOpen(Kind.OTHER, "server", e.getMessage(), e);
        }
        return new ServerStart(server).open();
    }

    /** For tests too, which put faults between the pool and the driver. */
    static Database open(HikariConfig config, Dialect dialect) {
        try {
            Database database = connect(config, dialect);
            try {
                migrate(database.source, dialect);
                return database;
            } catch (RuntimeException e) {
                database.close();
                throw e;
            }
        } catch (RuntimeException e) {
            throw cannotOpen(Kind.OTHER, config.getJdbcUrl(), dialect.reasonOf(e), e);
        }
    }

    /** Opens the connections to a database whose schema is up to date. */
    static Database connect(HikariConfig config, Dialect dialect) {
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return new Database(new HikariDataSource(config), dialect, config.getMaximumPoolSize() / 2);
    }

    static StoreException cannotOpen(Kind kind, String name, @Nullable String reason, Exception cause) {
        return new StoreException(kind, "cannot open the database " + name + ": " + reason, cause);
    }

    static void migrate(DataSource source, Dialect dialect) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration")
                .placeholders(dialect.placeholders())
                .load()
                .migrate();
    }

    Dialect dialect() {
        return dialect;
    }

    /** Statements of one unit of work. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Sql sql) throws SQLException;
    }

    /** Runs statements that change nothing, each of which sees what was committed when it began. */
    public <T> T read(Work<T> work) {
        return with(connection -> {
            connection.setAutoCommit(true);
            return work.run(new Sql(connection, dialect));
        });
    }

    /**
     * Runs a transaction. When this returns, it is durable; when this throws, it is rolled back, unless the kind says
     * {@link Kind#UNKNOWN_OUTCOME}.
     */
    public <T> T write(Work<T> work) {
        return with(connection -> {
            connection.setAutoCommit(false);
            T result = run(work, connection);
            commit(connection);
            return result;
        });
    }

    /**
     * Runs a transaction as {@link #write} does, and again where it was rolled back in favour of another one, at most 3
     * times in all.
     *
     * @param work may run several times
     */
    public <T> T writeAgain(Work<T> work) {
        for (int i = 1; ; i++) {
            try {
                return write(work);
            } catch (StoreException e) {
                if (e.kind() != Kind.DEADLOCK || i == TRIES) {
                    throw e;
                }
            }
        }
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(Connection connection) throws SQLException;
    }

    private <T> T with(Use<T> use) {
        Connection connection = borrow();
        Damage damage = Damage.THIS;
        try {
            T result = use.of(connection);
            damage = Damage.NONE;
            return result;
        } catch (SQLException e) {
            damage = dialect.damageOf(e);
            throw StoreException.of(dialect.kindOf(e), e);
        } catch (StoreException e) {
            damage = damageOf(e);
            throw e;
        } catch (RuntimeException e) {
            damage = Damage.NONE; // not the database's, and rolled back
            throw e;
        } finally {
            giveBack(connection, damage);
        }
    }

    /** After a COMMIT or a ROLLBACK that failed this connection ends in any case. */
    private Damage damageOf(StoreException failure) {
        if (failure.kind() != Kind.CONNECTION_LOST && failure.kind() != Kind.UNKNOWN_OUTCOME) {
            return Damage.NONE;
        }
        Damage damage = failure.getCause() instanceof SQLException error ? dialect.damageOf(error) : Damage.THIS;
        return damage == Damage.NONE ? Damage.THIS : damage;
    }

    private Connection borrow() {
        try {
            return source.getConnection();
        } catch (SQLException e) {
            throw StoreException.of(Kind.CONNECTION_LOST, e); // there was none: nothing was begun
        }
    }

    /** Never throws: what was committed stays committed, whatever becomes of the connection. */
    private void giveBack(Connection connection, Damage damage) {
        try {
            switch (damage) {
                case NONE -> {
                    connection.close();
                    evictions.catchUp();
                }
                case THIS -> source.evictConnection(connection); // the database rolls back what is open on it
                case ALL -> {
                    source.evictConnection(connection);
                    evictions.now();
                }
                case MISLED -> {
                    connection.close();
                    evictions.soon();
                }
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warn("A connection to the database did not close: {}", e.toString());
        }
    }

    private <T> T run(Work<T> work, Connection connection) throws SQLException {
        try {
            return work.run(new Sql(connection, dialect));
        } catch (Throwable t) {
            rollBack(connection, t);
            throw t;
        }
    }

    private static void rollBack(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            e.addSuppressed(reason);
            throw StoreException.of(Kind.CONNECTION_LOST, e); // the connection ends, and the database rolls back
        }
    }

    private void commit(Connection connection) {
        try {
            connection.commit();
            dialect.afterCommit(connection);
        } catch (SQLException | RuntimeException e) {
            throw StoreException.of(Kind.UNKNOWN_OUTCOME, e);
        }
    }

    /**
     * Runs work on a thread of the store, at most 1,000 waiting; fails with {@link Kind#OVERLOADED} beyond, and once
     * closed.
     */
    public <T> CompletionStage<T> submit(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    new StoreException(Kind.OVERLOADED, "too much work waits for the database", e));
        }
    }

    /** Ends: what was submitted runs first. */
    @Override
    public void close() {
        StoreThreads.finish(threads);
        try (Connection connection = source.getConnection()) {
            dialect.beforeClose(connection);
        } catch (SQLException e) {
            // What was committed is durable already; the next start recovers the rest.
        }
        source.close();
    }
}
