package io.minirpc.gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused and what is warned of, by the variables of servers. */
class ServerCheckTest {
    private static final Map<String, String> GOOD = Map.of(
            "version", "10.11.14-MariaDB-0+deb12u2-log",
            "read_only", "OFF",
            "innodb_read_only", "OFF",
            "max_allowed_packet", "16777216",
            "innodb_flush_log_at_trx_commit", "1",
            "log_bin", "ON",
            "sync_binlog", "1",
            "binlog_format", "MIXED");

    private static ServerCheck with(String name, String value) {
        Map<String, String> values = new HashMap<>(GOOD);
        values.put(name, value);
        return new ServerCheck(new ServerVariables(values));
    }

    @ParameterizedTest
    @CsvSource({
        "10.6.1-MariaDB, true",
        "11.8.2-MariaDB-ubu2404, true",
        "10.5.29-MariaDB, false",
        "5.5.68-MariaDB, false",
        "8.0.36, true",
        "8.4.0-log, true",
        "9.1.0, true",
        "5.7.44-log, false",
        "unknown, false"
    })
    void versionsThatAreTooOldAreRefused(String version, boolean taken) {
        assertThat(with("version", version).refusal().isEmpty()).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({
        "read_only, ON",
        "read_only, NO_LOCK_NO_ADMIN",
        "super_read_only, ON",
        "innodb_read_only, ON",
        "max_allowed_packet, 1048576",
        "binlog_format, STATEMENT"
    })
    void serverThatCannotBeUsedIsRefusedWithTheValueSeenAndExpected(String name, String value) {
        assertThat(with(name, value).refusal())
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("its " + name + " is " + value + " (expected: "));
    }

    @ParameterizedTest
    @CsvSource({
        "innodb_flush_log_at_trx_commit, 0, the end of the server's process",
        "innodb_flush_log_at_trx_commit, 2, a power cut",
        "sync_binlog, 0, a power cut",
        "sync_binlog, 1000, a power cut"
    })
    void settingsThatLoseAnsweredMessagesAreWarnedOf(String name, String value, String lost) {
        assertThat(with(name, value).warnings()).singleElement().asString().contains(name + " is " + value, lost);
        assertThat(with(name, value).refusal()).isEmpty();
    }

    @Test
    void goodServerIsNeitherRefusedNorWarnedOf() {
        ServerCheck check = new ServerCheck(new ServerVariables(GOOD));
        assertThat(check.refusal()).isEmpty();
        assertThat(check.warnings()).isEmpty();
    }

    @Test
    void settingsOfABinlogThatIsOffDoNotMatter() {
        Map<String, String> values = new HashMap<>(GOOD);
        values.putAll(Map.of("log_bin", "OFF", "sync_binlog", "0", "binlog_format", "STATEMENT"));
        ServerCheck check = new ServerCheck(new ServerVariables(values));
        assertThat(check.refusal()).isEmpty();
        assertThat(check.warnings()).isEmpty();
    }
}
