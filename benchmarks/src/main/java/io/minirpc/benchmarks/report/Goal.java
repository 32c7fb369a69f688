package io.minirpc.benchmarks.report;

import java.util.Locale;

/** A target, and what was measured: at least so many, or at most. */
public record Goal(String subject, String column, double target, boolean atLeast, double measured, String unit) {
    boolean reached() {
        return atLeast ? measured >= target : measured <= target;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s%s (%s %s%s) %s",
                number(measured),
                unit,
                atLeast ? ">=" : "<=",
                number(target),
                unit,
                reached() ? "ok" : atLeast ? "below" : "above");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.2f", value);
    }
}
