package io.minirpc.codec;

/**
 * Numbers as texts, as JSON has them: Java's own parsers also take a plus sign, blanks, digits of other scripts,
 * hexadecimal floats and type suffixes, and make infinity of what is too large.
 */
final class NumberTexts {
    /** The longest text of a number that is turned into one: parsing takes more than linear time. */
    static final int MAX_CHARS = 4_096;

    private NumberTexts() {}

    /** Returns a text that can only be an integer. */
    static String integer(String text) {
        return checked(text, "0123456789-");
    }

    /** Returns a text that can only be a number, such as -1.5E+10. */
    static String number(String text) {
        if (text.startsWith("+")) {
            throw new NumberFormatException(text);
        }
        return checked(text, "0123456789-+.eE");
    }

    static float parseFloat(String text) {
        return isSpecial(text) ? Float.parseFloat(text) : finite(Float.parseFloat(number(text)));
    }

    static double parseDouble(String text) {
        return isSpecial(text) ? Double.parseDouble(text) : finite(Double.parseDouble(number(text)));
    }

    static float finite(float value) {
        if (!Float.isFinite(value)) {
            throw new CodecException("a number that is too large (expected: one in the range of float)");
        }
        return value;
    }

    static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new CodecException("a number that is too large (expected: one in the range of double)");
        }
        return value;
    }

    private static boolean isSpecial(String text) {
        return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
    }

    private static String checked(String text, String allowed) {
        if (text.length() > MAX_CHARS) {
            throw new CodecException(
                    "a number of " + text.length() + " characters (expected: at most " + MAX_CHARS + ")");
        }
        for (int i = 0; i < text.length(); i++) {
            if (allowed.indexOf(text.charAt(i)) < 0) {
                throw new NumberFormatException(text);
            }
        }
        return text;
    }
}
