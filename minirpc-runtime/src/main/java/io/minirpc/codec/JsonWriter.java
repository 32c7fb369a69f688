package io.minirpc.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON, for generated codecs. The methods that take a name write a property; null references and empty optionals
 * are left out, which is how absent properties read. Not thread-safe.
 *
 * <p>It puts bytes where the message is made: a generator with a buffer, a context and checks of its own took twice as
 * long.
 */
public final class JsonWriter {
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] NULL = ascii("null");

    /** Long strings are written in parts, so that room is made for what they need rather than for what they might. */
    private static final int PART_CHARS = 1 << 10;

    private static final int PART_BYTES = 3 << 10;

    private final WireWriter out;
    private final Limits limits;
    private int depth;

    /** Whether a value stands before the next one in the same object or array. */
    private boolean needsComma;

    JsonWriter(WireWriter out, Limits limits) {
        this.out = out;
        this.limits = limits;
    }

    /** Begins an object. */
    public void beginObject() {
        begin('{');
    }

    /** Ends an object. */
    public void endObject() {
        end('}');
    }

    /** Writes a boolean property. */
    public void writeBool(JsonName name, boolean value) {
        writeName(name);
        writeBoolValue(value);
    }

    /** Writes a property of a byte, a short or an int. */
    public void writeInt32(JsonName name, int value) {
        writeName(name);
        writeInt64Value(value);
    }

    /** Writes a property of a long. */
    public void writeInt64(JsonName name, long value) {
        writeName(name);
        writeInt64Value(value);
    }

    /** Writes a property of a float; NaN and the infinities as strings. */
    public void writeFloat(JsonName name, float value) {
        writeName(name);
        writeFloatValue(value);
    }

    /** Writes a property of a double; NaN and the infinities as strings. */
    public void writeDouble(JsonName name, double value) {
        writeName(name);
        writeDoubleValue(value);
    }

    /** Writes a property of a char: a string of one character. */
    public void writeChar(JsonName name, char value) {
        writeName(name);
        writeCharValue(value);
    }

    /** Writes a property of a string, unless that is null. */
    public void writeString(JsonName name, @Nullable String value) {
        if (value != null) {
            writeName(name);
            writeText(value);
        }
    }

    /** Writes a property, unless its value is null or an empty optional. */
    public <T> void writeField(JsonName name, @Nullable T value, Codec<T> codec) {
        if (value != null && !codec.isAbsent(value)) {
            writeName(name);
            codec.writeJson(value, this);
        }
    }

    /** Writes a leaf of a sealed type by its codec: an object with one property, named after the leaf. */
    public <T> void writeLeaf(JsonName name, T value, Codec<T> codec) {
        beginObject();
        writeField(name, value, codec);
        endObject();
    }

    <T> void writeValue(@Nullable T value, Codec<T> codec) {
        if (value == null) {
            writeNull();
        } else {
            codec.writeJson(value, this);
        }
    }

    /** Begins a map of a size, which is checked. */
    void beginMap(int entries) {
        checkElements(entries);
        begin('{');
    }

    /** Begins an array of a size, which is checked. */
    void beginArray(int elements) {
        checkElements(elements);
        begin('[');
    }

    void endArray() {
        end(']');
    }

    void writeKey(String key) {
        if (key.length() > JsonFormat.MAX_NAME_CHARS) {
            throw CodecException.tooLarge("a key of " + key.length()
                    + " characters, which is too long for JSON (expected: at most " + JsonFormat.MAX_NAME_CHARS + ")");
        }
        putString(key);
        out.writeByte(':');
        needsComma = false;
    }

    void writeNull() {
        writeLiteral(NULL);
    }

    void writeBoolValue(boolean value) {
        writeLiteral(value ? TRUE : FALSE);
    }

    void writeInt64Value(long value) {
        byte[] target = out.room(JsonTexts.MAX_LONG_BYTES + 1);
        out.writtenTo(JsonTexts.putLong(value, target, putComma(target)));
    }

    void writeFloatValue(float value) {
        writeFloatingPoint(Float.toString(value), Float.isFinite(value));
    }

    void writeDoubleValue(double value) {
        writeFloatingPoint(Double.toString(value), Double.isFinite(value));
    }

    private void writeFloatingPoint(String text, boolean finite) {
        if (finite) {
            writeLiteral(ascii(text));
        } else {
            putString(text);
        }
    }

    /** Writes a number of any size: as a string where it is longer than readers take numbers. */
    void writeNumberText(String number) {
        if (number.length() <= JsonFormat.MAX_NUMBER_CHARS) {
            writeLiteral(ascii(number));
        } else {
            putString(number);
        }
    }

    void writeText(String value) {
        if (value.length() > limits.maxStringLength()) {
            throw CodecException.tooLarge("a string of " + value.length() + " characters (expected: at most "
                    + limits.maxStringLength() + ")");
        }
        putString(value);
    }

    /** Checks how many elements a collection has. */
    void checkElements(int count) {
        limits.checkElements(count);
    }

    /** Writes a string of one UTF-16 unit. */
    void writeCharValue(char value) {
        writeUnits(String.valueOf(value));
    }

    /** Writes a string of UTF-16 units; half a surrogate pair, which has no UTF-8, is an escape. */
    void writeUnits(String value) {
        if (Utf8.isWellFormed(value)) {
            writeText(value);
        } else {
            writeLiteral(ascii(escaped(value)));
        }
    }

    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            escaped.append(String.format("\\u%04x", (int) value.charAt(i)));
        }
        return escaped.append('"').toString();
    }

    /** Writes bytes in base64, with padding. */
    void writeBinary(byte[] value) {
        put('"');
        for (int from = 0; from < value.length; from += PART_BYTES) {
            byte[] part = Arrays.copyOfRange(value, from, Math.min(from + PART_BYTES, value.length));
            byte[] encoded = Base64.getEncoder().encode(part);
            out.writeRaw(encoded, 0, encoded.length);
        }
        out.writeByte('"');
    }

    private void begin(char bracket) {
        limits.checkDepth(++depth);
        put(bracket);
        needsComma = false;
    }

    private void end(char bracket) {
        depth--;
        out.writeByte(bracket);
        needsComma = true;
    }

    private void writeName(JsonName name) {
        byte[] text = name.afterComma();
        int skipped = needsComma ? 0 : 1;
        byte[] target = out.room(text.length);
        int position = out.size();
        System.arraycopy(text, skipped, target, position, text.length - skipped);
        out.writtenTo(position + text.length - skipped);
        needsComma = false;
    }

    private void putString(String value) {
        int length = value.length();
        int to = Math.min(length, PART_CHARS);
        byte[] target = roomFor(to);
        int p = putComma(target);
        target[p++] = '"';
        p = JsonTexts.putPart(value, 0, to, target, p);
        while (to < length) {
            int from = to;
            to = Math.min(length, from + PART_CHARS);
            out.writtenTo(p);
            target = roomFor(to - from);
            p = JsonTexts.putPart(value, from, to, target, p);
        }
        target[p++] = '"';
        out.writtenTo(p);
    }

    /** Makes room for a part of a string, a comma and two quotes. */
    private byte[] roomFor(int chars) {
        return out.room(chars * JsonTexts.MAX_BYTES_PER_CHAR + 4);
    }

    private void writeLiteral(byte[] text) {
        byte[] target = out.room(text.length + 1);
        int p = putComma(target);
        System.arraycopy(text, 0, target, p, text.length);
        out.writtenTo(p + text.length);
    }

    private void put(char c) {
        byte[] target = out.room(2);
        int p = putComma(target);
        target[p] = (byte) c;
        out.writtenTo(p + 1);
    }

    /** Puts a comma where one is needed before a value, and returns the value's position. */
    private int putComma(byte[] target) {
        int p = out.size();
        if (needsComma) {
            target[p++] = ',';
        }
        needsComma = true;
        return p;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
