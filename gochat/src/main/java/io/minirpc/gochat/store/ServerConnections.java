package io.minirpc.gochat.store;

import com.zaxxer.hikari.HikariConfig;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * The connections to a server: what each one sets, and how long it waits. With the server away or frozen, a thread that
 * needs a connection fails after 2 s, and one that has a connection after 5 s. There are connections again within half
 * a second of its return.
 */
final class ServerConnections {
    static final Duration CONNECT = Duration.ofSeconds(2);
    static final Duration SOCKET = Duration.ofSeconds(5);

    /** For changes of the schema, which may take long. */
    private static final Duration PATIENT = Duration.ofMinutes(30);

    private static final Duration VALIDATION = Duration.ofSeconds(1);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final int POOL = 16;
    private static final String SQL_MODE =
            "'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'";

    private final ServerUrl url;

    ServerConnections(ServerUrl url) {
        this.url = url;
    }

    /** Returns connections for the start, that wait for changes of the schema as long as they take. */
    DataSource patient() throws SQLException {
        return source(new MariaDbDataSource(url(PATIENT, Map.of("sql_mode", SQL_MODE))));
    }

    /**
     * Returns connections for the pool. A thread that asks for one while the server is away waits until there is one,
     * or it is interrupted.
     *
     * @param session what each sets besides, as the dialect says
     */
    DataSource impatient(Map<String, String> session) throws SQLException {
        String wait = String.valueOf(ServerDialect.LOCK_WAIT_SECONDS);
        Map<String, String> all = new LinkedHashMap<>(session);
        all.put("sql_mode", SQL_MODE);
        all.put("innodb_lock_wait_timeout", wait);
        all.put("lock_wait_timeout", wait);
        return source(new RetryingDataSource(url(SOCKET, all)));
    }

    static HikariConfig pool(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(POOL);
        config.setConnectionTimeout(CONNECT.toMillis());
        config.setInitializationFailTimeout(-1); // the start has looked at the server, and asks for a connection next
        config.setValidationTimeout(VALIDATION.toMillis());
        config.setKeepaliveTime(KEEP_ALIVE.toMillis());
        config.setMaxLifetime(LIFETIME.toMillis());
        config.setPoolName("gochat");
        return config;
    }

    private String url(Duration socketTimeout, Map<String, String> session) {
        Map<String, String> options = options();
        options.put("socketTimeout", String.valueOf(socketTimeout.toMillis()));
        options.put("sessionVariables", joined(session, ","));
        return url.jdbcUrl() + "?" + joined(options, "&");
    }

    private DataSource source(MariaDbDataSource source) throws SQLException {
        source.setUser(url.user());
        source.setPassword(url.password());
        return source;
    }

    /**
     * No bulk statements, whose counts are unknown; counts of rows that were found, as in H2; COMMIT is always sent.
     */
    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("connectTimeout", String.valueOf(CONNECT.toMillis()));
        options.put("tcpKeepAlive", "true");
        options.put("connectionCollation", "utf8mb4_bin");
        options.put("useBulkStmts", "false");
        options.put("useBulkStmtsForInserts", "false");
        options.put("useAffectedRows", "false");
        options.put("forceTransactionEnd", "true");
        options.put("allowLocalInfile", "false");
        options.put("permitRedirect", "false");
        options.put("sslMode", url.tls() ? "verify-full" : "disable");
        if (url.authority() != null) {
            options.put("serverSslCert", url.authority().toString());
        }
        options.put("allowPublicKeyRetrieval", String.valueOf(url.isLoopback()));
        return options;
    }

    private static String joined(Map<String, String> values, String separator) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(separator));
    }
}
