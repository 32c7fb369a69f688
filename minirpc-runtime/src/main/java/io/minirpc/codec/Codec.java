package io.minirpc.codec;

import org.jspecify.annotations.Nullable;

/**
 * The encoding of the values of one type, in the native format and in JSON. Immutable and thread-safe.
 *
 * <p>Applications use the methods that need no call: {@link #toBytes}, {@link #fromBytes}, {@link #toJson} and
 * {@link #fromJson}, for messages kept in a file, a cache or a queue, or sent by another protocol. They need neither a
 * client nor a server, start no thread, and use no class of Netty. The other methods are for generated code.
 *
 * <p>{@code toBytes} writes the native format, Protocol Buffers' wire format, the one that evolves best: fields are
 * known by number, so that they may be renamed, and readers skip those they do not know. JSON knows fields by name. In
 * both, older and newer versions of a type read each other's values as peers in a call do, and later versions of
 * minirpc read what earlier ones wrote. The bytes carry neither their type nor their length nor a checksum: what stores
 * them has to keep them whole. Equal values may differ in their bytes, as sets may differ in their order.
 *
 * <p>Reading expects input from anyone. Whatever it is, the result is a value or a {@link CodecException} whose message
 * says what was found and where; nothing is allocated for a size that the input only claims. The {@link Limits} hold in
 * both directions. Default: {@link Limits#DEFAULT}.
 *
 * @param <T> the type of the values
 */
public abstract class Codec<T> {
    /** Only this package and generated codecs, through {@link MessageCodec}, make codecs. */
    Codec() {}

    /**
     * Returns a value in the native format, within the default limits.
     *
     * @throws CodecException if the value exceeds a limit or cannot be written
     */
    public final byte[] toBytes(T value) {
        return toBytes(value, Limits.DEFAULT);
    }

    /**
     * Returns a value in the native format. A message is written as its fields; any other value as field 1 of a
     * message.
     *
     * @throws CodecException if the value exceeds a limit or cannot be written
     */
    public final byte[] toBytes(T value, Limits limits) {
        return Standalone.toBytes(this, value, limits);
    }

    /**
     * Returns the value of bytes in the native format, within the default limits; see {@link #fromBytes(byte[],
     * Limits)}.
     *
     * @throws CodecException if the bytes are not those of a value
     */
    public final T fromBytes(byte[] bytes) {
        return fromBytes(bytes, Limits.DEFAULT);
    }

    /**
     * Returns the value of bytes in the native format. As in Protocol Buffers, a message without bytes is one whose
     * fields are all absent, and of a field that comes twice, the last value counts.
     *
     * @throws CodecException if the bytes are not those of a value, exceed a limit, or hold an enum constant or a leaf
     *     of a sealed interface that this version does not know, see {@link CodecException#isUnknownValue}
     */
    public final T fromBytes(byte[] bytes, Limits limits) {
        return Standalone.fromBytes(this, bytes, limits);
    }

    /**
     * Returns a value as JSON, within the default limits.
     *
     * @throws CodecException if the value exceeds a limit or cannot be written
     */
    public final String toJson(T value) {
        return toJson(value, Limits.DEFAULT);
    }

    /**
     * Returns a value as JSON, RFC 8259, on one line. Properties that are null or empty optionals are left out.
     *
     * @throws CodecException if the value exceeds a limit or cannot be written
     */
    public final String toJson(T value, Limits limits) {
        return Standalone.toJson(this, value, limits);
    }

    /**
     * Returns the value of a JSON text, within the default limits; see {@link #fromJson(String, Limits)}.
     *
     * @throws CodecException if the text is not JSON or not that of a value
     */
    public final T fromJson(String json) {
        return fromJson(json, Limits.DEFAULT);
    }

    /**
     * Returns the value of a JSON text. The text is one value of RFC 8259, without any leniency: no comments, no
     * trailing commas, nothing behind the value. Names of properties match in any case, unknown ones are skipped, and
     * one that comes twice is an error.
     *
     * @throws CodecException if the text is not JSON or not that of a value, exceeds a limit, or holds an enum constant
     *     or a leaf of a sealed interface that this version does not know, see {@link CodecException#isUnknownValue}
     */
    public final T fromJson(String json, Limits limits) {
        return Standalone.fromJson(this, json, limits);
    }

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
