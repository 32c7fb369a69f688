package io.minirpc.internal.envelope;

import io.minirpc.codec.CodecException;
import io.minirpc.codec.Utf8;
import io.minirpc.codec.WireWriter;
import java.nio.charset.StandardCharsets;

/** Reads an envelope's parts one after the other; every length is held against what is there. Not thread-safe. */
final class Bytes {
    private static final int MAX_VARINT_BITS = 63;

    private final byte[] bytes;
    private final int end;
    private int position;

    Bytes(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        position = offset;
        end = offset + length;
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    int u8(String what) {
        need(1, what);
        return bytes[position++] & 0xff;
    }

    int u16(String what) {
        need(2, what);
        return u8(what) << 8 | u8(what);
    }

    long u32(String what) {
        need(4, what);
        return (long) u16(what) << 16 | u16(what);
    }

    long u64(String what) {
        need(8, what);
        return u32(what) << 32 | u32(what);
    }

    /** Reads a varint of a number from 0 to 2^63 - 1. */
    long varint(String what) {
        long value = 0;
        for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
            int b = u8(what);
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new CodecException(what + ": a varint longer than nine bytes");
    }

    /** Checks that length bytes are there, skips them and returns where they start. */
    int skip(long length, String what) {
        need(length, what);
        int start = position;
        position += (int) length;
        return start;
    }

    String text(long length, String what) {
        int start = skip(length, what);
        if (!Utf8.isValid(bytes, start, (int) length)) {
            throw new CodecException(what + " is not UTF-8");
        }
        return new String(bytes, start, (int) length, StandardCharsets.UTF_8);
    }

    private void need(long count, String what) {
        if (count > remaining()) {
            throw new CodecException(what + ": " + count + " bytes announced, " + remaining() + " left");
        }
    }

    /** Writes a text behind its length in bytes as a varint. */
    static void writeText(WireWriter out, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeVarint32(utf8.length);
        out.writeRaw(utf8, 0, utf8.length);
    }
}
