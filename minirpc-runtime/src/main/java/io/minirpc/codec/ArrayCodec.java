package io.minirpc.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** An array of references: as a list. */
final class ArrayCodec<E> extends Codec<E[]> {
    private final SingleCodec<E> element;
    private final IntFunction<E[]> constructor;

    ArrayCodec(SingleCodec<E> element, IntFunction<E[]> constructor) {
        this.element = element;
        this.constructor = constructor;
    }

    @Override
    public void writeField(int number, E @Nullable [] value, WireWriter out) {
        if (value != null) {
            Repeated.write(number, Arrays.asList(value), value.length, element, out);
        }
    }

    @Override
    public E[] readField(WireReader in, E @Nullable [] soFar) {
        E[] array = soFar != null ? soFar : empty();
        List<E> elements = Arrays.asList(array);
        if (in.isCompanion()) {
            List<E> withNulls = Repeated.readNulls(in, elements, ArrayList::new, element);
            return withNulls == elements ? array : withNulls.toArray(empty());
        }
        in.countCopied(array.length);
        return Repeated.read(in, new ArrayList<>(elements), element).toArray(empty());
    }

    @Override
    E[] empty() {
        return constructor.apply(0);
    }

    @Override
    public void writeJson(E[] value, JsonWriter out) {
        out.beginArray(value.length);
        for (E each : value) {
            out.writeValue(each, element);
        }
        out.endArray();
    }

    @Override
    public E[] readJson(JsonReader in) {
        return Repeated.readJson(in, new ArrayList<>(), element).toArray(empty());
    }

    @Override
    public void print(E[] value, TextPrinter out) {
        out.elements(Arrays.asList(value), value.length, element);
    }
}
