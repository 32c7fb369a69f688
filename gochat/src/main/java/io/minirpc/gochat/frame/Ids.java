package io.minirpc.gochat.frame;

/** Ids of 64 bits as texts of decimal digits, since numbers in JavaScript end at 2^53. */
public final class Ids {
    private Ids() {}

    /** Reads an id in its one canonical form; 0, which is no id, for every other text. */
    public static long parse(String text) {
        if (text.isEmpty() || text.length() > 19 || text.charAt(0) == '0') {
            return 0;
        }
        long id = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            id = id * 10 + digit;
        }
        return Math.max(id, 0); // 19 digits overflow into the sign at most
    }

    public static String text(long id) {
        return Long.toString(id);
    }
}
