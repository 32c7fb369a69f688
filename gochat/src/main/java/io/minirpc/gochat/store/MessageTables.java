package io.minirpc.gochat.store;

import io.minirpc.gochat.frame.MessageType;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The tables of messages, one for each month in UTC, which are made on demand. Thread-safe. */
final class MessageTables {
    /** The condition that a message counts as unread for others. */
    static final String COUNTS = "type NOT IN ('" + MessageType.SYSTEM + "', '" + MessageType.RECALL + "')";

    private final Database database;
    private final Set<Integer> made = ConcurrentHashMap.newKeySet();

    MessageTables(Database database) {
        this.database = database;
    }

    /** Returns the month of a time as yyyymm, in UTC. */
    static int monthOf(long timeMs) {
        YearMonth month = YearMonth.from(Instant.ofEpochMilli(timeMs).atOffset(ZoneOffset.UTC));
        return month.getYear() * 100 + month.getMonthValue();
    }

    /** Returns the month {@code count} months after another. */
    static int plus(int month, int count) {
        YearMonth later = YearMonth.of(month / 100, month % 100).plusMonths(count);
        return later.getYear() * 100 + later.getMonthValue();
    }

    static String name(int month) {
        return "messages_" + month;
    }

    /** Makes the table of a month where it is missing; never inside of a transaction, since DDL commits. */
    void ensure(int month) {
        if (!made.contains(month)) {
            make(month);
        }
    }

    private synchronized void make(int month) {
        if (!made.contains(month)) {
            database.read(sql -> create(sql, month));
            made.add(month);
        }
    }

    /** countable: how many messages up to this one count as unread for others. */
    private int create(Sql sql, int month) throws SQLException {
        Map<String, String> words = database.dialect().placeholders();
        String ascii = words.get("ascii");
        return sql.update("CREATE TABLE IF NOT EXISTS " + name(month) + " ("
                + "conversation VARCHAR(64) " + ascii + " NOT NULL, "
                + "seq BIGINT NOT NULL, "
                + "id BIGINT NOT NULL, "
                + "sender BIGINT NOT NULL, "
                + "type VARCHAR(16) " + ascii + " NOT NULL, "
                + "content " + words.get("content") + " NOT NULL, "
                + "time_ms BIGINT NOT NULL, "
                + "countable BIGINT NOT NULL, "
                + "client_msg_id VARCHAR(64) " + ascii + " NOT NULL, "
                + "PRIMARY KEY (conversation, seq)) "
                + words.get("table"));
    }
}
