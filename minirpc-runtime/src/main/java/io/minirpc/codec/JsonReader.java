package io.minirpc.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON, for generated codecs. Whatever the text is, it answers values or throws {@link CodecException}. Property
 * names match in any case; a property that comes twice is an error, since readers would differ over which counts. Not
 * thread-safe.
 */
public final class JsonReader {
    /** What {@link #nextField} answers at the end of an object. */
    public static final int END = -1;

    private final JsonParser json;
    private final Limits limits;

    /** Whether strings may have escapes that stand for half a surrogate pair. */
    private final boolean hasEscapes;

    private Level[] levels = new Level[8];
    private int depth = -1;
    private @Nullable JsonStreamContext fixedPlace;

    JsonReader(JsonParser json, Limits limits, boolean hasEscapes) {
        this.json = json;
        this.limits = limits;
        this.hasEscapes = hasEscapes;
    }

    /** Begins an object, which must be the current value. */
    public void beginObject(JsonFields fields) {
        require(JsonToken.START_OBJECT, "an object");
        depth++;
        if (depth == levels.length) {
            levels = Arrays.copyOf(levels, 2 * depth);
        }
        Level level = levels[depth];
        if (level == null) {
            level = new Level();
            levels[depth] = level;
        }
        level.begin(fields);
    }

    /** Goes on to the next property that is one of the object's fields: returns its index, or {@link #END}. */
    public int nextField() {
        try {
            Level level = levels[depth];
            int index = nextIndex(level);
            while (index == JsonFields.UNKNOWN) {
                json.nextToken();
                json.skipChildren();
                index = nextIndex(level);
            }
            if (index == END) {
                depth--;
                return END;
            }
            json.nextToken();
            level.enter(index);
            return index;
        } catch (IOException e) {
            throw JsonFormat.unreadable(e);
        }
    }

    /** Goes on to the next name. The one that is next in order is compared as bytes, without looking up anything. */
    private int nextIndex(Level level) throws IOException {
        int expected = level.expected;
        if (expected < level.fields.size()) {
            if (json.nextFieldName(level.fields.name(expected).serialized())) {
                return expected;
            }
        } else {
            json.nextToken();
        }
        return json.currentToken() == JsonToken.FIELD_NAME ? level.fields.indexOf(json.currentName()) : END;
    }

