package io.minirpc.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the values of Protocol Buffers' wire format, one behind the other, and never past the end of the current one.
 */
abstract class WireInput {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final char[] NO_CHARS = {};
    private static final int FEW_CHARS = 64;

    final byte[] buffer;
    final Limits limits;

    /** Where the next value starts. */
    int position;

    /** Where the current message or other value with a length ends. */
    int end;

    /** What the current field starts with: its number, its wire type, and in the sign bit whether it is a companion. */
    int tag;

    private int depth;

    /** Room for a string's characters while it is read. */
    private char[] chars = NO_CHARS;

    WireInput(byte[] bytes, int offset, int length, Limits limits) {
        buffer = bytes;
        position = offset;
        end = offset + length;
        this.limits = limits;
    }

    /** Returns the number of the current field, for messages. */
    final int number() {
        return (tag & ~WireType.COMPANION_TAG) >>> 3;
    }

    final byte narrowToByte(int value) {
        if (value != (byte) value) {
            throw outOfRange(value, "byte");
        }
        return (byte) value;
    }

    final short narrowToShort(int value) {
        if (value != (short) value) {
            throw outOfRange(value, "short");
        }
        return (short) value;
    }

    final char narrowToChar(int value) {
        if (value != (char) value) {
            throw outOfRange(value, "char");
        }
        return (char) value;
    }

    final int readInt32Value() {
        long value = readVarint64();
        if (value != (int) value) {
            throw outOfRange(value, "int");
        }
        return (int) value;
    }

    final int readSint32Value() {
        long value = readSint64Value();
        if (value != (int) value) {
            throw outOfRange(value, "int");
        }
        return (int) value;
    }

    final long readSint64Value() {
        long value = readVarint64();
        return value >>> 1 ^ -(value & 1);
    }

    final int readFixed32() {
        require(Integer.BYTES);
        int value = (int) INTS.get(buffer, position);
        position += Integer.BYTES;
        return value;
    }

    final long readFixed64() {
        require(Long.BYTES);
        long value = (long) LONGS.get(buffer, position);
        position += Long.BYTES;
        return value;
    }

    final String readStringValue() {
        int length = readLength();
        int start = position;
        position = start + length;
        if (length <= limits.maxStringLength()) {
            if (Utf8.isAscii(buffer, start, length)) {
                return new String(buffer, start, length, StandardCharsets.ISO_8859_1);
            }
            if (chars.length < length) {
                chars = new char[Math.max(length, FEW_CHARS)];
            }
            String value = Utf8.decode(buffer, start, length, chars);
            if (value != null) {
                return value;
            }
        }
        return checkedString(start, length);
    }

    private String checkedString(int start, int length) {
        // Java replaces what is not UTF-8 by U+FFFD, so only a string that has one needs a second look.
        String value = new String(buffer, start, length, StandardCharsets.UTF_8);
        if (value.length() > limits.maxStringLength()) {
            throw new CodecException("a string of " + value.length() + " characters (expected: at most "
                    + limits.maxStringLength() + ")");
        }
        if (value.indexOf('\uFFFD') >= 0 && !Utf8.isValid(buffer, start, length)) {
            throw new CodecException("field " + number() + ": a string that is not UTF-8");
        }
        return value;
    }

    final byte[] readBytesValue() {
        int length = readLength();
        byte[] value = Arrays.copyOfRange(buffer, position, position + length);
        position += length;
        return value;
    }

    /** Goes into a message, collection or map: what JSON has as an object or an array. */
    final void enter() {
        if (++depth > limits.maxDepth()) {
            throw new CodecException("nested deeper than " + limits.maxDepth() + " levels");
        }
    }

    /** Comes out of what {@link #enter} went into. */
    final void leave() {
        depth--;
    }

    /** Narrows the reader to a value with a length and returns what {@link #endLength} wants to know. */
    final int beginLength() {
        int length = readLength();
        int outer = end;
        end = position + length;
        return outer;
    }

