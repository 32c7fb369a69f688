package io.minirpc.gochat.store;

import io.minirpc.gochat.store.StoreException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The start on a server: look at it, refuse it or warn of it, bring the schema up to date, connect. */
final class ServerStart {
    private static final Logger LOG = LoggerFactory.getLogger(ServerStart.class);

    private final ServerUrl url;
    private final ServerConnections connections;

    ServerStart(ServerUrl url) {
        this.url = url;
        this.connections = new ServerConnections(url);
    }

    /** @throws StoreException with the reason if the server cannot be used, or is away */
    Database open() {
        try {
            DataSource patient = connections.patient();
            ServerVariables server = check(patient);
            ServerDialect dialect = ServerDialect.of(server);
            Database.migrate(patient, dialect);
            return ready(Database.connect(ServerConnections.pool(connections.impatient(dialect.session())), dialect));
        } catch (SQLException | RuntimeException e) {
            Kind kind = ServerFailures.isAway(e) ? Kind.CONNECTION_LOST : Kind.OTHER;
            throw Database.cannotOpen(kind, url.toString(), ServerFailures.reasonOf(e), e);
        }
    }

    private ServerVariables check(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            ServerVariables server = ServerVariables.read(connection);
            ServerCheck check = new ServerCheck(server);
            check.refusal().ifPresent(reason -> {
                throw new IllegalStateException(reason);
            });
            check.warnings().forEach(warning -> LOG.warn("{}: {}", url, warning));
            return server;
        }
    }

    /** Makes the tables of the next months, which proves the right to do so later. */
    private Database ready(Database database) {
        try {
            SendStore.of(database).ensureMonths(SendStore.monthOf(System.currentTimeMillis()));
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }
}
