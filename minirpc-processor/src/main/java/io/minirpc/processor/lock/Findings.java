package io.minirpc.processor.lock;

import java.util.ArrayList;
import java.util.List;

/** Collects findings, those of accepted breaks as notes. */
final class Findings {
    private final Acceptance acceptance;
    private final List<Finding> list = new ArrayList<>();

    Findings(Acceptance acceptance) {
        this.acceptance = acceptance;
    }

    /** Adds a finding that nobody can accept, or need accept. */
    void add(Severity severity, Key key, String text) {
        list.add(new Finding(severity, key, text));
    }

    /**
     * Adds a finding about a line.
     *
     * @param line the key of the line in the lock, which differs from the key where a type was moved
     */
    void add(Severity severity, Key key, Key line, String text) {
        String reason = reason(key, line);
        boolean canAccept = severity.compareTo(Severity.NOTE) > 0;
        if (canAccept && !reason.isEmpty()) {
            list.add(new Finding(severity, key, text).accepted(reason));
        } else {
            add(severity, key, canAccept ? text + advice(severity, line) : text);
        }
    }

    private static String advice(Severity severity, Key line) {
        String command = "run \"lock accept " + line + " REASON\"";
        return severity == Severity.ERROR ? "; or " + command : "; where that is meant, " + command;
    }

    boolean isAccepted(Key key, Key line) {
        return !reason(key, line).isEmpty();
    }

    private String reason(Key key, Key line) {
        String reason = acceptance.reason(line);
        return reason.isEmpty() ? acceptance.reason(key) : reason;
    }

    List<Finding> list() {
        return List.copyOf(list);
    }
}
