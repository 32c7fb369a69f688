package io.minirpc.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages in Protocol Buffers' wire format from an array. Whatever the bytes are, it answers values or throws
 * {@link CodecException}; lengths and counts are held against what is there before anything is allocated. Not
 * thread-safe.
 *
 * <p>A number that does not fit its Java type is an error here, where protobuf-java would cut it off: bytes that lose a
 * value do not pass in silence. A singular field that comes twice keeps its last value.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the format</a>
 */
public final class WireReader {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] NULL_MESSAGE = {(byte) 0x82, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x08, 0};

    /**
     * How many elements may be copied because a collection came in pieces, beyond one for each byte of the payload; no
     * writer we know sends pieces.
     */
    private static final int MAX_COPIED_ELEMENTS = 1 << 20;

    private final byte[] buffer;
    private final Limits limits;
    private int position;
    private int end;
    private int depth;
    private int tag;
    private int number;

    /** The wire type of the current field; companions have one of their own, so that no plain read takes them. */
    private int kind;

    private long copyableElements;

    /** Creates a reader of a part of an array, which must lie inside of it. */
    public WireReader(byte[] bytes, int offset, int length, Limits limits) {
        buffer = bytes;
        position = offset;
        end = offset + length;
        copyableElements = (long) length + MAX_COPIED_ELEMENTS;
        this.limits = limits;
    }

    /** Reads the next field's tag: returns its number, or 0 at the end of the message. */
    public int nextField() {
        while (position < end) {
            setTag(readTag());
            if (number != 0) {
                return number;
            }
            skipField(); // the mark of a null message, where there is a message
        }
        return 0;
    }

    private void setTag(int read) {
        tag = read;
        kind = read & 7;
        number = read >>> 3;
        if (number >= WireType.COMPANION) {
            number -= WireType.COMPANION;
            kind |= WireType.COMPANION;
        }
    }

    /** Skips the current field, which this version does not know. */
    public void skipField() {
        skip(tag);
    }

    /** Reads a bool field. */
    public boolean readBool() {
        expect(WireType.VARINT);
        return readVarint64() != 0;
    }

    /** Reads an int32 field as a byte. */
    public byte readInt8() {
        return narrowToByte(readInt32());
    }

    /** Reads an int32 field as a short. */
    public short readInt16() {
        return narrowToShort(readInt32());
    }

    /** Reads an int32 field as a UTF-16 unit. */
    public char readChar() {
        return narrowToChar(readInt32());
    }

    /** Reads an int32 field. */
    public int readInt32() {
        expect(WireType.VARINT);
        return readInt32Value();
    }

    /** Reads an int64 field. */
    public long readInt64() {
        expect(WireType.VARINT);
        return readVarint64();
    }

    /** Reads a sint32 field. */
    public int readSint32() {
        expect(WireType.VARINT);
        return readSint32Value();
    }

    /** Reads a sint64 field. */
    public long readSint64() {
        expect(WireType.VARINT);
        return readSint64Value();
    }

    /** Reads an sfixed32 field. */
    public int readSfixed32() {
        expect(WireType.FIXED32);
        return readFixed32();
    }

    /** Reads an sfixed64 field. */
    public long readSfixed64() {
        expect(WireType.FIXED64);
        return readFixed64();
    }

    /** Reads a float field. */
    public float readFloat() {
        return Float.intBitsToFloat(readSfixed32());
    }

    /** Reads a double field. */
    public double readDouble() {
        return Double.longBitsToDouble(readSfixed64());
    }

    /** Reads a string field. */
    public String readString() {
        expect(WireType.LENGTH);
        return readStringValue();
    }

    /** Reads a bytes field. */
    public byte[] readBytes() {
        expect(WireType.LENGTH);
        return readBytesValue();
    }

    /** Reads a message field; null where it is one of a kind that this version does not know. */
    public <T> @Nullable T readMessage(MessageCodec<T> codec) {
        expect(WireType.LENGTH);
        return readMessageValue(codec);
    }

    /** Checks the wire type of the current field. */
    void expect(int wireType) {
        if (kind != wireType) {
            throw new CodecException("field " + number + ": " + WireType.describe(tag & 7)
                    + (isCompanion() ? " beside it" : "") + " (expected: " + WireType.describe(wireType) + ")");
        }
    }

    /** Tells whether the current field is the companion of a collection rather than the collection. */
    boolean isCompanion() {
        return (kind & WireType.COMPANION) != 0;
    }

    /** Returns the wire type of the current field. */
    int wireType() {
        return tag & 7;
    }

    /** Returns the tag of the current field, for {@link #nextIs}. */
    int tag() {
        return tag;
    }

    /**
     * Goes on to the next field if that has a certain tag, as the elements of a collection have; the current field may
     * meanwhile be one of a message that was an element.
     */
    boolean nextIs(int wanted) {
        if (position == end) {
            return false;
        }
        int start = position;
        if (readVarint32() == wanted) {
            setTag(wanted);
            return true;
        }
        position = start;
        return false;
    }

    byte narrowToByte(int value) {
        if (value != (byte) value) {
            throw outOfRange(value, "byte");
        }
        return (byte) value;
    }

    short narrowToShort(int value) {
        if (value != (short) value) {
            throw outOfRange(value, "short");
        }
        return (short) value;
    }

    char narrowToChar(int value) {
        if (value != (char) value) {
            throw outOfRange(value, "char");
        }
        return (char) value;
    }

    int readInt32Value() {
        long value = readVarint64();
        if (value != (int) value) {
            throw outOfRange(value, "int");
        }
        return (int) value;
    }

    int readSint32Value() {
        long value = readSint64Value();
        if (value != (int) value) {
            throw outOfRange(value, "int");
        }
        return (int) value;
    }

    long readSint64Value() {
        long value = readVarint64();
        return value >>> 1 ^ -(value & 1);
    }

    int readFixed32() {
        require(Integer.BYTES);
        int value = (int) INTS.get(buffer, position);
        position += Integer.BYTES;
        return value;
    }

    long readFixed64() {
        require(Long.BYTES);
        long value = (long) LONGS.get(buffer, position);
        position += Long.BYTES;
        return value;
    }

    String readStringValue() {
        int length = readLength();
        int start = position;
        // Java replaces what is not UTF-8 by U+FFFD, so only a string that has one needs a second look.
        String value = new String(buffer, start, length, StandardCharsets.UTF_8);
        if (value.length() > limits.maxStringLength()) {
            throw new CodecException("a string of " + value.length() + " characters (expected: at most "
                    + limits.maxStringLength() + ")");
        }
        if (value.indexOf('\uFFFD') >= 0 && !Utf8.isValid(buffer, start, length)) {
            throw new CodecException("field " + number + ": a string that is not UTF-8");
        }
        position = start + length;
        return value;
    }

    byte[] readBytesValue() {
        int length = readLength();
        byte[] value = Arrays.copyOfRange(buffer, position, position + length);
        position += length;
        return value;
    }

    <T> @Nullable T readMessageValue(MessageCodec<T> codec) {
        int outer = beginLength();
        int field = number;
        try {
            enter();
            T value = codec.read(this);
            leave();
            endLength(outer);
            return value;
        } catch (CodecException e) {
            throw e.at("field " + field + ", " + codec.name());
        }
    }

    /** Reads all that is left as the fields of one message. */
    <T> @Nullable T readFields(MessageCodec<T> codec) {
        try {
            enter();
            T value = codec.read(this);
            leave();
            return value;
        } catch (CodecException e) {
            throw e.at(codec.name());
        }
    }

    /** Goes into a message, collection or map: what JSON has as an object or an array. */
    void enter() {
        if (++depth > limits.maxDepth()) {
            throw new CodecException("nested deeper than " + limits.maxDepth() + " levels");
        }
    }

    /** Comes out of what {@link #enter} went into. */
    void leave() {
        depth--;
    }

    /** Narrows the reader to a value with a length and returns what {@link #endLength} wants to know. */
    int beginLength() {
        int length = readLength();
        int outer = end;
        end = position + length;
        return outer;
    }

    /** Narrows the reader to the current field, a companion, as {@link #beginLength} does. */
    int beginCompanion() {
        if (wireType() != WireType.LENGTH) {
            throw new CodecException("the companion of field " + number + ": " + WireType.describe(wireType())
                    + " (expected: " + WireType.describe(WireType.LENGTH) + ")");
        }
        return beginLength();
    }

    /** Leaves a value with a length. */
    void endLength(int outer) {
        position = end;
        end = outer;
    }

    /** Tells whether the current value with a length has more. */
    boolean hasMore() {
        return position < end;
    }

    /** Returns how many bytes the current value still has. */
    int remaining() {
        return end - position;
    }

    /** Tells whether all there is is the mark of a null message. */
    boolean readNullMessage() {
        return Arrays.equals(buffer, position, end, NULL_MESSAGE, 0, NULL_MESSAGE.length);
    }

    /** Checks how many elements a collection has so far. */
    void checkElements(int count) {
        if (count > limits.maxElements()) {
            throw new CodecException(
                    "field " + number + ": more than " + limits.maxElements() + " elements, the limit");
        }
    }

    /**
     * Counts elements that are copied since more of their collection came, so that many small pieces cost nobody hours.
     */
    void countCopied(int elements) {
        copyableElements -= elements;
        if (copyableElements < 0) {
            throw new CodecException("field " + number + ": a collection in too many pieces (expected: one)");
        }
    }

    int readLength() {
        int length = readVarint32();
        if (length < 0 || length > end - position) {
            throw new CodecException("field " + number + ": a length of " + Integer.toUnsignedString(length)
                    + " bytes (expected: at most the " + (end - position) + " that are left)");
        }
        return length;
    }

    private int readTag() {
        int read = readVarint32();
        if (read >>> 3 == 0) {
            throw new CodecException("field number 0 (expected: 1 or more)");
        }
        return read;
    }

    int readVarint32() {
        if (position < end && buffer[position] >= 0) {
            return buffer[position++];
        }
        long value = readVarint64();
        if (value >>> 32 != 0) {
            throw new CodecException("a tag or length of " + Long.toUnsignedString(value) + " (expected: 32 bits)");
        }
        return (int) value;
    }

    long readVarint64() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            require(1);
            byte b = buffer[position++];
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                if (shift == 63 && b > 1) {
                    break;
                }
                return value;
            }
        }
        throw new CodecException("field " + number + ": a varint of more than 64 bits");
    }

    private void skip(int skipped) {
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
            throw new CodecException("field " + number + ": cut off, " + (end - position)
                    + " bytes are left (expected: " + count + " or more)");
        }
    }

    private CodecException outOfRange(long value, String type) {
        return new CodecException(
                "field " + number + ": " + value + " (expected: a number in the range of " + type + ")");
    }
}
