package io.minirpc.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks over a JSON text before it is parsed: whether it is UTF-8, which the parser does not look at closely enough,
 * and whether it has escapes. One pass for both, eight bytes at a time where all are ASCII.
 */
final class JsonScan {
    static final int NOT_UTF8 = -1;
    static final int NO_ESCAPES = 0;
    static final int ESCAPES = 1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long BACKSLASHES = '\\' * LOW_BITS;

    private JsonScan() {}

    /** Returns NOT_UTF8, or whether there are backslashes in what is UTF-8. */
    static int scan(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int i = offset;
        long backslashes = 0;
        while (i < end) {
            if (end - i >= Long.BYTES) {
                long word = (long) LONGS.get(bytes, i);
                if ((word & HIGH_BITS) == 0) {
                    backslashes |= zeros(word ^ BACKSLASHES);
                    i += Long.BYTES;
                    continue;
                }
            }
            if (bytes[i] >= 0) {
                backslashes |= bytes[i] == '\\' ? 1 : 0;
                i++;
            } else {
                int size = Utf8.sequenceSize(bytes, i, end);
                if (size == 0) {
                    return NOT_UTF8;
                }
                i += size;
            }
        }
        return backslashes == 0 ? NO_ESCAPES : ESCAPES;
    }

    /** Returns something other than 0 where one of eight bytes, none of which has its high bit set, is 0. */
    private static long zeros(long word) {
        return (word - LOW_BITS) & HIGH_BITS;
    }
}
