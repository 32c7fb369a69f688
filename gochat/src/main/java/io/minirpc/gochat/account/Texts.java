package io.minirpc.gochat.account;

/** Texts from outside, as error messages show them. */
final class Texts {
    private static final int MAX_SHOWN = 64;

    private Texts() {}

    /** Returns a text in quotes, cut, with whatever is not plain ASCII escaped. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder("\"");
        text.chars().limit(MAX_SHOWN).forEach(c -> {
            if (c >= ' ' && c < 0x7F) {
                shown.append((char) c);
            } else {
                shown.append("\\u%04x".formatted(c));
            }
        });
        return shown.append(text.length() > MAX_SHOWN ? "…\"" : "\"").toString();
    }

    /** Returns whether a text has no half of a surrogate pair, so that UTF-8 can hold it. */
    static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }
}
