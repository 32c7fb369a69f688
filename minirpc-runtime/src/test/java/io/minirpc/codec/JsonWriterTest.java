package io.minirpc.codec;

import static io.minirpc.codec.Formats.throughJson;
import static io.minirpc.codec.Formats.toJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is written is byte by byte what Jackson writes. */
class JsonWriterTest {
    private static final ObjectMapper JACKSON = new ObjectMapper(JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build());

    @Test
    void everyCharacterIsWrittenAsJacksonDoes() {
        for (int codePoint = 0; codePoint < 0x20000; codePoint++) {
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                assertAsJackson(Codecs.STRING, Character.toString(codePoint));
            }
        }
        assertAsJackson(Codecs.STRING, Character.toString(Character.MAX_CODE_POINT));
        assertAsJackson(Codecs.STRING, "");
    }

    @Test
    void longStringsAreWrittenInPartsThatShareNoCharacter() {
        for (String unit : List.of("a", "\"", "\u0001", "é", "中", "😀")) {
            for (int start = 0; start <= 2; start++) {
                for (int length : new int[] {1_023, 1_024, 1_025, 2_047, 2_048, 2_049, 5_000}) {
                    assertAsJackson(Codecs.STRING, "b".repeat(start) + unit.repeat(length / unit.length()));
                }
            }
        }
    }

    @Test
    void halfASurrogatePairIsRefusedWhereverAPartEnds() {
        for (int start : new int[] {0, 1, 1_022, 1_023, 1_024, 1_025}) {
            for (String half : List.of("\ud83d", "\ude00", "\ud83da", "\ude00😀", "\ud83d😀")) {
                assertThatThrownBy(() -> toJson(Codecs.STRING, "a".repeat(start) + half))
                        .isInstanceOf(CodecException.class)
                        .hasMessageContaining("half a surrogate pair at index " + start + ",");
            }
            assertThatThrownBy(() -> toJson(Codecs.STRING, "a".repeat(start) + "😀\ude00"))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("half a surrogate pair at index " + (start + 2) + ",");
        }
    }

    @Test
    void numbersOfEveryLengthAreWritten() {
        List<Long> numbers = new ArrayList<>(List.of(0L, Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE));
        for (long power = 1; power <= 1_000_000_000_000_000_000L && power > 0; power *= 10) {
            numbers.addAll(List.of(power - 1, power, power + 1, -power - 1, -power, -power + 1, power * 7));
        }
        new Random(3).longs(1_000).forEach(numbers::add);
        assertAsJackson(Codecs.list(Codecs.INT64), numbers);
        assertAsJackson(Codecs.DOUBLE_ARRAY, new double[] {0, -0.0, 1e300, 1e-300, 0.1, Double.NaN, -1 / 0.0, 1 / 0.0});
        assertAsJackson(Codecs.FLOAT_ARRAY, new float[] {0, -0.0f, 1e30f, 1e-30f, 0.1f, Float.NaN, -1 / 0f, 1 / 0f});
    }

    @Test
    void bytesOfEveryLengthAreBase64WithPaddingAtTheEndOnly() {
        for (int length : new int[] {0, 1, 2, 3, 4, 5, 3_071, 3_072, 3_073, 3_074, 3_075, 10_000}) {
            byte[] bytes = new byte[length];
            new Random(length).nextBytes(bytes);
            assertAsJackson(Codecs.BYTES, bytes);
        }
    }

    @Test
    void commasStandBetweenValuesWhateverTheyAre() {
        Map<String, List<Integer>> map = new LinkedHashMap<>();
        map.put("a\"\\\n中", List.of());
        map.put("", null);
        map.put("b", Arrays.asList(1, null, -2));
        assertAsJackson(Codecs.map(Codecs.STRING, Codecs.list(Codecs.INT32)), map);
        assertAsJackson(
                Codecs.list(Codecs.map(Codecs.STRING, Codecs.BOOL)),
                List.of(Map.of(), Map.of("t", true), Map.of("f", false), Map.of()));
    }

    @Test
    void propertiesAreQuotedAndEscaped() {
        WireWriter out = WireWriter.create(Limits.DEFAULT);
        JsonWriter json = new JsonWriter(out, Limits.DEFAULT);
        json.beginObject();
        json.writeString(JsonName.of("a\"中\n"), "x");
        json.writeString(JsonName.of("left out"), null);
        json.writeBool(JsonName.of("b"), true);
        json.endObject();
        assertThat(new String(out.array(), 0, out.size(), StandardCharsets.UTF_8))
                .isEqualTo("{\"a\\\"中\\n\":\"x\",\"b\":true}");
    }

    @Test
    void theDepthThatIsAllowedIsExact() {
        Limits limits = Limits.builder().maxDepth(2).build();
        Codec<List<List<Integer>>> two = Codecs.list(Codecs.list(Codecs.INT32));
        assertThat(JsonFormat.encode(two, List.of(List.of(1), List.of(2)), limits))
                .hasSize(9);
        assertThatThrownBy(() -> JsonFormat.encode(Codecs.list(two), List.of(List.of(List.of())), limits))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("nested deeper than 2 levels");
    }

    @Test
    void textsThatGrowTheArrayAreWhole() {
        List<String> texts =
                IntStream.range(0, 3_000).mapToObj(Integer::toString).toList();
        assertThat(throughJson(Codecs.list(Codecs.STRING), texts)).isEqualTo(texts);
    }

    private static <T> void assertAsJackson(Codec<T> codec, T value) {
        try {
            assertThat(toJson(codec, value)).isEqualTo(JACKSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
