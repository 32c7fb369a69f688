package io.minirpc.gochat.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a server must be before anything is kept there, and what its settings cost. */
final class ServerCheck {
    /** A batch of 200 messages of 16 KB, of which each byte may have to be escaped, and their other columns. */
    static final long MIN_PACKET = 8 * 1024 * 1024;

    private final ServerVariables server;

    ServerCheck(ServerVariables server) {
        this.server = server;
    }

    /** Returns why the server cannot be used, with what was expected; empty if it can. */
    Optional<String> refusal() {
        if (!server.isAtLeast(server.isMariaDb() ? 10 : 8, server.isMariaDb() ? 6 : 0)) {
            return refusal("version", "MariaDB 10.6 or later, or MySQL 8 or later");
        }
        for (String name : List.of("read_only", "super_read_only", "innodb_read_only")) {
            if (server.isOn(name)) {
                return refusal(name, "OFF: the one primary, which takes writes");
            }
        }
        if (server.number("max_allowed_packet") < MIN_PACKET) {
            return refusal("max_allowed_packet", "at least " + MIN_PACKET);
        }
        if (server.isOn("log_bin") && server.get("binlog_format").equalsIgnoreCase("STATEMENT")) {
            return refusal("binlog_format", "ROW or MIXED: InnoDB writes nothing else under READ COMMITTED");
        }
        return Optional.empty();
    }

    private Optional<String> refusal(String name, String expected) {
        return Optional.of("its " + name + " is " + server.get(name) + " (expected: " + expected + ")");
    }

    /** Returns what an answered message does not survive with these settings, a sentence each. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        switch (server.get("innodb_flush_log_at_trx_commit")) {
            case "1" -> {}
            case "2" -> warnings.add(warning("innodb_flush_log_at_trx_commit", "a power cut or the end of its system"));
            default -> warnings.add(warning("innodb_flush_log_at_trx_commit", "the end of the server's process"));
        }
        if (server.isOn("log_bin") && !server.get("sync_binlog").equals("1")) {
            warnings.add(warning("sync_binlog", "a power cut and, after it, a failover to a replica"));
        }
        return warnings;
    }

    private String warning(String name, String lost) {
        return "SENT DOES NOT SURVIVE " + lost + ", nor do messages that were shown: " + name + " is "
                + server.get(name) + " (expected: 1)";
    }
}
