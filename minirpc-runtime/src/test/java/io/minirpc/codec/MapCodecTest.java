package io.minirpc.codec;

import static io.minirpc.codec.Formats.fromJson;
import static io.minirpc.codec.Formats.fromNative;
import static io.minirpc.codec.Formats.hex;
import static io.minirpc.codec.Formats.throughJson;
import static io.minirpc.codec.Formats.throughNative;
import static io.minirpc.codec.Formats.toJson;
import static io.minirpc.codec.Formats.toNative;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MapCodecTest {
    private static final Codec<Map<String, Integer>> COUNTS = Codecs.map(Codecs.STRING, Codecs.INT32);

    @Test
    void nullIsNotEmptyAndEmptyIsNotAMapOfNull() {
        assertSurvives(COUNTS, null);
        assertSurvives(COUNTS, Map.of());
        Map<String, Integer> withNull = new HashMap<>();
        withNull.put("a", null);
        withNull.put("", 0);
        assertSurvives(COUNTS, withNull);
    }

    @Test
    void entriesAreMessagesOfKeyAndValue() {
        assertThat(hex(toNative(COUNTS, Map.of("a", 0)))).isEqualTo("0a05 0a0161 1000".replace(" ", ""));
        assertThat(toJson(COUNTS, Map.of("a", 0))).isEqualTo("{\"a\":0}");
    }

    @Test
    void aNullKeyTravelsInTheNativeFormatOnly() {
        Map<String, Integer> map = new HashMap<>();
        map.put(null, 1);
        assertThat(throughNative(COUNTS, map)).isEqualTo(map);
        assertThatThrownBy(() -> toJson(COUNTS, map))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("null key");
    }

    @Test
    void valuesMayBeCollectionsMapsAndOptionals() {
        Map<String, List<Integer>> lists = new LinkedHashMap<>();
        lists.put("full", List.of(1, 2));
        lists.put("empty", List.of());
        lists.put("null", null);
        assertSurvives(Codecs.map(Codecs.STRING, Codecs.list(Codecs.INT32)), lists);
        Map<Long, Map<String, Integer>> maps = new LinkedHashMap<>();
        maps.put(1L, Map.of("a", 1));
        maps.put(2L, Map.of());
        maps.put(3L, null);
        assertSurvives(Codecs.map(Codecs.INT64, COUNTS), maps);
        assertSurvives(
                Codecs.map(Codecs.STRING, Codecs.optional(Codecs.STRING)),
                Map.of("full", Optional.of(""), "empty", Optional.empty()));
        assertSurvives(Codecs.list(COUNTS), List.of(Map.of(), Map.of("a", 1)));
    }

    @Test
    void mapsAreOfTheTypeTheyAreAskedFor() {
        Codec<TreeMap<Integer, String>> codec = Codecs.map(Codecs.INT32, Codecs.STRING, TreeMap::new);
        assertSurvives(codec, new TreeMap<>(Map.of(2, "b", 1, "a")));
        assertThatThrownBy(() -> fromNative(codec, "0a03120161"))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("null key");
    }

    @Test
    void keysAndValuesComeInAnyOrderAndUnknownFieldsAreSkipped() {
        assertThat(fromNative(COUNTS, "1801 0a08 1005 1a0178 0a0161")).containsExactly(Map.entry("a", 5));
    }

    @Test
    void ofAKeyThatComesTwiceTheLastValueStaysAndInJsonItIsRefused() {
        assertThat(fromNative(COUNTS, "0a050a01611001 0a050a01611002")).containsExactly(Map.entry("a", 2));
        assertThatThrownBy(() -> fromJson(COUNTS, "{\"a\":1,\"a\":2}"))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("\"a\" twice");
        assertThatThrownBy(() -> fromJson(Codecs.map(Codecs.INT32, Codecs.INT32), "{\"1\":1,\"01\":2}"))
                .isInstanceOf(CodecException.class);
        assertThat(fromJson(COUNTS, "{\"a\":1,\"A\":2}")).hasSize(2);
    }

    @Test
    void unknownConstantsDropTheirEntry() {
        Codec<Map<Color, Color>> codec = Codecs.map(Color.CODEC, Color.CODEC);
        assertThat(fromJson(codec, "{\"PINK\":\"RED\",\"RED\":\"PINK\",\"GREEN\":null,\"blau\":\"blau\"}"))
                .hasSize(2)
                .containsEntry(Color.GREEN, null)
                .containsEntry(Color.BLUE, Color.BLUE);
        assertThat(fromNative(codec, "0a0408091000 0a0408001009 0a020805 0a0408011001"))
                .hasSize(2)
                .containsEntry(Color.GREEN, null)
                .containsEntry(Color.BLUE, Color.BLUE);
    }

    private static <T> void assertSurvives(Codec<T> codec, T value) {
        assertThat((Object) throughNative(codec, value)).isEqualTo(value);
        assertThat((Object) throughJson(codec, value)).isEqualTo(value);
    }
}
