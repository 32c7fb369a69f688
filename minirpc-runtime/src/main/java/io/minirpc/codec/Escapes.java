package io.minirpc.codec;

/** Texts from anyone, made harmless in a line of a log: nothing in them ends the line, colours it or is looked up. */
final class Escapes {
    private Escapes() {}

    /**
     * Appends a part of a text as it may stand within quotes: quotes and backslashes behind a backslash, what is not
     * visible or turns the direction of the line as escapes, and never a dollar sign before a brace, which some loggers
     * take for a look-up.
     *
     * @param to where the part ends; half a surrogate pair there counts as alone
     */
    static void append(CharSequence text, int to, StringBuilder out) {
        int i = 0;
        while (i < to) {
            int c = text.charAt(i);
            if (i + 1 < to && Character.isSurrogatePair((char) c, text.charAt(i + 1))) {
                c = Character.toCodePoint((char) c, text.charAt(i + 1));
            }
            append(c, out);
            i += Character.charCount(c);
        }
    }

    private static void append(int c, StringBuilder out) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '"', '\\' -> out.append('\\').append((char) c);
            case '{' -> out.append(isAfterDollar(out) ? "\\{" : "{");
            default -> {
                if (isHarmless(c)) {
                    out.appendCodePoint(c);
                } else {
                    appendUnits(c, out);
                }
            }
        }
    }

    static boolean isAfterDollar(StringBuilder out) {
        return !out.isEmpty() && out.charAt(out.length() - 1) == '$';
    }

    private static boolean isHarmless(int c) {
        if (c < 0x7f) {
            return c >= ' ';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    private static void appendUnits(int c, StringBuilder out) {
        for (char unit : Character.toChars(c)) {
            String hex = Integer.toHexString(unit);
            out.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
        }
    }
}
