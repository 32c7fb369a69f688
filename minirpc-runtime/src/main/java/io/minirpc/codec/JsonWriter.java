package io.minirpc.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON. The methods that take a name write a property; null references and empty optionals are left out, which
 * is how absent properties read. Not thread-safe.
 */
public final class JsonWriter {
    private static final int MAX_NUMBER_CHARS = JsonFormat.MAX_NUMBER_CHARS;

    private final JsonGenerator json;
    private final Limits limits;

    JsonWriter(JsonGenerator json, Limits limits) {
        this.json = json;
        this.limits = limits;
    }

    /** Begins an object. */
    public void beginObject() {
        try {
            json.writeStartObject();
        } catch (IOException e) {
            throw JsonFormat.unwritable(e);
        }
    }

    /** Ends an object. */
    public void endObject() {
        try {
            json.writeEndObject();
        } catch (IOException e) {
            throw JsonFormat.unwritable(e);
        }
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
        beginObject();
    }

    /** Begins an array of a size, which is checked. */
    void beginArray(int elements) {
        checkElements(elements);
        try {
            json.writeStartArray();
        } catch (IOException e) {
            throw JsonFormat.unwritable(e);
        }
    }

    void endArray() {
        try {
            json.writeEndArray();
        } catch (IOException e) {
            throw JsonFormat.unwritable(e);
        }
    }

    void writeKey(String key) {
        if (key.length() > JsonFormat.MAX_NAME_CHARS) {
            throw new CodecException("a key of " + key.length()
                    + " characters, which is too long for JSON (expected: at most " + JsonFormat.MAX_NAME_CHARS + ")");
        }
        Utf8.checkSurrogates(key);
        try {
            json.writeFieldName(key);
        } catch (IOException e) {
            throw JsonFormat.unwritable(e);
        }
    }

    void writeNull() {
        try {
            json.writeNull();
        } catch (IOException e) {
            throw JsonFormat.unwritable(e);
        }
    }

    void writeBoolValue(boolean value) {
        try {
            json.writeBoolean(value);
        } catch (IOException e) {
            throw JsonFormat.unwritable(e);
        }
    }

    void writeInt64Value(long value) {
        try {
            json.writeNumber(value);
        } catch (IOException e) {
            throw JsonFormat.unwritable(e);
        }
    }

    void writeFloatValue(float value) {
        try {
            json.writeNumber(value);
        } catch (IOException e) {
            throw JsonFormat.unwritable(e);
        }
    }

    void writeDoubleValue(double value) {
        try {
            json.writeNumber(value);
        } catch (IOException e) {
            throw JsonFormat.unwritable(e);
        }
    }

    /** Writes a number of any size: as a string where it is longer than readers take numbers. */
    void writeNumberText(String number) {
        try {
            if (number.length() <= MAX_NUMBER_CHARS) {
                json.writeNumber(number);
            } else {
                json.writeString(number);
            }
        } catch (IOException e) {
            throw JsonFormat.unwritable(e);
        }
    }

    void writeText(String value) {
        if (value.length() > limits.maxStringLength()) {
            throw new CodecException("a string of " + value.length() + " characters (expected: at most "
                    + limits.maxStringLength() + ")");
        }
        Utf8.checkSurrogates(value);
        try {
            json.writeString(value);
        } catch (IOException e) {
            throw JsonFormat.unwritable(e);
        }
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
            return;
        }
        try {
            json.writeRawValue(escaped(value));
        } catch (IOException e) {
            throw JsonFormat.unwritable(e);
        }
    }

    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            escaped.append(String.format("\\u%04x", (int) value.charAt(i)));
        }
        return escaped.append('"').toString();
    }

    void writeBinary(byte[] value) {
        try {
            json.writeBinary(value);
        } catch (IOException e) {
            throw JsonFormat.unwritable(e);
        }
    }

    private void writeName(JsonName name) {
        try {
            json.writeFieldName(name.serialized());
        } catch (IOException e) {
            throw JsonFormat.unwritable(e);
        }
    }
}
