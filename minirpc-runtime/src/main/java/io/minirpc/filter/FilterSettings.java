package io.minirpc.filter;

import static java.util.Objects.requireNonNull;

import io.minirpc.StatusCode;
import java.util.EnumSet;
import java.util.Set;

/** What the builders of filters ask of their arguments, beyond {@link io.minirpc.transport.SettingChecks}. */
final class FilterSettings {
    private FilterSettings() {}

    /** Expects the full name of a method, such as {@code Arith.Add}. */
    static String methodName(String fullName) {
        int dot = requireNonNull(fullName, "method").lastIndexOf('.');
        if (dot < 1 || dot == fullName.length() - 1) {
            throw new IllegalArgumentException(
                    "method: \"" + fullName + "\" (expected: service and method, such as Arith.Add)");
        }
        return fullName;
    }

    /** Expects codes of calls that failed and were not cancelled. */
    static Set<StatusCode> failureCodes(StatusCode first, StatusCode... others) {
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
    static double inRange(String what, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: " + min + " to " + max + ")");
        }
        return value;
    }
}
