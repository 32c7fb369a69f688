package io.minirpc.codec;

import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A collection: a repeated field, whose companion tells an empty one from null and says where null elements are. */
final class RepeatedCodec<E, C extends Collection<E>> extends Codec<C> {
    private final SingleCodec<E> element;
    private final Supplier<? extends C> supplier;

    RepeatedCodec(SingleCodec<E> element, Supplier<? extends C> supplier) {
        this.element = element;
        this.supplier = supplier;
    }

    @Override
    public void writeField(int number, @Nullable C value, WireWriter out) {
        if (value != null) {
            Repeated.write(number, value, value.size(), element, out);
        }
    }

    @Override
    public C readField(WireReader in, @Nullable C soFar) {
        C elements = soFar != null ? soFar : supplier.get();
        return in.isCompanion()
                ? Repeated.readNulls(in, elements, supplier, element)
                : Repeated.read(in, elements, element);
    }

    @Override
    C empty() {
        return supplier.get();
    }

    @Override
    public void writeJson(C value, JsonWriter out) {
        out.beginArray(value.size());
        for (E each : value) {
            out.writeValue(each, element);
        }
        out.endArray();
    }

    @Override
    public C readJson(JsonReader in) {
        return Repeated.readJson(in, supplier.get(), element);
    }

    @Override
    public void print(C value, TextPrinter out) {
        out.elements(value, value.size(), element);
    }
}
