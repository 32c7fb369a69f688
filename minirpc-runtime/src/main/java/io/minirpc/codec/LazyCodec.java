package io.minirpc.codec;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stands for a message codec that may not be there yet when this one is made. */
final class LazyCodec<T> extends MessageCodec<T> {
    private final Supplier<? extends MessageCodec<T>> supplier;

    LazyCodec(Supplier<? extends MessageCodec<T>> supplier) {
        super("message");
        this.supplier = supplier;
    }

    @Override
    public void write(T value, WireWriter out) {
        supplier.get().write(value, out);
    }

    @Override
    public @Nullable T read(WireReader in) {
        return supplier.get().read(in);
    }

    @Override
    public void writeJson(T value, JsonWriter out) {
        supplier.get().writeJson(value, out);
    }

    @Override
    public @Nullable T readJson(JsonReader in) {
        return supplier.get().readJson(in);
    }

    @Override
    public void print(T value, TextPrinter out) {
        supplier.get().print(value, out);
    }
}