    /** Leaves a value with a length. */
    final void endLength(int outer) {
        position = end;
        end = outer;
    }

    /** Returns whether the current value with a length has more. */
    final boolean hasMore() {
        return position < end;
    }

    /** Returns how many bytes the current value still has. */
    final int remaining() {
        return end - position;
    }

    /** Returns how many values of a wire type the current value with a length holds, at most as many as may be read. */
    final int countPacked(int wireType) {
        int count = 0;
        switch (wireType) {
            case WireType.FIXED32 -> count = remaining() / Integer.BYTES;
            case WireType.FIXED64 -> count = remaining() / Long.BYTES;
            default -> {
                for (int i = position; i < end; i++) {
                    count += ~buffer[i] >>> 31; // only the last byte of a varint is not negative
                }
            }
        }
        return Math.min(count, limits.maxElements());
    }

    // One byte is the usual case, and is all that the JVM puts into its callers; the rest is a call.

    final int readLength() {
        int p = position;
        int length = p < end ? buffer[p] : -1;
        if (length < 0) {
            length = readVarint32();
        } else {
            position = p + 1;
        }
        if (length < 0 || length > end - position) {
            throw badLength(length);
        }
        return length;
    }

    final int readTag() {
        int read = readVarint32();
        if (read >>> 3 == 0) {
            throw new CodecException("field number 0 (expected: 1 or more)");
        }
        return read;
    }

    final int readVarint32() {
        long value = readVarint64();
        if (value >>> 32 != 0) {
            throw new CodecException("a tag or length of " + Long.toUnsignedString(value) + " (expected: 32 bits)");
        }
        return (int) value;
    }

    final long readVarint64() {
        int p = position;
        if (p < end && buffer[p] >= 0) {
            position = p + 1;
            return buffer[p];
        }
        return readLongVarint();
    }

    private long readLongVarint() {
        long value = 0;
        int p = position;
        for (int shift = 0; shift < 70 && p < end; shift += 7) {
            byte b = buffer[p++];
            value |= (b & 0x7fL) << shift;
            if (b >= 0 && (shift < 63 || b <= 1)) {
                position = p;
                return value;
            }
        }
        if (p == end) {
            position = p;
            throw cutOff(1);
        }
        throw new CodecException("field " + number() + ": a varint of more than 64 bits");
    }

    /** Skips the value behind a tag. */
    final void skip(int skipped) {
        switch (skipped & 7) {
            case WireType.VARINT -> readVarint64();
            case WireType.FIXED64 -> skipBytes(Long.BYTES);
            case WireType.LENGTH -> skipBytes(readLength());
            case WireType.START_GROUP -> skipGroup(skipped);
            case WireType.FIXED32 -> skipBytes(Integer.BYTES);
            default ->
                throw new CodecException(
                        "field " + (skipped >>> 3) + ": wire type " + (skipped & 7) + " (expected: 0, 1, 2, 3 or 5)");
        }
    }

    private void skipGroup(int start) {
        enter();
        int endTag = (start & ~7) | WireType.END_GROUP;
        for (int next = readTag(); next != endTag; next = readTag()) {
            skip(next);
        }
        leave();
    }

    private void skipBytes(int count) {
        require(count);
        position += count;
    }

    private void require(int count) {
        if (count > end - position) {
            throw cutOff(count);
        }
    }

    private CodecException cutOff(int count) {
        return new CodecException("field " + number() + ": cut off, " + (end - position) + " bytes are left (expected: "
                + count + " or more)");
    }

    private CodecException badLength(int length) {
        return new CodecException("field " + number() + ": a length of " + Integer.toUnsignedString(length)
                + " bytes (expected: at most the " + (end - position) + " that are left)");
    }

    private CodecException outOfRange(long value, String type) {
        return new CodecException(
                "field " + number() + ": " + value + " (expected: a number in the range of " + type + ")");
    }
}
