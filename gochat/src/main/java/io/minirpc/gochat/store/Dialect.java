package io.minirpc.gochat.store;

import io.minirpc.gochat.store.StoreException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** The differences between databases. Thread-safe. */
interface Dialect {
    /** Returns what the statements of the schema write as {@code ${name}}. */
    Map<String, String> placeholders();

    /** Returns what an error of a statement means; errors of COMMIT are never given to it. */
    Kind kindOf(SQLException error);

    /** Returns how many connections are of no use after an error of a statement, of COMMIT or of ROLLBACK. */
    Damage damageOf(SQLException error);

    /** Returns why the database cannot be opened, for whoever started the program. */
    String reasonOf(RuntimeException failure);

    /** Returns the query of the database's time in UTC milliseconds; empty where that is this machine's. */
    Optional<String> timeQuery();

    /** Returns whether {@link RowUpdate#ofAll} is a statement of this database. */
    boolean updatesByInsert();

    /** Makes what was committed durable beyond the death of the process, where COMMIT alone does not. */
    void afterCommit(Connection connection) throws SQLException;

    /** Orders the database to end its work; called once, with no connection in use but this. */
    void beforeClose(Connection connection) throws SQLException;
}
