package io.minirpc.benchmarks.report;

import java.math.BigDecimal;
import java.util.Locale;

/** A target, and what was measured: at least so many, or at most. */
public record Goal(String subject, String column, double target, boolean atLeast, double measured, String unit) {
    private static final double EXACT = 100;

    boolean reached() {
        return atLeast ? measured >= target : measured <= target;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s%s (%s %s%s) %s",
                String.format(Locale.ROOT, measured >= EXACT ? "%.0f" : "%.2f", measured),
                unit,
                atLeast ? ">=" : "<=",
                BigDecimal.valueOf(target).stripTrailingZeros().toPlainString(),
                unit,
                reached() ? "ok" : atLeast ? "below" : "above");
    }
}
