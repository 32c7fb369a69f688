package io.minirpc.gochat;

import io.minirpc.gochat.flag.Kind;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Something that can be set, by a flag {@code --name}, the environment ({@code GOCHAT_NAME}) or a line {@code name =
 * value} of a file.
 *
 * @param name in lower case, with hyphens
 * @param label what stands for the value in the help
 * @param help a sentence without its default
 * @param fallback the value where nothing was set
 * @param roles the roles that have it
 * @param isSecret whether errors leave its value out
 */
record Setting<T>(
        String name,
        String label,
        String help,
        String fallback,
        Kind<T> kind,
        Set<ProcessRole> roles,
        boolean isSecret) {
    Setting(String name, String label, String help, String fallback, Kind<T> kind) {
        this(name, label, help, fallback, kind, EnumSet.allOf(ProcessRole.class), false);
    }

    Setting(String name, String label, String help, String fallback, String expected, Function<String, T> reader) {
        this(name, label, help, fallback, new Kind<>(expected, reader));
    }

    /** Returns the setting as one of some roles only. */
    Setting<T> of(ProcessRole first, ProcessRole... others) {
        return new Setting<>(name, label, help, fallback, kind, EnumSet.of(first, others), isSecret);
    }

    /** Returns the setting as one whose value is never printed. */
    Setting<T> secret() {
        return new Setting<>(name, label, help, fallback, kind, roles, true);
    }

    String flag() {
        return "--" + name;
    }

    String variable() {
        return "GOCHAT_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
