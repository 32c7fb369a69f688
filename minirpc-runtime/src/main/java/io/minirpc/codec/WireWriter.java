package io.minirpc.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages in Protocol Buffers' wire format into an array that grows, for generated codecs and the runtime. The
 * methods that take a field's number write nothing for zero, false and null, which is what an absent field reads as.
 * Not thread-safe; see {@link #borrow}.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the format</a>
 */
public final class WireWriter {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int INITIAL_BYTES = 1 << 10;
    private static final int MAX_VARINT_BYTES = 10;

    /** Room for a tag and a number of any kind, or for a tag and a length. */
    private static final int MAX_FIELD_BYTES = 2 * MAX_VARINT_BYTES;

    /** A UTF-16 unit is at most three bytes of UTF-8: a pair, two units, is four. */
    private static final int MAX_BYTES_PER_CHAR = 3;

    /** The longest string whose length is one byte, whatever its characters. */
    private static final int FEW_CHARS = 0x7f / MAX_BYTES_PER_CHAR;

    private byte[] buffer = new byte[INITIAL_BYTES];
    private int size;

    /** Where the payload starts that the limits are held against; other frames may lie before it. */
    private int payloadStart;

    private int depth;
    private Limits limits = Limits.DEFAULT;

    WireWriter() {}

    /**
     * Returns an empty writer that keeps to limits, from a pool; give it back by {@link #release} in a finally block.
     */
    public static WireWriter borrow(Limits limits) {
        WireWriter writer = WriterPool.take();
        writer.reset(limits);
        return writer;
    }

    /** Returns an empty writer with the default limits; see {@link #borrow(Limits)}. */
    public static WireWriter borrow() {
        return borrow(Limits.DEFAULT);
    }

    /** Returns a new writer that is not of the pool and must not be released. */
    public static WireWriter create(Limits limits) {
        WireWriter writer = new WireWriter();
        writer.reset(limits);
        return writer;
    }

    /** Forgets what was written and keeps to limits from now on. */
    public void reset(Limits newLimits) {
        size = 0;
        limits = newLimits;
        startPayload();
    }

    /** Starts a payload behind what was written: the limits are held against what comes from now on. */
    public void startPayload() {
        payloadStart = size;
        depth = 0;
    }

    /** Makes room for so many bytes, so that writing them cannot fail. */
    public void reserve(int bytes) {
        ensure(bytes);
    }

    /** Forgets what was written from a position on. */
    public void truncate(int position) {
        size = position;
        startPayload();
    }

    /** Gives the writer back to the pool; it must not be used afterwards. */
    public void release() {
        WriterPool.give(this);
    }

    /** Returns the array that holds what was written, from its start; valid until more is written. */
    public byte[] array() {
        return buffer;
    }

    /** Returns how many bytes were written. */
    public int size() {
        return size;
    }

    /** Returns how many bytes the array has. */
    public int capacity() {
        return buffer.length;
    }

    /** Writes a bool field. */
    public void writeBool(int number, boolean value) {
        if (value) {
            beginField(number, WireType.VARINT);
            buffer[size++] = 1;
        }
    }

    /** Writes an int32 field: small in size for small values, ten bytes for negative ones. */
    public void writeInt32(int number, int value) {
        writeInt64(number, value);
    }

    /** Writes an int64 field: small in size for small values, ten bytes for negative ones. */
    public void writeInt64(int number, long value) {
        if (value != 0) {
            beginField(number, WireType.VARINT);
            putVarint(value);
        }
    }

    /** Writes a sint32 field: small in size for values near zero. */
    public void writeSint32(int number, int value) {
        writeSint64(number, value);
    }

    /** Writes a sint64 field: small in size for values near zero. */
    public void writeSint64(int number, long value) {
        writeInt64(number, zigZag(value));
    }

    /** Writes an sfixed32 field: four bytes. */
    public void writeSfixed32(int number, int value) {
        if (value != 0) {
            beginField(number, WireType.FIXED32);
            putFixed32(value);
        }
    }

    /** Writes an sfixed64 field: eight bytes. */
    public void writeSfixed64(int number, long value) {
        if (value != 0) {
            beginField(number, WireType.FIXED64);
            putFixed64(value);
        }
    }

    /** Writes a float field; of the two zeros, -0.0 is written. */
    public void writeFloat(int number, float value) {
        writeSfixed32(number, Float.floatToRawIntBits(value));
    }

    /** Writes a double field; of the two zeros, -0.0 is written. */
    public void writeDouble(int number, double value) {
        writeSfixed64(number, Double.doubleToRawLongBits(value));
    }

    /** Writes a string field; null is written as nothing, an empty string as itself. */
    public void writeString(int number, @Nullable String value) {
        if (value != null) {
            checkLength(value);
            ensure(value.length() * MAX_BYTES_PER_CHAR + MAX_FIELD_BYTES);
            putVarint(number << 3 | WireType.LENGTH);
            putString(value);
        }
    }

    /** Writes a bytes field; null is written as nothing, an empty array as itself. */
    public void writeBytes(int number, byte @Nullable [] value) {
        if (value != null) {
            writeTag(number, WireType.LENGTH);
            writeBytesValue(value);
        }
    }

    /** Writes a message field; null is written as nothing. */
    public <T> void writeMessage(int number, @Nullable T value, MessageCodec<T> codec) {
        if (value != null) {
            writeTag(number, WireType.LENGTH);
            codec.writeValue(value, this);
        }
    }

    /** Writes a byte as it is. */
    public void writeByte(int value) {
        ensure(1);
        buffer[size++] = (byte) value;
    }

    /** Writes a varint of an unsigned 32-bit number: one to five bytes. */
    public void writeVarint32(int value) {
        writeVarint64(Integer.toUnsignedLong(value));
    }

    /** Writes a varint of an unsigned 64-bit number: one to ten bytes. */
    public void writeVarint64(long value) {
        ensure(MAX_VARINT_BYTES);
        putVarint(value);
    }

    /** Writes four bytes, little-endian as the format has them. */
    public void writeFixed32(int value) {
        ensure(Integer.BYTES);
        putFixed32(value);
    }

    /** Writes eight bytes, little-endian as the format has them. */
    public void writeFixed64(long value) {
        ensure(Long.BYTES);
        putFixed64(value);
    }

    /** Writes the lower two bytes of a number, big-endian as envelopes have them. */
    public void writeShort(int value) {
        ensure(Short.BYTES);
        buffer[size++] = (byte) (value >> 8);
        buffer[size++] = (byte) value;
    }

    /** Writes four bytes, big-endian as envelopes have them. */
    public void writeInt(int value) {
        writeFixed32(Integer.reverseBytes(value));
    }

    /** Writes eight bytes, big-endian as envelopes have them. */
    public void writeLong(long value) {
        writeFixed64(Long.reverseBytes(value));
    }

    /** Overwrites four bytes that were written, big-endian. */
    public void setInt(int position, int value) {
        INTS.set(buffer, position, Integer.reverseBytes(value));
    }

    /** Writes bytes as they are. */
    public void writeRaw(byte[] bytes, int offset, int length) {
        if (length > limits.maxFrameBytes() - (size - payloadStart)) {
            throw tooLarge();
        }
        ensure(length);
        System.arraycopy(bytes, offset, buffer, size, length);
        size += length;
    }

    /** Writes a string's length in bytes and its UTF-8. */
    public void writeStringValue(String value) {
        checkLength(value);
        ensure(value.length() * MAX_BYTES_PER_CHAR + MAX_FIELD_BYTES);
        putString(value);
    }

    private void checkLength(String value) {
        if (value.length() > limits.maxStringLength()) {
            throw CodecException.tooLarge("a string of " + value.length() + " characters (expected: at most "
                    + limits.maxStringLength() + ")");
        }
    }

    private void putString(String value) {
        // As many bytes are kept for the length as it has when all is ASCII; where that was too few, the text moves.
        int start = size;
        int lengthSize = value.length() <= FEW_CHARS ? 1 : varintSize(value.length());
        size = Utf8.encode(value, buffer, start + lengthSize);
        closeLength(start, lengthSize);
    }

    void writeBytesValue(byte[] value) {
        writeVarint32(value.length);
        writeRaw(value, 0, value.length);
    }

    void writeTag(int number, int wireType) {
        writeVarint32(number << 3 | wireType);
    }

    /** Writes a tag and makes room for a number behind it: one check of the array's end rather than two. */
    private void beginField(int number, int wireType) {
        ensure(MAX_FIELD_BYTES);
        putVarint(Integer.toUnsignedLong(number << 3 | wireType));
    }

    /** Writes a varint where there is room for the longest. */
    private void putVarint(long value) {
        if ((value & ~0x7fL) == 0) {
            buffer[size++] = (byte) value;
        } else {
            putLongVarint(value);
        }
    }

    private void putLongVarint(long value) {
        byte[] target = buffer;
        int p = size;
        long rest = value;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
            target[p++] = (byte) (rest | 0x80);
        }
        target[p++] = (byte) rest;
        size = p;
    }

    private void putFixed32(int value) {
        INTS.set(buffer, size, value);
        size += Integer.BYTES;
    }

    private void putFixed64(long value) {
        LONGS.set(buffer, size, value);
        size += Long.BYTES;
    }

    /** Writes what stands for a null message where there is no field to leave out. */
    void writeNullMessage() {
        writeTag(WireType.COMPANION, WireType.LENGTH);
        writeByte(0);
    }

    /** Goes into a message, collection or map: what JSON has as an object or an array. */
    void enter() {
        limits.checkDepth(++depth);
    }

    /** Comes out of what {@link #enter} went into. */
    void leave() {
        depth--;
    }

    /** Goes into a collection or map of a size, which is checked. */
    void enter(int elements) {
        limits.checkElements(elements);
        enter();
    }

    /** Opens a value of yet unknown length and returns what {@link #endLength} wants to know. */
    int beginLength() {
        ensure(1);
        return size++;
    }

    /** Closes a value of then unknown length. */
    void endLength(int mark) {
        closeLength(mark, 1);
    }

    /** Writes the length of the bytes behind start, where lengthSize bytes were kept for it. */
    private void closeLength(int start, int lengthSize) {
        int length = size - start - lengthSize;
        if (lengthSize == 1 && length <= 0x7f) {
            buffer[start] = (byte) length;
        } else {
            closeLongLength(start, lengthSize, length);
        }
    }

    private void closeLongLength(int start, int lengthSize, int length) {
        int shift = varintSize(length) - lengthSize;
        if (shift != 0) {
            ensure(shift);
            System.arraycopy(buffer, start + lengthSize, buffer, start + lengthSize + shift, length);
            size += shift;
        }
        // Byte by byte: there may be no room for the longest varint, and nothing may be written behind it.
        int p = start;
        int rest = length;
        for (; rest > 0x7f; rest >>>= 7) {
            buffer[p++] = (byte) (rest | 0x80);
        }
        buffer[p] = (byte) rest;
    }

    /** Returns how many bytes a number has as a varint: the sevenths of its bits, rounded up, without division. */
    private static int varintSize(int value) {
        return (9 * (Integer.SIZE - Integer.numberOfLeadingZeros(value | 1)) + 64) >>> 6;
    }

    static int zigZag(int value) {
        return value << 1 ^ value >> 31;
    }

    static long zigZag(long value) {
        return value << 1 ^ value >> 63;
    }

    /** Makes room for more bytes and returns the array, to be filled from {@link #size} on; see {@link #writtenTo}. */
    byte[] room(int more) {
        ensure(more);
        return buffer;
    }

    /** Takes what was put into the array, up to a position, for written. */
    void writtenTo(int position) {
        size = position;
    }

    private void ensure(int more) {
        if (more > buffer.length - size) {
            grow((long) size + more);
        }
    }

    /** Grows the array; what is needed may be more than what will be written, so the limit is held against what was. */
    private void grow(long needed) {
        checkSize();
        if (needed > Integer.MAX_VALUE - 8) {
            throw tooLarge();
        }
        buffer = Arrays.copyOf(buffer, (int) Math.max(needed, Math.min(2L * buffer.length, Integer.MAX_VALUE - 8)));
    }

    /** Checks that what was written fits into a frame. */
    void checkSize() {
        if (size - payloadStart > limits.maxFrameBytes()) {
            throw tooLarge();
        }
    }

    private CodecException tooLarge() {
        return CodecException.tooLarge(limits.maxFrameBytes());
    }
}
