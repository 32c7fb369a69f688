package io.minirpc.gochat.store;

import com.zaxxer.hikari.HikariConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.h2.jdbcx.JdbcDataSource;

/** Databases for tests of all packages. */
public final class TestDatabases {
    private TestDatabases() {}

    /** Opens an H2 file of its own, as the program does but for the sync, with a place for faults. */
    public static Database h2(Path folder, Faults faults) {
        JdbcDataSource driver = new JdbcDataSource();
        driver.setURL(H2Dialect.url(folder.resolve("chat")));
        HikariConfig config = new HikariConfig();
        config.setDataSource(faults.around(driver));
        config.setMaximumPoolSize(16);
        config.setConnectionTimeout(Duration.ofSeconds(3).toMillis());
        return Database.open(config, new H2Dialect(false));
    }
}
