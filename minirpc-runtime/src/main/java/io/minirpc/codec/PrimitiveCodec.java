package io.minirpc.codec;

import org.jspecify.annotations.Nullable;

/**
 * A reply of a primitive type: what is not there is zero. Zero is written all the same, since the other side may have
 * declared the boxed type, as asynchronous interfaces do, and would read null.
 */
final class PrimitiveCodec<T> extends Codec<T> {
    private final ScalarCodec<T> boxed;
    private final T zero;

    PrimitiveCodec(ScalarCodec<T> boxed, T zero) {
        this.boxed = boxed;
        this.zero = zero;
    }

    @Override
    public void writeField(int number, @Nullable T value, WireWriter out) {
        if (value != null) {
            boxed.writeField(number, value, out);
        }
    }

    @Override
    public @Nullable T readField(WireReader in, @Nullable T soFar) {
        return boxed.readField(in, soFar);
    }

    @Override
    public void writeJson(T value, JsonWriter out) {
        boxed.writeJson(value, out);
    }

    @Override
    public @Nullable T readJson(JsonReader in) {
        return boxed.readJson(in);
    }

    @Override
    public T absent() {
        return zero;
    }

    @Override
    public void print(T value, TextPrinter out) {
        boxed.print(value, out);
    }
}
