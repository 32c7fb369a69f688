package io.minirpc.codec;

import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An optional: its value where there is one, nothing where it is empty. */
final class OptionalCodec<E, O> extends Codec<O> {
    private final Codec<E> value;
    private final O empty;
    private final Predicate<O> isEmpty;
    private final Function<O, E> get;
    private final Function<E, O> of;

    OptionalCodec(Codec<E> value, O empty, Predicate<O> isEmpty, Function<O, E> get, Function<E, O> of) {
        this.value = value;
        this.empty = empty;
        this.isEmpty = isEmpty;
        this.get = get;
        this.of = of;
    }

    @Override
    public void writeField(int number, @Nullable O optional, WireWriter out) {
        if (optional != null && !isEmpty.test(optional)) {
            value.writeField(number, get.apply(optional), out);
        }
    }

    @Override
    public O readField(WireReader in, @Nullable O soFar) {
        return wrap(value.readField(in, soFar == null || isEmpty.test(soFar) ? null : get.apply(soFar)));
    }

    @Override
    public void writeJson(O optional, JsonWriter out) {
        if (isEmpty.test(optional)) {
            out.writeNull();
        } else {
            value.writeJson(get.apply(optional), out);
        }
    }

    @Override
    public O readJson(JsonReader in) {
        return wrap(value.readJson(in));
    }

    @Override
    public O absent() {
        return empty;
    }

    @Override
    boolean isAbsent(O optional) {
        return isEmpty.test(optional);
    }

    @Override
    public void print(O optional, TextPrinter out) {
        if (isEmpty.test(optional)) {
            out.plain("empty");
        } else {
            out.value(get.apply(optional), value);
        }
    }

    private O wrap(@Nullable E read) {
        return read == null ? empty : of.apply(read);
    }
}
