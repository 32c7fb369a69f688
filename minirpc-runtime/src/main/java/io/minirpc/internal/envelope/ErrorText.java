package io.minirpc.internal.envelope;

import io.netty.buffer.ByteBufUtil;

/** Shortens the texts of errors that are too long to be sent. */
final class ErrorText {
    /** The longest text that fits the form of codec 1. */
    static final int MAX_BYTES = 0xffff;

    private static final String ELLIPSIS = "…";
    private static final int ELLIPSIS_BYTES = 3;

    private ErrorText() {}

    /** Returns a text of at most so many bytes in UTF-8, which ends in "…" if it was shortened. */
    static String cut(String text, int maxBytes) {
        if (text.length() <= maxBytes / 4 || ByteBufUtil.utf8Bytes(text) <= maxBytes) {
            return text;
        }
        int bytes = 0;
        int end = 0;
        while (true) {
            int codePoint = text.codePointAt(end);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > maxBytes - ELLIPSIS_BYTES) {
                return text.substring(0, end) + ELLIPSIS;
            }
            end += Character.charCount(codePoint);
        }
    }
}
