package io.minirpc.codec;

import org.jspecify.annotations.Nullable;

/**
 * How values of one type travel: as a field of a message in the native format, as a whole payload, and as a JSON value.
 * Stateless and thread-safe. Bytes or values that do not fit are a {@link CodecException}.
 *
 * @param <T> the type of the values
 */
public abstract class Codec<T> {
    /** Only this package and generated codecs, through {@link MessageCodec}, make codecs. */
    Codec() {}

    /** Writes a value as a field; null is written as nothing. */
    public abstract void writeField(int number, @Nullable T value, WireWriter out);

    /**
     * Reads one occurrence of a field, whose tag was just read by {@link WireReader#nextField}.
     *
     * @param soFar what earlier occurrences of the same field gave, or null; collections are added to
     * @return the value; null where it is one that this version does not know, such as a new enum constant
     */
    public abstract @Nullable T readField(WireReader in, @Nullable T soFar);

    /** Writes a JSON value. */
    public abstract void writeJson(T value, JsonWriter out);

    /**
     * Reads a JSON value, whose first token is the current one and not JSON's null; see {@link #readField} for null.
     */
    public abstract @Nullable T readJson(JsonReader in);

    /**
     * Prints a value for people, on one line and with nothing in it that harms a log or is sensitive; see
     * {@link TextPrinter#print}.
     */
    public abstract void print(T value, TextPrinter out);

    /** Returns what a field that is not there reads as: null, but for optionals, which are empty, and primitives. */
    public @Nullable T absent() {
        return null;
    }

    /**
     * Returns what an element that has nothing in it reads as: an empty collection, which other writers of the format
     * do not mark; null elements are known by their collection's companion.
     */
    @Nullable
    T empty() {
        return absent();
    }

    /** Returns whether a value is written as nothing at all, as an empty optional is. */
    boolean isAbsent(T value) {
        return false;
    }

    /** Writes a method's whole arguments or reply; what is no message is field 1 of one that has no other. */
    void writePayload(@Nullable T value, WireWriter out) {
        writeField(1, value, out);
    }

    /** Reads what {@link #writePayload} wrote. */
    @Nullable
    T readPayload(WireReader in) {
        T value = null;
        boolean present = false;
        for (int field = in.nextField(); field != 0; field = in.nextField()) {
            if (field == 1) {
                value = readField(in, value);
                present = true;
            } else {
                in.skipField();
            }
        }
        return present ? value : absent();
    }

    /** Writes a method's whole arguments or reply as JSON. */
    void writeJsonPayload(@Nullable T value, JsonWriter out) {
        out.writeValue(value, this);
    }

    /** Reads what {@link #writeJsonPayload} wrote. */
    @Nullable
    T readJsonPayload(JsonReader in) {
        return in.readValue(this);
    }
}
