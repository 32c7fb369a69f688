package io.minirpc.internal;

import static java.util.Objects.requireNonNull;

import io.minirpc.StatusCode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Checks of settings, which return the value or say what it should be, and conversions of durations to numbers that
 * cannot overflow.
 */
public final class Checks {
    private static final Duration LONGEST = Duration.ofDays(365);

    private Checks() {}

    /** Expects a duration of more than nothing, and no more than a year. */
    public static Duration positive(String what, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: more than nothing, up to a year)");
        }
        return value;
    }

    /**
     * Returns a time to wait in nanoseconds, which can be added to {@link System#nanoTime}: zero for negative
     * durations, a year for longer ones, however long.
     */
    public static long nanosToWait(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return (duration.compareTo(LONGEST) < 0 ? duration : LONGEST).toNanos();
    }

    /**
     * Returns a timeout in milliseconds for Netty, which takes an int and 0 as no timeout: rounded up, from 1 to
     * {@link Integer#MAX_VALUE}, which is 24 days.
     */
    public static int timeoutMillis(Duration duration) {
        Duration longest = Duration.ofMillis(Integer.MAX_VALUE);
        if (duration.compareTo(longest) >= 0) {
            return Integer.MAX_VALUE;
        }
        return (int) Math.max(1, duration.plusNanos(999_999).toMillis());
    }

    /** Expects a number within bounds, both included. */
    public static long inRange(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: " + min + " to " + max + ")");
        }
        return value;
    }

    /** Expects a number within bounds, both included. */
    public static int inRange(String what, int value, int min, int max) {
        return (int) inRange(what, (long) value, min, max);
    }

    /** Expects the full name of a method, such as {@code Arith.Add}. */
    public static String methodName(String fullName) {
        int dot = requireNonNull(fullName, "method").lastIndexOf('.');
        if (dot < 1 || dot == fullName.length() - 1) {
            throw new IllegalArgumentException(
                    "method: \"" + fullName + "\" (expected: service and method, such as Arith.Add)");
        }
        return fullName;
    }

    /** Expects codes of calls that failed and were not cancelled. */
    public static Set<StatusCode> failureCodes(StatusCode first, StatusCode... others) {
        Set<StatusCode> codes = EnumSet.of(first, others);
        for (StatusCode code : codes) {
            if (code == StatusCode.OK || code == StatusCode.CANCELLED) {
                throw new IllegalArgumentException(
                        "codes: " + code + " (expected: codes of calls that failed and were not cancelled)");
            }
        }
        return codes;
    }

    /** Expects a number within bounds, both included. */
    public static double inRange(String what, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: " + min + " to " + max + ")");
        }
        return value;
    }
}
