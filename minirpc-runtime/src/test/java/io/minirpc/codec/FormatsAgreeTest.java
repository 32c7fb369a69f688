package io.minirpc.codec;

import static io.minirpc.codec.Formats.throughJson;
import static io.minirpc.codec.Formats.throughNative;
import static io.minirpc.codec.Formats.toJson;
import static io.minirpc.codec.Formats.toNative;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What one format takes the other takes, and what comes out is the same. */
class FormatsAgreeTest {
    private static final Codec<Customer> CUSTOMER = CustomerCodec.INSTANCE;

    @Test
    void anyMessageComesOutOfBothFormatsAsItWentIn() {
        for (long seed = 0; seed < 150; seed++) {
            Customer customer = new RandomValues(seed).customer(2);
            String written = toJson(CUSTOMER, customer);
            assertThat(toJson(CUSTOMER, throughNative(CUSTOMER, customer)))
                    .as("native, seed %d", seed)
                    .isEqualTo(written);
            assertThat(toNative(CUSTOMER, throughJson(CUSTOMER, customer)))
                    .as("JSON, seed %d", seed)
                    .isEqualTo(toNative(CUSTOMER, customer));
        }
    }

    @Test
    void fieldsAreEqualAndNotOnlyTheirBytes() {
        for (long seed = 0; seed < 20; seed++) {
            Customer customer = new RandomValues(seed).customer(1);
            assertThat(throughNative(CUSTOMER, customer))
                    .as("native, seed %d", seed)
                    .usingRecursiveComparison()
                    .withEqualsForType(Double::equals, Double.class)
                    .isEqualTo(customer);
            assertThat(throughJson(CUSTOMER, customer))
                    .as("JSON, seed %d", seed)
                    .usingRecursiveComparison()
                    .withEqualsForType(Double::equals, Double.class)
                    .isEqualTo(customer);
        }
    }

    @Test
    void messagesInMessagesHaveTheSameLimitOfDepth() {
        assertSameLimit(levels -> nested(levels, Customer::of), 64);
    }

    @Test
    void messagesInListsHaveTheSameLimitOfDepth() {
        assertSameLimit(levels -> nested(levels, inner -> Customer.reportedBy(List.of(inner))), 32);
        assertSameLimit(levels -> nested(levels, inner -> Customer.reportedBy(Collections.nCopies(1, inner))), 32);
    }

    @Test
    void anEmptyOrNullListIsALevelInBothFormats() {
        assertThat(accepted(endingIn(63, Customer.reportedBy(List.of())), CUSTOMER))
                .isEqualTo("both");
        assertThat(accepted(endingIn(64, Customer.reportedBy(List.of())), CUSTOMER))
                .isEqualTo("neither");
        List<Customer> nulls = new ArrayList<>();
        nulls.add(null);
        assertThat(accepted(endingIn(63, Customer.reportedBy(nulls)), CUSTOMER)).isEqualTo("both");
        assertThat(accepted(endingIn(64, Customer.reportedBy(nulls)), CUSTOMER)).isEqualTo("neither");
    }

    @Test
    void listsOfListsHaveTheSameLimitOfDepth() {
        Codec<Object> codec = nestedLists(70);
        assertThat(accepted(nestedList(64), codec)).isEqualTo("both");
        assertThat(accepted(nestedList(65), codec)).isEqualTo("neither");
    }

