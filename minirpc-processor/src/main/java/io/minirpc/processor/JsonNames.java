package io.minirpc.processor;

import io.minirpc.annotation.RpcField;
import org.jspecify.annotations.Nullable;

/** The names of things in JSON: those that {@code @RpcField} sets, or else their Java names. */
final class JsonNames {
    /** As many as readers take for the keys of maps. */
    private static final int MAX_CHARS = 256;

    private JsonNames() {}

    /** Returns the name that an annotation sets; that which Java has where it sets none. */
    static String of(@Nullable RpcField settings, CharSequence javaName) {
        return settings == null || settings.name().isEmpty() ? javaName.toString() : settings.name();
    }

    /** Reports a name that is too long, cannot be written, or shows differently from what it is. */
    static void check(String name, Place place, Reporter reporter) {
        if (name.length() > MAX_CHARS || !name.codePoints().allMatch(JsonNames::isUsable)) {
            reporter.report(place, Problem.BAD_JSON_NAME, escaped(name));
        }
    }

    /** Returns whether a character may be part of a name; half a surrogate pair has no UTF-8. */
    private static boolean isUsable(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }

    private static String escaped(String name) {
        StringBuilder escaped = new StringBuilder();
        name.codePoints().limit(MAX_CHARS).forEach(codePoint -> {
            if (isUsable(codePoint)) {
                escaped.appendCodePoint(codePoint);
            } else {
                escaped.append(String.format("\\u%04x", codePoint));
            }
        });
        return escaped.toString();
    }
}
