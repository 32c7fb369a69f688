package io.minirpc.codec;

import static io.minirpc.codec.Formats.fromJson;
import static io.minirpc.codec.Formats.fromNative;
import static io.minirpc.codec.Formats.hex;
import static io.minirpc.codec.Formats.throughJson;
import static io.minirpc.codec.Formats.throughNative;
import static io.minirpc.codec.Formats.toJson;
import static io.minirpc.codec.Formats.toNative;
import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CollectionCodecsTest {
    private static final Codec<List<Integer>> INTS = Codecs.list(Codecs.INT32);
    private static final Codec<List<String>> STRINGS = Codecs.list(Codecs.STRING);

    @Test
    void nullIsNotEmptyAndEmptyIsNotAListOfNull() {
        assertSurvives(STRINGS, null);
        assertSurvives(STRINGS, List.of());
        assertSurvives(STRINGS, asList((String) null));
        assertSurvives(STRINGS, asList(null, null));
        assertSurvives(INTS, null);
        assertSurvives(INTS, List.of());
        assertSurvives(INTS, asList((Integer) null));
    }

    @Test
    void nullElementsKeepTheirPlaces() {
        assertSurvives(STRINGS, asList("a", null, "", null, null, "b", null));
        assertSurvives(STRINGS, asList(null, "a"));
        assertSurvives(INTS, asList(0, null, 1, null));
        assertSurvives(INTS, asList(null, null, 5));
    }

    @Test
    void nullElementsFitNoArrayOfPrimitives() {
        List<Integer> nulls = asList(1, null);
        String expected = "a null element in an array of primitives (expected: a value)";
        assertThatThrownBy(() -> fromNative(Codecs.INT32_ARRAY, hex(toNative(INTS, nulls))))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith(expected);
        assertThatThrownBy(() -> Codecs.INT32_ARRAY.fromJson(INTS.toJson(nulls)))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith(expected);
    }

    @Test
    void numbersArePackedAndTheRestIsOneFieldAnElement() {
        assertThat(hex(toNative(INTS, List.of(1, 300)))).isEqualTo("0a0301ac02");
        assertThat(hex(toNative(STRINGS, List.of("a", "b")))).isEqualTo("0a01610a0162");
    }

    @Test
    void emptinessAndNullsStandInAFieldThatOthersSkip() {
        assertThat(hex(toNative(INTS, List.of()))).isEqualTo("0a00");
        assertThat(hex(toNative(STRINGS, List.of()))).isEqualTo("8a8080800800");
        assertThat(hex(toNative(STRINGS, asList("a", null)))).isEqualTo("0a0161" + "8a80808008" + "0101");
    }

    @Test
    void bothPackedAndUnpackedNumbersAreRead() {
        assertThat(fromNative(INTS, "08 01 08 02 0a 02 03 04 08 05")).containsExactly(1, 2, 3, 4, 5);
        assertThat(fromNative(Codecs.INT32_ARRAY, "08 01 08 02 0a 02 03 04 08 05"))
                .containsExactly(1, 2, 3, 4, 5);
        assertThat(fromNative(Codecs.DOUBLE_ARRAY, "09 000000000000f03f 0a 08 0000000000000040"))
                .containsExactly(1.0, 2.0);
        assertThat(fromNative(Codecs.BOOL_ARRAY, "08 01 10 07 08 00")).containsExactly(true, false);
    }

    @Test
    void nestedListsKeepNullAndEmptyApart() {
        Codec<List<List<Integer>>> ints = Codecs.list(INTS);
        assertSurvives(ints, asList(List.of(), null, asList(1, null), asList((Integer) null)));
        Codec<List<List<List<String>>>> strings = Codecs.list(Codecs.list(STRINGS));
        assertSurvives(strings, asList(null, List.of(), List.of(List.of()), asList(null, List.of("a"), List.of())));
    }

    @Test
    void elementsThatOtherWritersLeaveUnmarkedAreEmptyCollections() {
        assertThat(fromNative(Codecs.list(INTS), "0a00 0a030a0101")).containsExactly(List.of(), List.of(1));
        assertThat(fromNative(Codecs.list(Codecs.map(Codecs.STRING, Codecs.INT32)), "0a00"))
                .containsExactly(Map.of());
        assertThat(fromNative(Codecs.list(Codecs.INT32_ARRAY), "0a00")).containsExactly(new int[0]);
        assertThat(fromNative(Codecs.list(Codecs.array(Codecs.STRING, String[]::new)), "0a00"))
                .containsExactly(new String[0]);
        assertThat(fromNative(Codecs.list(Codecs.optional(Codecs.STRING)), "0a00"))
                .containsExactly(Optional.empty());
    }

    @Test
    void setsKeepTheOrderTheyWereWrittenIn() {
        Set<String> set = new LinkedHashSet<>(asList("z", null, "a"));
        assertThat(throughNative(Codecs.set(Codecs.STRING), set)).containsExactly("z", null, "a");
        assertThat(throughJson(Codecs.set(Codecs.STRING), set)).containsExactly("z", null, "a");
    }

    @Test
    void collectionsAreOfTheTypeTheyAreAskedFor() {
        Codec<LinkedList<Integer>> linked = Codecs.collection(Codecs.INT32, LinkedList::new);
        assertSurvives(linked, new LinkedList<>(asList(1, null, 2)));
        Codec<TreeSet<String>> sorted = Codecs.collection(Codecs.STRING, TreeSet::new);
        assertSurvives(sorted, new TreeSet<>(Set.of("b", "a")));
        Codec<Deque<String>> deque = Codecs.collection(Codecs.STRING, ArrayDeque::new);
        assertThat(throughNative(deque, new ArrayDeque<>(List.of("b", "a")))).containsExactly("b", "a");
        assertThat(throughJson(deque, new ArrayDeque<>(List.of("b", "a")))).containsExactly("b", "a");
    }

    @Test
    void nullInACollectionThatTakesNoneIsRefused() {
        Codec<TreeSet<String>> sorted = Codecs.collection(Codecs.STRING, TreeSet::new);
        assertThatThrownBy(() -> fromJson(sorted, "[\"a\",null]")).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> fromNative(sorted, toNative(STRINGS, asList("a", null))))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void arraysOfReferencesAreLikeLists() {
        Codec<String[]> codec = Codecs.array(Codecs.STRING, String[]::new);
        for (String[] array : new String[][] {{}, {"a"}, {null}, {null, "a", null}, null}) {
            assertSurvives(codec, array);
            assertThat(toNative(codec, array)).isEqualTo(toNative(STRINGS, array == null ? null : asList(array)));
        }
        Codec<Integer[][]> nested = Codecs.array(Codecs.array(Codecs.INT32, Integer[]::new), Integer[][]::new);
        assertSurvives(nested, new Integer[][] {{1, null}, {}, null});
    }

    @Test
    void arraysOfPrimitivesSurvive() {
        assertSurvives(Codecs.BOOL_ARRAY, new boolean[] {true, false});
        assertSurvives(Codecs.INT16_ARRAY, new short[] {Short.MIN_VALUE, 0, Short.MAX_VALUE});
        assertSurvives(Codecs.CHAR_ARRAY, "é\"中😀\0".toCharArray());
        assertSurvives(Codecs.CHAR_ARRAY, new char[] {'\udc00', '\ud800', 'a', '\ud800'});
        for (Codec<int[]> codec : List.of(Codecs.INT32_ARRAY, Codecs.SINT32_ARRAY, Codecs.SFIXED32_ARRAY)) {
            assertSurvives(codec, new int[] {Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE});
            assertSurvives(codec, new int[0]);
            assertSurvives(codec, new int[1_000]);
            assertSurvives(codec, null);
        }
        for (Codec<long[]> codec : List.of(Codecs.INT64_ARRAY, Codecs.SINT64_ARRAY, Codecs.SFIXED64_ARRAY)) {
            assertSurvives(codec, new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE});
        }
        assertSurvives(Codecs.FLOAT_ARRAY, new float[] {-0f, Float.NaN, 0.1f});
        assertSurvives(Codecs.DOUBLE_ARRAY, new double[] {-0d, Double.NEGATIVE_INFINITY, 0.1});
        List<int[]> arrays = asList(new int[] {1}, null, new int[0]);
        assertThat(throughNative(Codecs.list(Codecs.INT32_ARRAY), arrays).toArray())
                .isEqualTo(arrays.toArray());
        assertThat(throughJson(Codecs.list(Codecs.INT32_ARRAY), arrays).toArray())
                .isEqualTo(arrays.toArray());
    }

    @Test
    void optionalsAreNeverNull() {
        assertThat(fromNative(Codecs.OPTIONAL_INT, "")).isEmpty();
        assertThat(fromJson(Codecs.OPTIONAL_INT, "null")).isEmpty();
        assertThat(throughNative(Codecs.optional(Codecs.STRING), null)).isEmpty();
        assertSurvives(Codecs.OPTIONAL_INT, OptionalInt.of(0));
        assertSurvives(Codecs.OPTIONAL_LONG, OptionalLong.of(-1));
        assertSurvives(Codecs.OPTIONAL_DOUBLE, OptionalDouble.of(-0.0));
        assertSurvives(Codecs.optional(STRINGS), Optional.of(List.of()));
        assertSurvives(Codecs.optional(STRINGS), Optional.of(asList((String) null)));
        assertSurvives(Codecs.list(Codecs.optional(Codecs.INT32)), List.of(Optional.empty(), Optional.of(0)));
        assertSurvives(Codecs.list(Codecs.OPTIONAL_INT), List.of(OptionalInt.empty(), OptionalInt.of(0)));
    }

    @Test
    void anUnknownConstantIsNullAndLeftOutOfCollections() {
        assertThat(fromNative(Color.CODEC, "0809")).isNull();
        assertThat(fromNative(Color.CODEC, toNative(Codecs.INT64, -1L))).isNull();
        assertThat(fromJson(Color.CODEC, "\"PINK\"")).isNull();
        assertThat(fromNative(Codecs.list(Color.CODEC), "0a03050901")).containsExactly(Color.GREEN, Color.BLUE);
        assertThat(fromJson(Codecs.list(Color.CODEC), "[\"RED\",\"BLUE\",null,\"blau\"]"))
                .containsExactly(Color.RED, null, Color.BLUE);
        assertThat(fromNative(Codecs.optional(Color.CODEC), "0809")).isEmpty();
        assertThat(fromJson(Codecs.optional(Color.CODEC), "\"PINK\"")).isEmpty();
    }

    @Test
    void nullsBehindAnUnknownConstantComeLast() {
        assertThat(fromNative(Codecs.list(Color.CODEC), "0a020905 8a80808008 0102"))
                .containsExactly(Color.GREEN, null);
    }

    @Test
    void anElementMayEndInAFieldLikeTheOneBehindTheList() {
        // field 2 of the element and field 2 of the message are the same tag
        List<Customer> reports = List.of(Customer.named("a"));
        byte[] twice = toNative(Codecs.list(CustomerCodec.INSTANCE), reports);
        byte[] bytes = new byte[twice.length + 3];
        System.arraycopy(twice, 0, bytes, 0, twice.length);
        bytes[twice.length] = 0x12;
        bytes[twice.length + 1] = 1;
        bytes[twice.length + 2] = 'x';
        assertThat(fromNative(Codecs.list(CustomerCodec.INSTANCE), bytes)).hasSize(1);
    }

    @Test
    void collectionsInPiecesAreOne() {
        assertThat(fromNative(STRINGS, "0a0161 1001 0a0162")).containsExactly("a", "b");
        assertThat(fromNative(Codecs.array(Codecs.STRING, String[]::new), "0a0161 1001 0a0162"))
                .containsExactly("a", "b");
        assertThat(fromNative(Codecs.set(Codecs.STRING), "0a0161 1001 0a0161")).containsExactly("a");
    }

    @Test
    void jsonIsAsWritten() {
        assertThat(toJson(STRINGS, asList("a", null))).isEqualTo("[\"a\",null]");
        assertThat(toJson(Codecs.BOOL_ARRAY, new boolean[] {true})).isEqualTo("[true]");
        assertThat(toJson(Codecs.CHAR_ARRAY, "ab".toCharArray())).isEqualTo("\"ab\"");
        assertThat(toJson(Codecs.CHAR_ARRAY, new char[] {'a', '\ud800'})).isEqualTo("\"\\u0061\\ud800\"");
        assertThat(toJson(Codecs.DOUBLE_ARRAY, new double[] {1, Double.NaN})).isEqualTo("[1.0,\"NaN\"]");
    }

    private static <T> void assertSurvives(Codec<T> codec, T value) {
        assertThat((Object) throughNative(codec, value)).isEqualTo(value);
        assertThat((Object) throughJson(codec, value)).isEqualTo(value);
        if (value != null) {
            List<T> elements = new ArrayList<>(asList(value, value));
            assertThat(throughNative(Codecs.list(codec), elements).toArray()).isEqualTo(elements.toArray());
            assertThat(throughJson(Codecs.list(codec), elements).toArray()).isEqualTo(elements.toArray());
        }
    }
}
