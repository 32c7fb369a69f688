package io.minirpc.processor.lock;

import java.util.Locale;

/** The severities of findings, mildest first. */
public enum Severity {
    /** No change. */
    NONE,
    /** A change that the next update records. */
    NOTE,
    /** A change by which peers lose something, in a way that cannot be mistaken. */
    WARNING,
    /** A break: a value would be lost in silence, or read as another. */
    ERROR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
