package io.minirpc.gochat.text;

/** Text of others, made harmless for a terminal: what could move its cursor or turn its text around is spelled out. */
public final class Plain {
    private static final char ZERO_WIDTH_NON_JOINER = '\u200c'; // of scripts
    private static final char ZERO_WIDTH_JOINER = '\u200d'; // of scripts and emoji

    private Plain() {}

    /**
     * Returns a text on one line, with line feeds as {@code \n} and other such characters as {@code \}{@code u001b}.
     */
    public static String text(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                out.append("\\n");
            } else if (c == '\t') {
                out.append("\\t");
            } else if (isHarmful(c) || isHalf(text, i)) {
                escape(out, c);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Returns a line of JSON in which such characters, which only stand in its strings, are escaped. */
    public static String json(String json) {
        StringBuilder out = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (isHarmful(c) || isHalf(json, i)) {
                escape(out, c);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static void escape(StringBuilder out, char c) {
        out.append(String.format("\\u%04x", (int) c));
    }

    /** Control characters, and marks of lines and of direction. */
    private static boolean isHarmful(char c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || (type == Character.FORMAT && c != ZERO_WIDTH_JOINER && c != ZERO_WIDTH_NON_JOINER)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static boolean isHalf(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
