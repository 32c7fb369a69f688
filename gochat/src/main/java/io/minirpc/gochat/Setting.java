package io.minirpc.gochat;

import java.util.Locale;
import java.util.function.Function;

/**
 * Something that can be set, by a flag {@code --name}, the environment ({@code GOCHAT_NAME}) or a line {@code name =
 * value} of a file.
 *
 * @param name in lower case, with hyphens
 * @param label what stands for the value in the help
 * @param help a sentence without its default
 * @param fallback the value where nothing was set
 * @param expected which values are taken, for errors
 * @param read reads a value; throws an {@link IllegalArgumentException} of any text where it is not taken
 */
record Setting<T>(String name, String label, String help, String fallback, String expected, Function<String, T> read) {
    String flag() {
        return "--" + name;
    }

    String variable() {
        return "GOCHAT_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
