package io.minirpc.gochat.cli;

import io.minirpc.gochat.text.Plain;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** The output of a command, in either form. Not thread-safe. */
final class Printer {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());
    private static final int MAX_PREVIEW = 60;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    Printer(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    void print(Event event) {
        boolean isAside = event instanceof Event.Failed || (!json && isAboutTheConnection(event));
        PrintWriter to = isAside ? err : out;
        to.println(json ? Plain.json(EventCodec.INSTANCE.toJson(event)) : Plain.text(text(event)));
        to.flush();
    }

    private static boolean isAboutTheConnection(Event event) {
        return event instanceof Event.Connected || event instanceof Event.Disconnected;
    }

    private static String text(Event event) {
        if (event instanceof Event.Shown message) {
            return place(message.time(), message.name(), message.seq()) + message.text();
        } else if (event instanceof Event.Listed listed) {
            return listed(listed);
        } else if (event instanceof Event.Sent sent) {
            return "sent " + sent.conversation() + " " + sent.seq() + (sent.again() ? " (again)" : "");
        } else if (event instanceof Event.Member member) {
            return String.format("%-6s  @%s  %s", member.role(), member.name(), member.display());
        } else if (event instanceof Event.Group group) {
            return group.name() + " (" + group.conversation() + "), " + group.members() + " members"
                    + (group.code() == null ? "" : ", join code " + group.code());
        } else if (event instanceof Event.Failed failed) {
            return "gochat-cli: " + failed.code() + ": " + failed.text();
        }
        return stateText(event);
    }

    private static String stateText(Event event) {
        if (event instanceof Event.LoggedIn in) {
            return "logged in as @" + in.name() + " (" + in.user() + ")";
        } else if (event instanceof Event.LoggedOut out) {
            return "logged out @" + out.name();
        } else if (event instanceof Event.Cursor cursor) {
            return "read " + cursor.conversation() + " up to " + cursor.read() + ", " + cursor.unread() + " unread";
        } else if (event instanceof Event.Recalled recalled) {
            return recalled.conversation() + ": message " + recalled.seq() + " was recalled";
        } else if (event instanceof Event.Gap gap) {
            return gap.conversation() + ": older messages than " + gap.first() + " were left out, see history";
        } else if (event instanceof Event.Dropped dropped) {
            return dropped.conversation() + ": the server's history is another one; what follows is it";
        } else if (event instanceof Event.Joined joined) {
            return joined.conversation() + ": you are in, from " + joined.seq() + " on";
        } else if (event instanceof Event.Left left) {
            return left.conversation() + ": you are out since " + left.last();
        } else if (event instanceof Event.Connected connected) {
            return "connected to " + connected.server();
        } else if (event instanceof Event.Disconnected lost) {
            return "not connected (" + lost.code() + " " + lost.reason() + "), trying again";
        }
        throw new IllegalArgumentException(event.toString());
    }

    private static String place(long time, String name, long seq) {
        return TIME.format(Instant.ofEpochMilli(time)) + " [" + name + " " + seq + "] ";
    }

    private static String listed(Event.Listed listed) {
        String last = listed.last() == null ? "" : listed.last();
        String preview = last.length() > MAX_PREVIEW ? last.substring(0, MAX_PREVIEW) + "…" : last;
        String state = listed.left() == null ? String.format("%4d", listed.unread()) : "left";
        return String.format("%s  %-20s  %s  %s", state, listed.name(), listed.conversation(), preview);
    }
}
