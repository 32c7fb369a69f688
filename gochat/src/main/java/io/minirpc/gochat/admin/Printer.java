package io.minirpc.gochat.admin;

import io.minirpc.gochat.text.Plain;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;

/** The output of a command, in either form. Not thread-safe. */
final class Printer {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    Printer(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    void print(Event event) {
        PrintWriter to = event instanceof Event.Failed ? err : out;
        if (json) {
            to.println(Plain.json(EventCodec.INSTANCE.toJson(event)));
        } else {
            lines(event).map(Plain::text).forEach(to::println);
        }
        to.flush();
    }

    private static Stream<String> lines(Event event) {
        if (event instanceof Event.Failed failed) {
            return failed.text().lines().map(line -> "gochat-admin: " + failed.code() + ": " + line);
        }
        return Stream.of(line(event));
    }

    private static String line(Event event) {
        if (event instanceof Event.User user) {
            return "@" + user.name() + "  " + user.id() + "  " + user.display() + standing(user);
        } else if (event instanceof Event.Session session) {
            return String.format(
                    "%s  %-20s  since %s, refreshed %s, until %s",
                    session.id(),
                    session.device(),
                    time(session.created()),
                    time(session.last()),
                    time(session.expires()));
        } else if (event instanceof Event.Ended ended) {
            return "ended session " + ended.session();
        } else if (event instanceof Event.Epoch epoch) {
            return "epoch " + epoch.epoch() + " (restart all gateways and services)";
        }
        throw new IllegalArgumentException(event.toString());
    }

    private static String standing(Event.User user) {
        String operator = user.operatorSince() == null ? "" : ", operator since " + time(user.operatorSince());
        Event.Ban ban = user.ban();
        if (ban == null) {
            return operator;
        }
        String reason = ban.reason() == null ? "" : ": " + ban.reason();
        return operator + ", banned since " + time(ban.since()) + reason;
    }

    private static String time(long ms) {
        return TIME.format(Instant.ofEpochMilli(ms));
    }
}
