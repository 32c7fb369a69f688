package io.minirpc.codec;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An enum: its number in the native format, its text in JSON. As in protobuf's closed enums, a constant that this
 * version does not know reads as if it had not been there.
 */
@SuppressWarnings("EnumOrdinal") // an index into arrays made from the same enum
final class EnumCodec<E extends Enum<E>> extends ScalarCodec<E> {
    private final E[] values;
    private final int[] numbers;
    private final String[] texts;
    private final Map<String, E> byText = new HashMap<>();

    EnumCodec(E[] values, int[] numbers, String[] texts) {
        this.values = values.clone();
        this.numbers = numbers.clone();
        this.texts = texts.clone();
        for (int i = 0; i < values.length; i++) {
            byText.put(texts[i], values[i]);
        }
    }

    static <E extends Enum<E>> EnumCodec<E> byOrdinal(E[] values) {
        int[] numbers = new int[values.length];
        String[] texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = i;
            texts[i] = values[i].name();
        }
        return new EnumCodec<>(values, numbers, texts);
    }

    @Override
    int wireType() {
        return WireType.VARINT;
    }

    @Override
    void writeValue(E value, WireWriter out) {
        out.writeVarint32(numbers[value.ordinal()]);
    }

    @Override
    @Nullable
    E readValue(WireReader in) {
        int number = (int)
                in.readVarint64(); // as protobuf reads enums, so that -1 of a newer version is unknown, not an error
        if (number >= 0 && number < numbers.length && numbers[number] == number) {
            return values[number];
        }
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] == number) {
                return values[i];
            }
        }
        return null;
    }

    @Override
    String toText(E value) {
        return texts[value.ordinal()];
    }

    @Override
    @Nullable
    E fromText(String text) {
        return byText.get(text);
    }

    @Override
    String name() {
        return values.length == 0 ? "enum" : values[0].getDeclaringClass().getSimpleName();
    }

    @Override
    public void print(E value, TextPrinter out) {
        out.plain(value.name());
    }
}
