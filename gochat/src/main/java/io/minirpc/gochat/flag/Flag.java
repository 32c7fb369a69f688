package io.minirpc.gochat.flag;

import java.time.Duration;

/**
 * A flag of a command line. Thread-safe.
 *
 * @param name with its hyphens
 * @param label what stands for the value in the help; empty where the flag has none
 * @param help a sentence without its default
 * @param fallback the value where the flag was not set; empty for none
 * @param isRepeated whether it may be set more than once
 */
public record Flag<T>(String name, String label, String help, String fallback, Kind<T> kind, boolean isRepeated) {
    public Flag(String name, String label, String help, String fallback, Kind<T> kind) {
        this(name, label, help, fallback, kind, false);
    }

    /** Returns a flag of a number between two, which are taken too. */
    public static Flag<Integer> number(String name, String help, String fallback, int from, int to) {
        return new Flag<>(name, "N", help, fallback, Kind.number(from, to));
    }

    /** Returns a flag of a time, such as {@code 60s} or {@code 500ms}. */
    public static Flag<Duration> time(String name, String help, String fallback) {
        Kind<Duration> kind = Kind.time(0, 1_000_000).expecting("a time such as 60s or 500ms");
        return new Flag<>(name, "TIME", help, fallback, kind);
    }

    /** Returns a flag without a value, which is set or not. */
    public static Flag<Boolean> toggle(String name, String help) {
        return new Flag<>(name, "", help, "", new Kind<>("no value", text -> true));
    }

    /** Returns the flag as one that may be set more than once. */
    public Flag<T> repeated() {
        return new Flag<>(name, label, help, fallback, kind, true);
    }

    boolean isToggle() {
        return label.isEmpty();
    }
}
