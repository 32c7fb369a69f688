package io.minirpc.codec;

import org.jspecify.annotations.Nullable;

/** A message whose only field, number 1, is a collection or an optional: the form these have as elements of another. */
final class WrappedCodec<T> extends MessageCodec<T> {
    private final Codec<T> inner;

    WrappedCodec(Codec<T> inner) {
        super("element");
        this.inner = inner;
    }

    @Override
    public void write(T value, WireWriter out) {
        inner.writeField(1, value, out);
    }

    @Override
    public @Nullable T read(WireReader in) {
        T value = inner.readPayload(in);
        return value != null ? value : inner.empty();
    }

    /** JSON has no object here, so that this is no level of nesting either. */
    @Override
    void writeValue(T value, WireWriter out) {
        int mark = out.beginLength();
        write(value, out);
        out.endLength(mark);
    }

    @Override
    @Nullable
    T readValue(WireReader in) {
        int outer = in.beginLength();
        T value = read(in);
        in.endLength(outer);
        return value;
    }

    @Override
    public void writeJson(T value, JsonWriter out) {
        if (inner.isAbsent(value)) {
            out.writeNull();
        } else {
            inner.writeJson(value, out);
        }
    }

    @Override
    public @Nullable T readJson(JsonReader in) {
        return inner.readJson(in);
    }

    @Override
    public @Nullable T absent() {
        return inner.absent();
    }

    @Override
    public void print(T value, TextPrinter out) {
        inner.print(value, out);
    }
}