    @Test
    void collectionsHaveTheSameLimitOfElements() {
        int limit = Limits.DEFAULT.maxElements();
        Codec<List<Integer>> list = Codecs.list(Codecs.INT32);
        assertThat(accepted(Collections.nCopies(limit, 1), list)).isEqualTo("both");
        assertThat(accepted(Collections.nCopies(limit + 1, 1), list)).isEqualTo("neither");
        assertThat(accepted(Collections.nCopies(limit, (Integer) null), list)).isEqualTo("both");
        assertThat(accepted(Collections.nCopies(limit + 1, (Integer) null), list))
                .isEqualTo("neither");
        assertThat(accepted(new int[limit], Codecs.INT32_ARRAY)).isEqualTo("both");
        assertThat(accepted(new int[limit + 1], Codecs.INT32_ARRAY)).isEqualTo("neither");
        assertThat(accepted(new char[limit], Codecs.CHAR_ARRAY)).isEqualTo("both");
        assertThat(accepted(new char[limit + 1], Codecs.CHAR_ARRAY)).isEqualTo("neither");
        Map<Integer, Integer> map = new LinkedHashMap<>();
        for (int i = 0; i < limit; i++) {
            map.put(i, i);
        }
        Codec<Map<Integer, Integer>> mapCodec = Codecs.map(Codecs.INT32, Codecs.INT32);
        assertThat(accepted(map, mapCodec)).isEqualTo("both");
        map.put(limit, limit);
        assertThat(accepted(map, mapCodec)).isEqualTo("neither");
    }

    @Test
    void stringsHaveTheSameLimitOfLength() {
        int limit = Limits.DEFAULT.maxStringLength();
        assertThat(accepted("中".repeat(limit), Codecs.STRING)).isEqualTo("both");
        assertThat(accepted("a".repeat(limit + 1), Codecs.STRING)).isEqualTo("neither");
        assertThat(accepted("\ud800", Codecs.STRING)).isEqualTo("neither");
        assertThat(accepted("\udc00\ud800", Codecs.STRING)).isEqualTo("neither");
    }

    @Test
    void keysOfMapsAreShorterInJson() {
        Codec<Map<String, Integer>> codec = Codecs.map(Codecs.STRING, Codecs.INT32);
        assertThat(accepted(Map.of("中".repeat(256), 1), codec)).isEqualTo("both");
        assertThat(accepted(Map.of("😀".repeat(128), 1), codec)).isEqualTo("both");
        assertThat(accepted(Map.of("a".repeat(257), 1), codec)).isEqualTo("native");
    }

    private static void assertSameLimit(Function<Integer, Customer> levels, int limit) {
        assertThat(accepted(levels.apply(limit), CUSTOMER)).isEqualTo("both");
        assertThat(accepted(levels.apply(limit + 1), CUSTOMER)).isEqualTo("neither");
    }

    private static Customer nested(int levels, Function<Customer, Customer> wrap) {
        Customer customer = Customer.NOBODY;
        for (int i = 1; i < levels; i++) {
            customer = wrap.apply(customer);
        }
        return customer;
    }

    private static Customer endingIn(int levels, Customer innermost) {
        Customer customer = innermost;
        for (int i = 1; i < levels; i++) {
            customer = Customer.of(customer);
        }
        return customer;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Codec<Object> nestedLists(int levels) {
        Codec codec = Codecs.STRING;
        for (int i = 0; i < levels; i++) {
            codec = Codecs.list(codec);
        }
        return codec;
    }

    private static Object nestedList(int levels) {
        Object list = List.of();
        for (int i = 1; i < levels; i++) {
            list = List.of(list);
        }
        return list;
    }

    /** Returns which formats write and read a value; a side with larger limits writes what the reader may refuse. */
    private static <T> String accepted(T value, Codec<T> codec) {
        boolean inNative = isAccepted(() -> throughNative(codec, value));
        boolean inJson = isAccepted(() -> throughJson(codec, value));
        Limits larger = Limits.builder()
                .maxDepth(256)
                .maxElements(1 << 20)
                .maxStringLength(1 << 22)
                .build();
        assertThat(isAccepted(() -> Formats.fromNative(codec, NativeFormat.encode(codec, value, larger))))
                .as("reading takes what writing does, native")
                .isEqualTo(inNative);
        assertThat(isAccepted(() -> Formats.fromJson(
                        codec, new String(JsonFormat.encode(codec, value, larger), StandardCharsets.UTF_8))))
                .as("reading takes what writing does, JSON")
                .isEqualTo(inJson);
        return inNative ? inJson ? "both" : "native" : inJson ? "JSON" : "neither";
    }

    private static boolean isAccepted(Runnable attempt) {
        try {
            attempt.run();
            return true;
        } catch (CodecException e) {
            return false;
        }
    }
}
