package io.minirpc.codec;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A codec of a message: named, numbered fields. The annotation processor writes one for each record, bean and sealed
 * interface. Applications use it by the methods of {@link Codec} that need no call.
 *
 * @param <T> the message's type
 */
public abstract class MessageCodec<T> extends SingleCodec<T> {
    private final String name;

    /** Creates a codec; the name is the message's in error texts, by custom its type's simple name. */
    protected MessageCodec(String name) {
        this.name = requireNonNull(name, "name");
    }

    /** Returns the message's name in error texts. */
    public final String name() {
        return name;
    }

    /** Writes the fields of a message, one after the other. */
    public abstract void write(T value, WireWriter out);

    /** Reads fields until {@link WireReader#nextField} answers 0; fields that are not there are zero, null or empty. */
    public abstract @Nullable T read(WireReader in);

    @Override
    public abstract void writeJson(T value, JsonWriter out);

    @Override
    public abstract @Nullable T readJson(JsonReader in);

    /** Prints the fields; the name alone where a codec that was written by hand says nothing of them. */
    @Override
    public void print(T value, TextPrinter out) {
        out.plain(name);
    }

    /**
     * Returns the exception for values that the message's own constructor or setter refused, with its reason, and with
     * the fields that were absent: an older peer does not send those that it does not know. For generated codecs.
     *
     * @param values the values, in the order of the fields; null where one was absent
     */
    protected final CodecException refusal(RuntimeException reason, JsonFields fields, @Nullable Object[] values) {
        return CodecException.refused(name, reason, fields.absent(values));
    }

    /**
     * Returns the exception for values that the message's own constructor or setter refused, without its reason, which
     * may quote one that is sensitive. For generated codecs.
     */
    protected final CodecException refusal() {
        return new CodecException("a value of " + name
                + " was refused (why is not repeated, since it has parts that are marked @Sensitive)");
    }

    /**
     * Returns the exception for a value of a sealed type that is of none of the leaves which that had when its codec
     * was generated. For generated codecs.
     */
    protected final CodecException unknownLeaf(T value) {
        return new CodecException("a " + value.getClass().getSimpleName() + ", which " + name
                + " did not permit when its codec was compiled (remedy: compile what uses it again)");
    }

    /**
     * Returns the exception for a value of a subclass, whose own properties the codec does not know. For generated
     * codecs.
     */
    protected final CodecException subclass(T value) {
        String type = value.getClass().getTypeName();
        return new CodecException("a value of the subclass " + type.substring(type.lastIndexOf('.') + 1)
                + ", which would arrive as " + name + " without the rest (expected: " + name
                + " itself; remedy: a sealed interface of both)");
    }

    @Override
    final int wireType() {
        return WireType.LENGTH;
    }

    @Override
    void writeValue(T value, WireWriter out) {
        int mark = out.beginLength();
        out.enter();
        write(value, out);
        out.leave();
        out.endLength(mark);
    }

    @Override
    @Nullable
    T readValue(WireReader in) {
        return in.readMessageValue(this);
    }

    /**
     * Writes the fields as they are; null is a marker that other readers of the format skip, so it differs from empty.
     */
    @Override
    void writePayload(@Nullable T value, WireWriter out) {
        if (value == null) {
            out.writeNullMessage();
        } else {
            out.enter();
            write(value, out);
            out.leave();
        }
    }

    @Override
    @Nullable
    T readPayload(WireReader in) {
        return in.readNullMessage() ? null : in.readFields(this);
    }
}
