package io.minirpc.codec;

/** Puts strings and numbers into arrays as JSON has them: what puts returns the position behind the last byte. */
final class JsonTexts {
    /** The most bytes of a UTF-16 unit: an escape of four digits. */
    static final int MAX_BYTES_PER_CHAR = 6;

    /** The most bytes of a long. */
    static final int MAX_LONG_BYTES = 20;

    private static final String HEX = "0123456789ABCDEF";

    /** For each ASCII character that cannot stand as it is what follows the backslash; 0 for all others. */
    private static final byte[] ESCAPES = escapes();

    private JsonTexts() {}

    /**
     * Puts a part of a string, without quotes, where there is room for {@link #MAX_BYTES_PER_CHAR} for each UTF-16 unit
     * and one more. A surrogate pair belongs to the part that has its first half.
     *
     * @throws CodecException if half a surrogate pair stands alone
     */
    static int putPart(String text, int from, int to, byte[] target, int position) {
        int p = position;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if (ESCAPES[c] == 0) {
                    target[p++] = (byte) c;
                } else {
                    p = putEscape(c, target, p);
                }
            } else if (c < 0x800) {
                target[p++] = (byte) (0xc0 | c >> 6);
                target[p++] = (byte) (0x80 | (c & 0x3f));
            } else if (!Character.isSurrogate(c)) {
                target[p++] = (byte) (0xe0 | c >> 12);
                target[p++] = (byte) (0x80 | (c >> 6 & 0x3f));
                target[p++] = (byte) (0x80 | (c & 0x3f));
            } else if (i == 0 || !Character.isSurrogatePair(text.charAt(i - 1), c)) {
                p = putPair(text, i, target, p);
            }
        }
        return p;
    }

    private static int putPair(String text, int i, byte[] target, int p) {
        int codePoint = text.codePointAt(i);
        if (Character.isBmpCodePoint(codePoint)) {
            throw Utf8.loneSurrogate(i);
        }
        target[p] = (byte) (0xf0 | codePoint >> 18);
        target[p + 1] = (byte) (0x80 | (codePoint >> 12 & 0x3f));
        target[p + 2] = (byte) (0x80 | (codePoint >> 6 & 0x3f));
        target[p + 3] = (byte) (0x80 | (codePoint & 0x3f));
        return p + 4;
    }

    private static int putEscape(char c, byte[] target, int position) {
        int p = position;
        target[p++] = '\\';
        target[p++] = ESCAPES[c];
        if (ESCAPES[c] == 'u') {
            target[p++] = '0';
            target[p++] = '0';
            target[p++] = (byte) HEX.charAt(c >> 4);
            target[p++] = (byte) HEX.charAt(c & 0xf);
        }
        return p;
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[0x80];
        for (int c = 0; c < ' '; c++) {
            escapes[c] = 'u';
        }
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }

    /** Puts a number where there is room for {@link #MAX_LONG_BYTES}. */
    static int putLong(long value, byte[] target, int position) {
        int p = position;
        if (value < 0) {
            target[p++] = '-';
        }
        // The negative of every number is one, but not the other way round.
        long rest = value < 0 ? value : -value;
        int end = p + digits(rest);
        for (int i = end - 1; i >= p; i--) {
            long tens = rest / 10;
            target[i] = (byte) ('0' + (10 * tens - rest));
            rest = tens;
        }
        return end;
    }

    private static int digits(long negative) {
        int digits = 1;
        for (long limit = -10; negative <= limit; limit *= 10) {
            if (++digits == MAX_LONG_BYTES - 1) {
                break;
            }
        }
        return digits;
    }
}
