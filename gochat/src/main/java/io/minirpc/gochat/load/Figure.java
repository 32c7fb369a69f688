package io.minirpc.gochat.load;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A figure that was measured, beside its floor.
 *
 * @param floor the least, or the most, that it should be; null for none
 * @param atLeast whether the floor is the least
 */
@RpcMessage
record Figure(
        String name,
        double value,
        String unit,
        @Nullable Double floor,
        @RpcField(name = "at_least") boolean atLeast) {
    private static final double EXACT = 100;

    static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, null, true);
    }

    /** Returns the figure with the least that it should be. */
    Figure atLeast(double least) {
        return new Figure(name, value, unit, least, true);
    }

    /** Returns the figure with the most that it should be. */
    Figure atMost(double most) {
        return new Figure(name, value, unit, most, false);
    }

    /** Returns whether the floor is kept; a figure without one keeps it. */
    boolean isKept() {
        return floor == null || (atLeast ? value >= floor : value <= floor);
    }

    /** Returns the value as text, without its unit. */
    String shown() {
        return String.format(Locale.ROOT, Math.abs(value) >= EXACT ? "%,.0f" : "%.1f", value);
    }

    /** Returns the floor and whether it is kept; empty without one. */
    String verdict() {
        if (floor == null) {
            return "";
        }
        String bound = BigDecimal.valueOf(floor).stripTrailingZeros().toPlainString();
        return (atLeast ? ">= " : "<= ") + bound + (isKept() ? " ok" : atLeast ? " below" : " above");
    }
}
