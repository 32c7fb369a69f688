package io.minirpc.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** Tells whether bytes are UTF-8. */
    public static boolean isValid(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int i = offset;
        while (i < end) {
            if (end - i >= Long.BYTES && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
                i += Long.BYTES;
            } else if (bytes[i] >= 0) {
                i++;
            } else {
                int size = sequenceSize(bytes, i, end);
                if (size == 0) {
                    return false;
                }
                i += size;
            }
        }
        return true;
    }

    /**
     * Returns the size of the well-formed sequence of two to four bytes at i, or 0; table 3-7 of the Unicode standard.
     */
    private static int sequenceSize(byte[] bytes, int i, int end) {
        int first = bytes[i] & 0xff;
        int size = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (size == 0 || size > end - i) {
            return 0;
        }
        int second = bytes[i + 1] & 0xff;
        int lowest = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int highest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int k = 2; k < size; k++) {
            if ((bytes[i + k] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return size;
    }

    /**
     * Writes a string's bytes into an array that has room for three per UTF-16 unit.
     *
     * @return the position behind the last byte
     * @throws CodecException if a surrogate stands alone
     */
    static int encode(String text, byte[] target, int position) {
        int length = text.length();
        int p = position;
        int i = 0;
        for (; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                break;
            }
            target[p++] = (byte) c;
        }
        return i == length ? p : encodeRest(text, i, target, p);
    }

    private static int encodeRest(String text, int from, byte[] target, int position) {
        int length = text.length();
        int p = position;
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                target[p++] = (byte) c;
            } else if (c < 0x800) {
                target[p++] = (byte) (0xc0 | (c >> 6));
                target[p++] = (byte) (0x80 | (c & 0x3f));
            } else if (!Character.isSurrogate(c)) {
                target[p++] = (byte) (0xe0 | (c >> 12));
                target[p++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                target[p++] = (byte) (0x80 | (c & 0x3f));
            } else {
                int codePoint = text.codePointAt(i);
                if (Character.isBmpCodePoint(codePoint)) {
                    throw loneSurrogate(i);
                }
                target[p++] = (byte) (0xf0 | (codePoint >> 18));
                target[p++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
                target[p++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
                target[p++] = (byte) (0x80 | (codePoint & 0x3f));
                i++;
            }
        }
        return p;
    }

    /** Checks that no surrogate of a text stands alone. */
    static void checkSurrogates(String text) {
        int lone = indexOfLoneSurrogate(text);
        if (lone >= 0) {
            throw loneSurrogate(lone);
        }
    }

    /** Tells whether no surrogate of a text stands alone. */
    static boolean isWellFormed(String text) {
        return indexOfLoneSurrogate(text) < 0;
    }

    private static int indexOfLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.isBmpCodePoint(text.codePointAt(i))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    private static CodecException loneSurrogate(int index) {
        return new CodecException(
                "the string has half a surrogate pair at index " + index + ", which UTF-8 cannot carry");
    }
}
