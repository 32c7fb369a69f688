package io.minirpc.gochat.frame;

import java.util.Optional;
import java.util.OptionalInt;

/** The rules for the names of users and groups as others are shown them: free text, but nothing that disguises. */
public final class DisplayNames {
    private static final int MAX = 64;

    private DisplayNames() {}

    /**
     * Returns what is wrong with a name whose ends were stripped, as the value seen and the value expected: it is
     * empty, longer than 64 code points, invisible, or holds what is no text (control characters, line ends, marks that
     * reverse the direction of what follows, halves of surrogate pairs). Empty where nothing is wrong.
     */
    public static Optional<String> flawOf(String name) {
        return flawOf(name, MAX);
    }

    /**
     * Returns what is wrong, by the same rules, with another human-readable text of one line.
     *
     * @param max the largest number of code points
     */
    public static Optional<String> flawOf(String name, int max) {
        int length = name.codePointCount(0, name.length());
        if (length < 1 || length > max) {
            return Optional.of(length + " characters (expected: 1 to " + max + " that are not blank)");
        }
        OptionalInt wrong = name.codePoints().filter(point -> !isText(point)).findFirst();
        if (wrong.isPresent()) {
            return Optional.of("the character U+%04X (expected: no control character)".formatted(wrong.getAsInt()));
        }
        return name.codePoints().anyMatch(DisplayNames::isVisible)
                ? Optional.empty()
                : Optional.of("nothing that is visible (expected: 1 to " + max + " characters)");
    }

    private static boolean isText(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> !isDirectionMark(codePoint);
        };
    }

    /** Returns whether a character embeds, overrides or isolates a direction, which can disguise a name. */
    private static boolean isDirectionMark(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    private static boolean isVisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.FORMAT && type != Character.SPACE_SEPARATOR && type != Character.UNASSIGNED;
    }
}
