package io.minirpc.gochat.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version and the settings of a database server, as far as they matter here. */
record ServerVariables(Map<String, String> values) {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final String[] NAMES = {
        "version",
        "read_only",
        "super_read_only",
        "innodb_read_only",
        "max_allowed_packet",
        "innodb_flush_log_at_trx_commit",
        "log_bin",
        "sync_binlog",
        "binlog_format",
        "wsrep_on"
    };

    static ServerVariables read(Connection connection) throws SQLException {
        Map<String, String> values = new HashMap<>();
        Sql.ofUnknown(connection)
                .query(
                        "SHOW GLOBAL VARIABLES WHERE Variable_name IN (" + Sql.marks(NAMES.length) + ")",
                        row -> values.put(row.getString(1), row.getString(2)),
                        (Object[]) NAMES);
        return new ServerVariables(values);
    }

    /** Returns a value, empty where this server has no such variable. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }

    long number(String name) {
        return Long.parseLong(get(name));
    }

    /** Returns whether a variable is there and not off; some became lists of what is on. */
    boolean isOn(String name) {
        return !get(name).isEmpty() && !get(name).equals("0") && !get(name).equalsIgnoreCase("OFF");
    }

    boolean isMariaDb() {
        return get("version").toLowerCase(Locale.ROOT).contains("mariadb");
    }

    boolean isAtLeast(int major, int minor) {
        Matcher matcher = VERSION.matcher(get("version"));
        if (!matcher.matches()) {
            return false;
        }
        int ours = Integer.parseInt(matcher.group(1));
        return ours > major || (ours == major && Integer.parseInt(matcher.group(2)) >= minor);
    }
}
