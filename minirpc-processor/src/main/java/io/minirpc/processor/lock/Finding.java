package io.minirpc.processor.lock;

/** A difference between a contract and a lock, with what to do about it. */
public record Finding(Severity severity, Key key, String text) {
    /** Returns the finding of a break that a person has accepted. */
    Finding accepted(String reason) {
        return new Finding(Severity.NOTE, key, text + " (accepted: " + reason + ")");
    }

    @Override
    public String toString() {
        return severity + ": " + key + ": " + text;
    }
}
