package io.minirpc.gochat.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A comparison of this machine's clock with the database's, every 10 s on a thread of its own. Thread-safe. While the
 * database cannot be asked, the last answer holds. With a database in this process both are one clock.
 */
public final class DatabaseClock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
    private static final long MAX_MS = 5_000;
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Database database;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread created = new Thread(task, "gochat-database-clock");
        created.setDaemon(true);
        return created;
    });
    private volatile boolean right = true;

    private DatabaseClock(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Compares once, and then until {@link #close()}. */
    public static DatabaseClock watch(Database database) {
        return watch(database, InstantSource.system(), INTERVAL);
    }

    static DatabaseClock watch(Database database, InstantSource clock, Duration interval) {
        DatabaseClock watched = new DatabaseClock(database, clock);
        database.dialect().timeQuery().ifPresent(query -> {
            watched.compare(query);
            var unused = watched.thread.scheduleWithFixedDelay(
                    () -> watched.compare(query), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        });
        return watched;
    }

    /** Returns whether the clocks were at most 5 s apart when they were compared last. Never blocks. */
    public boolean isRight() {
        return right;
    }

    private void compare(String query) {
        try {
            judge(difference(query));
        } catch (RuntimeException e) {
            LOG.info("The database's clock could not be read: {}", e.toString());
        }
    }

    /** Returns how far the database's clock is ahead; what passed between question and answer counts as none. */
    private long difference(String query) {
        long before = clock.millis();
        long theirs =
                database.read(sql -> sql.first(query, row -> row.getLong(1))).orElseThrow();
        long after = clock.millis();
        return theirs < before ? theirs - before : Math.max(0, theirs - after);
    }

    private void judge(long difference) {
        boolean now = Math.abs(difference) <= MAX_MS;
        if (now != right) {
            LOG.warn(
                    "The database's clock is {} ms ahead of this machine's (expected: at most {} ms apart): {}",
                    difference,
                    MAX_MS,
                    now ? "ready again" : "not ready");
        }
        right = now;
    }

    /** Ends when a comparison that runs has ended. */
    @Override
    public void close() {
        StoreThreads.finish(thread);
    }
}
