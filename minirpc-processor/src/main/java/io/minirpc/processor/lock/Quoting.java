package io.minirpc.processor.lock;

import java.util.regex.Pattern;

/** The spelling of names in a lock: as they are, or as JSON strings where other characters occur in them. */
final class Quoting {
    static final Pattern NAME = Pattern.compile("[\\w$-]+");
    static final Pattern DOTTED = Pattern.compile("[\\w$.-]+");
    static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private Quoting() {}

    /** Returns the name of a field, constant, leaf, parameter or method as a lock has it. */
    static String name(String name) {
        return NAME.matcher(name).matches() ? name : quoted(name);
    }

    /** Returns the name of a service as a lock has it. */
    static String dotted(String name) {
        return DOTTED.matcher(name).matches() ? name : quoted(name);
    }

    private static String quoted(String name) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (isVisible(c)) {
                text.append(c);
            } else {
                text.append(String.format("\\u%04x", (int) c));
            }
        }
        return text.append('"').toString();
    }

    private static boolean isVisible(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    /** Returns what a JSON string stands for, by the text between its quotes. */
    static String unquoted(String text) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                name.append(c);
            } else if (text.charAt(++i) == 'u') {
                name.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                name.append(text.charAt(i));
            }
        }
        return name.toString();
    }
}
