package io.minirpc.transport;

import java.time.Duration;

/**
 * What the builders of clients and servers ask of their arguments: each returns the value, or says what it should be.
 */
public final class SettingChecks {
    private SettingChecks() {}

    /** Expects a duration of more than nothing, and no more than a year. */
    public static Duration positive(String what, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: more than nothing, up to a year)");
        }
        return value;
    }

    /** Expects a number within bounds, both included. */
    public static int inRange(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: " + min + " to " + max + ")");
        }
        return value;
    }
}
