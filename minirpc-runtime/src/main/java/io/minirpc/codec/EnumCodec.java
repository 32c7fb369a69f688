package io.minirpc.codec;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An enum: its number in the native format, its text in JSON. Constants go by the names that they had when the code
 * that uses this was compiled, since the enum may come from another version of its jar. As in protobuf's closed enums,
 * a constant that this version does not know reads as if it had not been there.
 */
@SuppressWarnings("EnumOrdinal") // an index into arrays made from the same enum
final class EnumCodec<E extends Enum<E>> extends ScalarCodec<E> {
    private final Class<E> type;

    /** The numbers in the order of the names, and the constants that have them; null where the enum has none. */
    private final int[] numbers;

    private final @Nullable E[] constants;

    /** The indexes of the constants in the arrays above, by ordinal; -1 for those that were not named. */
    private final int[] indexes;

    private final String[] texts;
    private final Map<String, E> byText = new HashMap<>();

    EnumCodec(Class<E> type, String[] names, int[] numbers, String[] texts) {
        this.type = type;
        this.numbers = numbers.clone();
        this.texts = texts.clone();
        Set<E> values = EnumSet.allOf(type);
        constants = array(names.length);
        indexes = new int[values.size()];
        for (E value : values) {
            int index = Arrays.asList(names).indexOf(value.name());
            indexes[value.ordinal()] = index;
            if (index >= 0) {
                constants[index] = value;
                byText.put(texts[index], value);
            }
        }
    }

    @SuppressWarnings("unchecked") // the erasure of E is Enum
    private static <E extends Enum<E>> @Nullable E[] array(int length) {
        return (E[]) new Enum<?>[length];
    }

    static <E extends Enum<E>> EnumCodec<E> byPosition(Class<E> type, String[] names) {
        int[] numbers = new int[names.length];
        Arrays.setAll(numbers, i -> i);
        return new EnumCodec<>(type, names, numbers, names);
    }

    /** Returns the enum that a codec is for. */
    static <E extends Enum<E>> Class<E> type(ScalarCodec<E> codec) {
        if (codec instanceof EnumCodec<E> constants) {
            return constants.type;
        }
        throw new IllegalArgumentException("codec: " + codec.name() + " (expected: that of an enum)");
    }

    @Override
    int wireType() {
        return WireType.VARINT;
    }

    @Override
    void writeValue(E value, WireWriter out) {
        out.writeVarint32(numbers[index(value)]);
    }

    @Override
    @Nullable
    E readValue(WireReader in) {
        int number = (int)
                in.readVarint64(); // as protobuf reads enums, so that -1 of a newer version is unknown, not an error
        if (number >= 0 && number < numbers.length && numbers[number] == number) {
            return constants[number];
        }
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] == number) {
                return constants[i];
            }
        }
        return null;
    }

    @Override
    String toText(E value) {
        return texts[index(value)];
    }

    private int index(E value) {
        int index = indexes[value.ordinal()];
        if (index < 0) {
            throw new CodecException("the constant " + value.name() + " of " + name()
                    + ", which was not there when its codec was compiled (remedy: compile what uses it again)");
        }
        return index;
    }

    @Override
    @Nullable
    E fromText(String text) {
        return byText.get(text);
    }

    @Override
    String name() {
        return type.getSimpleName();
    }

    @Override
    public void print(E value, TextPrinter out) {
        out.plain(value.name());
    }
}
