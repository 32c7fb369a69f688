package io.minirpc.gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.store.StoreException.Kind;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerDialectTest {
    private static final List<ServerDialect> DIALECTS = List.of(new MariaDbDialect(false), new MySqlDialect());

    @ParameterizedTest
    @CsvSource({
        "08000, 0, CONNECTION_LOST, ALL",
        "08S01, 1053, CONNECTION_LOST, ALL",
        "HY000, 1290, READ_ONLY, MISLED",
        "25006, 1792, READ_ONLY, MISLED",
        "HY000, 1836, READ_ONLY, MISLED",
        "HY000, 1036, READ_ONLY, MISLED",
        "HY000, 1874, READ_ONLY, MISLED",
        "HY000, 3, DISK_FULL, NONE",
        "HY000, 20, DISK_FULL, NONE",
        "HY000, 1021, DISK_FULL, NONE",
        "HY000, 1026, DISK_FULL, NONE",
        "HY000, 1030, DISK_FULL, NONE",
        "HY000, 1114, DISK_FULL, NONE",
        "40001, 1213, DEADLOCK, NONE",
        "HY000, 1205, LOCK_TIMEOUT, NONE",
        "23000, 1062, DUPLICATE_KEY, NONE",
        "22001, 1406, BAD_DATA, NONE",
        "42000, 1064, OTHER, NONE"
    })
    void errorsHaveTheirKindsAndTheirDamage(String state, int code, Kind kind, Damage damage) {
        SQLException error = new SQLException("an error", state, code);
        assertThat(DIALECTS).allSatisfy(dialect -> {
            assertThat(dialect.kindOf(error)).isEqualTo(kind);
            assertThat(dialect.damageOf(error)).isEqualTo(damage);
        });
    }
}
