package io.minirpc.codec;

import static io.minirpc.codec.Formats.fromJson;
import static io.minirpc.codec.Formats.fromNative;
import static io.minirpc.codec.Formats.throughJson;
import static io.minirpc.codec.Formats.throughNative;
import static io.minirpc.codec.Formats.toJson;
import static io.minirpc.codec.Formats.toNative;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarCodecsTest {
    @ParameterizedTest
    @MethodSource("io.minirpc.codec.ScalarSamples#all")
    <T> void valuesSurviveBothFormats(ScalarSamples<T> samples) {
        for (T value : samples.values()) {
            assertThat(throughNative(samples.codec(), value)).isEqualTo(value);
            assertThat(throughJson(samples.codec(), value)).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @MethodSource("io.minirpc.codec.ScalarSamples#all")
    <T> void nullIsNoBytesAndJsonNull(ScalarSamples<T> samples) {
        assertThat(toNative(samples.codec(), null)).isEmpty();
        assertThat(toJson(samples.codec(), null)).isEqualTo("null");
        assertThat(throughNative(samples.codec(), null)).isNull();
        assertThat(throughJson(samples.codec(), null)).isNull();
    }

    @ParameterizedTest
    @MethodSource("io.minirpc.codec.ScalarSamples#all")
    <T> void listsOfThemKeepOrderAndNulls(ScalarSamples<T> samples) {
        List<T> values = new ArrayList<>(samples.values());
        values.add(0, null);
        values.add(2, null);
        values.add(null);
        Codec<List<T>> codec = Codecs.list(samples.codec());
        assertThat(throughNative(codec, values)).isEqualTo(values);
        assertThat(throughJson(codec, values)).isEqualTo(values);
    }

    @ParameterizedTest
    @MethodSource("io.minirpc.codec.ScalarSamples#all")
    <T> void mapsHaveThemAsKeys(ScalarSamples<T> samples) {
        Map<T, Integer> map = new LinkedHashMap<>();
        samples.values().forEach(value -> map.put(value, map.size()));
        Codec<Map<T, Integer>> codec = Codecs.map(samples.codec(), Codecs.INT32);
        assertThat(throughNative(codec, map)).containsExactlyEntriesOf(map);
        assertThat(throughJson(codec, map)).containsExactlyEntriesOf(map);
    }

    @ParameterizedTest
    @MethodSource("io.minirpc.codec.ScalarSamples#all")
    <T> void optionalsOfThemAreFullOrEmpty(ScalarSamples<T> samples) {
        Codec<Optional<T>> codec = Codecs.optional(samples.codec());
        for (T value : samples.values()) {
            assertThat(throughNative(codec, Optional.of(value))).contains(value);
            assertThat(throughJson(codec, Optional.of(value))).contains(value);
        }
        assertThat(throughNative(codec, Optional.empty())).isEmpty();
        assertThat(throughJson(codec, Optional.empty())).isEmpty();
    }

    @Test
    void everyUtf16UnitIsAChar() {
        List<Character> units = IntStream.rangeClosed(0, Character.MAX_VALUE)
                .mapToObj(unit -> (char) unit)
                .toList();
        Codec<List<Character>> codec = Codecs.list(Codecs.CHAR);
        assertThat(throughNative(codec, units).equals(units)).isTrue();
        assertThat(throughJson(codec, units).equals(units)).isTrue();
    }

    @Test
    void bytesAreBase64InJson() {
        byte[] bytes = {0, 1, -1, 127, -128};
        assertThat(toJson(Codecs.BYTES, bytes)).isEqualTo("\"AAH/f4A=\"");
        assertThat(throughJson(Codecs.BYTES, bytes)).isEqualTo(bytes);
        assertThat(throughNative(Codecs.BYTES, bytes)).isEqualTo(bytes);
        assertThat(throughNative(Codecs.BYTES, new byte[0])).isEmpty();
        assertThat(throughJson(Codecs.BYTES, new byte[0])).isEmpty();
        assertThat(throughNative(Codecs.BYTES, null)).isNull();
    }

    @Test
    void manyBytesSurviveBothFormats() {
        byte[] bytes = new byte[2 << 20];
        bytes[bytes.length - 1] = 1;
        assertThat(throughNative(Codecs.BYTES, bytes)).isEqualTo(bytes);
        assertThat(throughJson(Codecs.BYTES, bytes)).isEqualTo(bytes);
    }

    @Test
    void longStringsSurviveBothFormats() {
        String text = "a中".repeat(1 << 19);
        assertThat(throughNative(Codecs.STRING, text)).isEqualTo(text);
        assertThat(throughJson(Codecs.STRING, text)).isEqualTo(text);
    }

    @Test
    void yearsOfMonthsAreWrittenAsIso8601Has() {
        assertThat(toJson(Codecs.YEAR_MONTH, YearMonth.of(12_345, 6))).isEqualTo("\"+12345-06\"");
        assertThat(toJson(Codecs.YEAR_MONTH, YearMonth.of(-44, 3))).isEqualTo("\"-0044-03\"");
    }

    @ParameterizedTest
    @CsvSource({
        "INT32, 2147483648",
        "INT32, -2147483649",
        "INT32, 1.5",
        "INT32, '\"x\"'",
        "INT32, '\"\"'",
        "INT32, '\"+1\"'",
        "INT32, '\"１\"'",
        "INT32, true",
        "INT32, []",
        "INT32, '\" 1\"'",
        "INT8, 128",
        "INT16, -32769",
        "INT64, 9223372036854775808",
        "INT64, 1e3",
        "BOOL, 1",
        "BOOL, '\"true\"'",
        "CHAR, '\"\"'",
        "CHAR, '\"ab\"'",
        "CHAR, 65",
        "FLOAT, 1e39",
        "DOUBLE, 1e309",
        "DOUBLE, '\"1e309\"'",
        "DOUBLE, '\"0x1p3\"'",
        "DOUBLE, '\"1f\"'",
        "DOUBLE, '\" 1\"'",
        "DOUBLE, '\"+Infinity\"'",
        "STRING, 1",
        "STRING, {}",
        "BIG_DECIMAL, '\"1e10001\"'",
        "BIG_DECIMAL, 1e999999999",
        "BIG_DECIMAL, '\"1e99999999999\"'",
        "BIG_DECIMAL, '\"\"'",
        "BIG_INTEGER, 1.0",
        "BIG_INTEGER, 1e3",
        "UUID, '\"1-1-1-1-1\"'",
        "UUID, '\"\"'",
        "LOCAL_DATE, '\"2024-02-30\"'",
        "LOCAL_DATE, 5",
        "LOCAL_TIME, '\"24:00\"'",
        "INSTANT, '\"2024-01-01\"'",
        "DURATION, '\"1s\"'",
        "YEAR, 1000000000",
        "YEAR, 1.5",
        "YEAR_MONTH, '\"2024-13\"'",
        "ZONE_ID, '\"Europe/Atlantis\"'",
        "URI, '\"a b\"'",
        "LOCALE, '\"no locale!\"'",
        "CURRENCY, '\"XYZW\"'"
    })
    void whatIsNoValueIsRefusedInJson(String name, String json) {
        assertThatThrownBy(() -> fromJson(codec(name), json)).isInstanceOf(CodecException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "INT32, '\"+1\"'",
        "INT32, '\"１\"'",
        "INT64, '\" 1\"'",
        "DOUBLE, '\"1f\"'",
        "DOUBLE, '\"0x1p3\"'",
        "DOUBLE, '\"1e309\"'",
        "FLOAT, '\"1e39\"'",
        "FLOAT, '\" 1\"'",
        "BOOL, '\"TRUE\"'",
        "CHAR, '\"ab\"'",
        "INT8, '\"128\"'"
    })
    void whatIsNoValueIsRefusedAsAKey(String name, String key) {
        Codec<?> codec = Codecs.map(codec(name), Codecs.INT32);
        assertThatThrownBy(() -> fromJson(codec, "{" + key + ":1}")).isInstanceOf(CodecException.class);
    }

    @ParameterizedTest
    @CsvSource({"INT32, 12", "INT64, -12", "INT8, 12", "INT16, 0", "DOUBLE, 1.25", "DOUBLE, -1e3", "FLOAT, 0.5"})
    void stringsOfNumbersAreNumbersInJson(String name, String text) {
        assertThat(fromJson(codec(name), '"' + text + '"')).isEqualTo(fromJson(codec(name), text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0a",
                "0d00000000",
                "08ffffffffffffffffff7f",
                "088080808080808080808001",
                "0880808080808080808002"
            })
    void whatIsNoInt32IsRefusedInTheNativeFormat(String hex) {
        assertThatThrownBy(() -> fromNative(Codecs.INT32, hex)).isInstanceOf(CodecException.class);
    }

    @Test
    void numbersTooLargeForTheirTypeAreRefusedInTheNativeFormat() {
        byte[] tooLarge = toNative(Codecs.INT64, 1L << 31);
        for (Codec<?> codec : List.of(Codecs.INT8, Codecs.INT16, Codecs.INT32, Codecs.CHAR, Codecs.YEAR)) {
            assertThatThrownBy(() -> fromNative(codec, tooLarge))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("2147483648");
        }
        assertThatThrownBy(() -> fromNative(Codecs.LOCAL_DATE, toNative(Codecs.SINT64, Long.MAX_VALUE)))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> fromNative(Codecs.LOCAL_TIME, toNative(Codecs.INT64, -1L)))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> fromNative(Codecs.INSTANT, "0a0b08ffffffffffffffff7f01"))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> fromNative(Codecs.UUID, "0a020000")).isInstanceOf(CodecException.class);
    }

    @Test
    void numbersOfAnySizeHaveALimitWhenWritten() {
        assertThatThrownBy(() -> toNative(Codecs.BIG_DECIMAL, new BigDecimal("1E+10001")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("scale");
        assertThatThrownBy(() -> toJson(Codecs.BIG_INTEGER, BigInteger.TEN.pow(5_000)))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> toJson(Codecs.BIG_DECIMAL, new BigDecimal(BigInteger.ONE.shiftLeft(50_000_000))))
                .isInstanceOf(CodecException.class);
    }

    private static ScalarCodec<?> codec(String name) {
        return ScalarSamples.all()
                .filter(samples -> samples.name().equals(name))
                .findFirst()
                .orElseThrow()
                .codec();
    }
}
