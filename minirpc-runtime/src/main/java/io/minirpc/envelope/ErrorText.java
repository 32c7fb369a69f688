package io.minirpc.envelope;

import io.netty.buffer.ByteBufUtil;

/** Shortens the texts of errors: an error has to arrive, its whole text has not. */
final class ErrorText {
    /** As much as the form of codec 1 has room for. */
    static final int MAX_BYTES = 0xffff;

    private static final String ELLIPSIS = "…";
    private static final int ELLIPSIS_BYTES = 3;

    private ErrorText() {}

    /** Returns a text that has at most so many bytes in UTF-8; where something is left out, "…" is at its end. */
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
