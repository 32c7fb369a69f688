package io.minirpc.codec;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A type that travels as its text, a string in both formats. */
final class TextCodec<T> extends ScalarCodec<T> {
    private final String name;
    private final Function<T, String> toText;
    private final Function<String, T> fromText;

    TextCodec(String name, Function<T, String> toText, Function<String, T> fromText) {
        this.name = name;
        this.toText = toText;
        this.fromText = fromText;
    }

    @Override
    int wireType() {
        return WireType.LENGTH;
    }

    @Override
    void writeValue(T value, WireWriter out) {
        out.writeStringValue(toText.apply(value));
    }

    @Override
    @Nullable
    T readValue(WireReader in) {
        return parse(in.readStringValue());
    }

    @Override
    String toText(T value) {
        return toText.apply(value);
    }

    @Override
    T fromText(String text) {
        return fromText.apply(text);
    }

    @Override
    String name() {
        return name;
    }
}
