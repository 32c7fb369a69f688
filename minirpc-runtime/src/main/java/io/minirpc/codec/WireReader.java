package io.minirpc.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages in Protocol Buffers' wire format from an array, for generated codecs and the runtime. Whatever the
 * bytes are, it answers values or throws {@link CodecException}; lengths and counts are held against what is there
 * before anything is allocated. Not thread-safe.
 *
 * <p>A number that does not fit its Java type is an error here, where protobuf-java would cut it off: bytes that lose a
 * value do not pass in silence. A singular field that comes twice keeps its last value.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the format</a>
 */
public final class WireReader extends WireInput {
    private static final byte[] NULL_MESSAGE = {(byte) 0x82, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x08, 0};

    /**
     * How many elements may be copied because a collection came in pieces, beyond one for each byte of the payload; no
     * writer we know sends pieces.
     */
    private static final int MAX_COPIED_ELEMENTS = 1 << 20;

    private long copyableElements;

    /** Creates a reader of a part of an array, which must lie inside of it. */
    public WireReader(byte[] bytes, int offset, int length, Limits limits) {
        super(bytes, offset, length, limits);
        copyableElements = (long) length + MAX_COPIED_ELEMENTS;
    }

    /** Reads the next field's tag: returns its number, or 0 at the end of the message. */
    public int nextField() {
        int p = position;
        if (p < end && buffer[p] > 7) { // fields 1 to 15
            position = p + 1;
            tag = buffer[p];
            return tag >>> 3;
        }
        return nextLongField();
    }

    private int nextLongField() {
        while (position < end) {
            tag = readTag();
            if (number() != 0) {
                return number();
            }
            skipField(); // the mark of a null message, where there is a message
        }
        return 0;
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
        if ((tag & (WireType.COMPANION_TAG | 7)) != wireType) {
            throw unexpected(wireType);
        }
    }

    private CodecException unexpected(int wireType) {
        return new CodecException("field " + number() + ": " + WireType.describe(wireType())
                + (isCompanion() ? " beside it" : "") + " (expected: " + WireType.describe(wireType) + ")");
    }

    /** Returns whether the current field is the companion of a collection rather than the collection. */
    boolean isCompanion() {
        return (tag & WireType.COMPANION_TAG) != 0;
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
        if (buffer[start] == wanted) {
            position = start + 1;
            tag = wanted;
            return true;
        }
        if (readVarint32() == wanted) {
            tag = wanted;
            return true;
        }
        position = start;
        return false;
    }

    <T> @Nullable T readMessageValue(MessageCodec<T> codec) {
        int outer = beginLength();
        int field = number();
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

    /** Narrows the reader to the current field, a companion, as {@link #beginLength} does. */
    int beginCompanion() {
        if (wireType() != WireType.LENGTH) {
            throw new CodecException("the companion of field " + number() + ": " + WireType.describe(wireType())
                    + " (expected: " + WireType.describe(WireType.LENGTH) + ")");
        }
        return beginLength();
    }

    /** Returns whether all there is is the mark of a null message. */
    boolean readNullMessage() {
        return Arrays.equals(buffer, position, end, NULL_MESSAGE, 0, NULL_MESSAGE.length);
    }

    /** Checks how many elements a collection has so far. */
    void checkElements(int count) {
        if (count > limits.maxElements()) {
            throw new CodecException(
                    "field " + number() + ": more than " + limits.maxElements() + " elements, the limit");
        }
    }

    /**
     * Counts elements that are copied since more of their collection came, so that many small pieces cost nobody hours.
     */
    void countCopied(int elements) {
        copyableElements -= elements;
        if (copyableElements < 0) {
            throw new CodecException("field " + number() + ": a collection in too many pieces (expected: one)");
        }
    }
}