    /** Reads a boolean; null reads as false. */
    public boolean readBool() {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_TRUE) {
            return true;
        }
        if (token == JsonToken.VALUE_FALSE || token == JsonToken.VALUE_NULL) {
            return false;
        }
        throw unexpected("true or false");
    }

    /** Reads a byte; null reads as 0. */
    public byte readInt8() {
        return (byte) readInteger(Byte.MIN_VALUE, Byte.MAX_VALUE, "byte");
    }

    /** Reads a short; null reads as 0. */
    public short readInt16() {
        return (short) readInteger(Short.MIN_VALUE, Short.MAX_VALUE, "short");
    }

    /** Reads an int; null reads as 0. */
    public int readInt32() {
        return (int) readInteger(Integer.MIN_VALUE, Integer.MAX_VALUE, "int");
    }

    /** Reads a long, from a number or from a string of digits as JavaScript needs it; null reads as 0. */
    public long readInt64() {
        return readInteger(Long.MIN_VALUE, Long.MAX_VALUE, "long");
    }

    /** Reads a string of one UTF-16 unit; null reads as the character 0. */
    public char readChar() {
        if (isNull()) {
            return 0;
        }
        String text = readUnits("a string of one character");
        if (text.length() != 1) {
            throw new CodecException("a string of " + text.length() + " characters (expected: one)");
        }
        return text.charAt(0);
    }

    /** Reads a float, from a number or from a string of one, "NaN", "Infinity" or "-Infinity"; null reads as 0. */
    public float readFloat() {
        try {
            return switch (json.currentToken()) {
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NumberTexts.finite(json.getFloatValue());
                case VALUE_STRING -> NumberTexts.parseFloat(json.getText());
                case VALUE_NULL -> 0;
                default -> throw unexpected("a number");
            };
        } catch (IOException e) {
            throw JsonFormat.unreadable(e);
        }
    }

    /** Reads a double, from a number or from a string of one, "NaN", "Infinity" or "-Infinity"; null reads as 0. */
    public double readDouble() {
        try {
            return switch (json.currentToken()) {
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NumberTexts.finite(json.getDoubleValue());
                case VALUE_STRING -> NumberTexts.parseDouble(json.getText());
                case VALUE_NULL -> 0;
                default -> throw unexpected("a number");
            };
        } catch (IOException e) {
            throw JsonFormat.unreadable(e);
        }
    }

    /** Reads a string; null reads as null. */
    public @Nullable String readString() {
        return isNull() ? null : readText("a string");
    }

    /** Reads a value by its codec; null reads as an absent field does. */
    public <T> @Nullable T readValue(Codec<T> codec) {
        return isNull() ? codec.absent() : codec.readJson(this);
    }

    /**
     * Reads a leaf of a sealed type by its codec; null reads as what was read before. Of a second leaf nobody could
     * tell whether it counts, so it is an error.
     *
     * @param soFar the leaf that was read before, or null
     */
    public <T> @Nullable T readLeaf(@Nullable T soFar, Codec<? extends T> codec) {
        if (isNull()) {
            return soFar;
        }
        if (soFar != null) {
            throw new CodecException("a second leaf of a sealed type (expected: one)");
        }
        return codec.readJson(this);
    }

    boolean isNull() {
        return json.currentToken() == JsonToken.VALUE_NULL;
    }

    void beginArray() {
        require(JsonToken.START_ARRAY, "an array");
    }

    /** Goes on to the next element of an array that has some already. */
    boolean nextElement(int count) {
        try {
            if (json.nextToken() == JsonToken.END_ARRAY) {
                return false;
            }
            checkElements(count + 1);
            return true;
        } catch (IOException e) {
            throw JsonFormat.unreadable(e);
        }
    }

    void beginMap() {
        require(JsonToken.START_OBJECT, "an object");
    }

    /** Goes on to the next entry of a map that has some already: returns its key, or null at the end. */
    @Nullable
    String nextKey(int count) {
        try {
            if (json.nextToken() != JsonToken.FIELD_NAME) {
                return null;
            }
            checkElements(count + 1);
            String key = checked(json.currentName());
            if (key.length() > JsonFormat.MAX_NAME_CHARS) {
                throw new CodecException("a key of " + key.length() + " characters (expected: at most "
                        + JsonFormat.MAX_NAME_CHARS + ")");
            }
            json.nextToken();
            return key;
        } catch (IOException e) {
            throw JsonFormat.unreadable(e);
        }
    }

    void skipValue() {
        try {
            json.skipChildren();
        } catch (IOException e) {
            throw JsonFormat.unreadable(e);
        }
    }

    /** Returns the text of the current value, which must be a string. */
    String readText(String expected) {
        require(JsonToken.VALUE_STRING, expected);
        return text();
    }

    /** Returns the text of the current value, which must be a number or a string of one. */
    String readNumberText(String expected) {
        if (!json.currentToken().isNumeric() && json.currentToken() != JsonToken.VALUE_STRING) {
            throw unexpected(expected);
        }
        return text();
    }

    /** Returns the UTF-16 units of a string; half a surrogate pair may stand there as an escape. */
    String readUnits(String expected) {
        require(JsonToken.VALUE_STRING, expected);
        try {
            return json.getText();
        } catch (IOException e) {
            throw JsonFormat.unreadable(e);
        }
    }

    /** Checks how many elements a collection has so far. */
    void checkElements(int count) {
        limits.checkElements(count);
    }

    byte[] readBinary() {
        require(JsonToken.VALUE_STRING, "a string of base64");
        try {
            return json.getBinaryValue();
        } catch (IOException e) {
            throw JsonFormat.unreadable(e);
        }
    }

    /** Returns where the current value is, for {@link #stayAt}. */
    JsonStreamContext place() {
        JsonStreamContext context = json.getParsingContext();
        return json.currentToken().isStructStart() ? context.getParent() : context; // its start has led into it
    }

    /** Has the path end at a place, wherever below it the reader is: names in there may be secrets. */
    void stayAt(JsonStreamContext place) {
        fixedPlace = place;
    }

    /** Returns where the reader is, as a path from the root, {@code /users/0/name}, fit for a message. */
    String path() {
        JsonStreamContext place = fixedPlace != null ? fixedPlace : json.getParsingContext();
        return CodecException.escape(place.pathAsPointer().toString());
    }

    private String text() {
        try {
            return checked(json.getText());
        } catch (IOException e) {
            throw JsonFormat.unreadable(e);
        }
    }

    private String checked(String text) {
        if (hasEscapes) {
            Utf8.checkSurrogates(text);
        }
        return text;
    }

    private long readInteger(long min, long max, String type) {
        try {
            long value = switch (json.currentToken()) {
                case VALUE_NUMBER_INT -> json.getLongValue();
                case VALUE_STRING -> Long.parseLong(NumberTexts.integer(json.getText()));
                case VALUE_NULL -> 0;
                default -> throw unexpected("a number without fraction");
            };
            if (value < min || value > max) {
                throw new CodecException(value + " (expected: a number in the range of " + type + ")");
            }
            return value;
        } catch (IOException e) {
            throw JsonFormat.unreadable(e);
        } catch (NumberFormatException e) {
            throw new CodecException("a string (expected: a number without fraction in the range of " + type + ")", e);
        }
    }

    private void require(JsonToken token, String expected) {
        if (json.currentToken() != token) {
            throw unexpected(expected);
        }
    }

    private CodecException unexpected(String expected) {
        String found = switch (json.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "null";
        };
        return new CodecException(found + " (expected: " + expected + ")");
    }

    /**
     * An object that is being read: which of its fields were there, and which one comes next in the order they are
     * written.
     */
    private static final class Level {
        private JsonFields fields = JsonFields.NONE;
        private int expected;
        private long seen;
        private @Nullable BitSet seenBeyond64;

        void begin(JsonFields next) {
            fields = next;
            expected = 0;
            seen = 0;
            seenBeyond64 = next.size() > Long.SIZE ? new BitSet() : null;
        }

        void enter(int index) {
            expected = index + 1;
            if (!add(index)) {
                throw new CodecException(
                        "the property \"" + fields.name(index) + "\" twice, whatever its case (expected: once)");
            }
        }

        private boolean add(int index) {
            if (seenBeyond64 != null) {
                boolean isNew = !seenBeyond64.get(index);
                seenBeyond64.set(index);
                return isNew;
            }
            boolean isNew = (seen & 1L << index) == 0;
            seen |= 1L << index;
            return isNew;
        }
    }
}
