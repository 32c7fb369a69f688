package io.minirpc.gochat.account;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The rules for names. A user name has one canonical form, which Java computes, so that nothing depends on the
 * collation of a database: NFKC, lower case, 2 to 32 of {@code a-z 0-9 . _ -}. Anything else is refused and never
 * folded to something near: Günter does not become gunter.
 */
final class Names {
    private static final int MAX_INPUT = 128; // NFKC makes up to 18 characters of one
    private static final int MAX_DISPLAY = 64;
    private static final Pattern CANONICAL = Pattern.compile("[a-z0-9._-]{2,32}");
    private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private Names() {}

    /**
     * Returns the canonical form of a user name.
     *
     * @throws RefusedException if it has none
     */
    static String canonical(String name) {
        if (name.length() <= MAX_INPUT) {
            String folded = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
            if (CANONICAL.matcher(folded).matches()) {
                return folded;
            }
        }
        throw RefusedException.invalid("name: " + Texts.shown(name) + " (expected: 2 to 32 of a-z 0-9 . _ -)");
    }

    /**
     * Returns a display name without white space at its ends.
     *
     * @throws RefusedException if it is empty, longer than 64 code points, or holds what is no text: control
     *     characters, line ends, marks that reverse the direction of what follows, halves of surrogate pairs
     */
    static String display(String display) {
        String stripped = display.strip();
        int length = stripped.codePointCount(0, stripped.length());
        if (length < 1 || length > MAX_DISPLAY) {
            throw RefusedException.invalid(
                    "display: " + length + " characters (expected: 1 to " + MAX_DISPLAY + " that are not blank)");
        }
        stripped.codePoints().filter(c -> !isText(c)).findFirst().ifPresent(c -> {
            throw RefusedException.invalid(
                    "display: the character U+%04X (expected: no control character)".formatted(c));
        });
        if (stripped.codePoints().noneMatch(Names::isVisible)) {
            throw RefusedException.invalid("display: nothing that is visible (expected: 1 to 64 characters)");
        }
        return stripped;
    }

    /**
     * Checks the name of a device.
     *
     * @throws RefusedException if it is none
     */
    static String device(String device) {
        if (!DEVICE.matcher(device).matches()) {
            throw RefusedException.invalid(
                    "device: " + Texts.shown(device) + " (expected: 1 to 64 of A-Z a-z 0-9 . _ -)");
        }
        return device;
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
