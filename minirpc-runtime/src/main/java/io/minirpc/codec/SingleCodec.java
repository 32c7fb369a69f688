package io.minirpc.codec;

import org.jspecify.annotations.Nullable;

/**
 * A codec whose values are one tag and one value each, so that they can be elements of collections as they are:
 * scalars, enums and messages.
 *
 * @param <T> the type of the values
 */
public abstract class SingleCodec<T> extends Codec<T> {
    SingleCodec() {}

    /** Returns the wire type of a value: {@link WireType}'s VARINT, FIXED64, LENGTH or FIXED32. */
    abstract int wireType();

    /** Writes a value without its tag; where the wire type is LENGTH, the length comes first. */
    abstract void writeValue(T value, WireWriter out);

    /** Reads what {@link #writeValue} wrote; null where it is a value that this version does not know. */
    abstract @Nullable T readValue(WireReader in);

    @Override
    public void writeField(int number, @Nullable T value, WireWriter out) {
        if (value != null) {
            out.writeTag(number, wireType());
            writeValue(value, out);
        }
    }

    @Override
    public @Nullable T readField(WireReader in, @Nullable T soFar) {
        in.expect(wireType());
        return readValue(in);
    }

    /** Returns whether many values can be packed into one field, as those without a length of their own can. */
    final boolean isPackable() {
        return wireType() != WireType.LENGTH;
    }
}
