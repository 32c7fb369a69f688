package io.minirpc.processor.lock;

/**
 * The effect of a change of type on the values.
 *
 * @param text a clause, empty where nothing changes
 */
record Verdict(Severity severity, String text) {
    static final Verdict SAME = new Verdict(Severity.NONE, "");

    static Verdict note(String text) {
        return new Verdict(Severity.NOTE, text);
    }

    static Verdict warning(String text) {
        return new Verdict(Severity.WARNING, text);
    }

    static Verdict error(String text) {
        return new Verdict(Severity.ERROR, text);
    }

    boolean isError() {
        return severity == Severity.ERROR;
    }

    Verdict or(Verdict other) {
        return other.severity.compareTo(severity) > 0 ? other : this;
    }
}
