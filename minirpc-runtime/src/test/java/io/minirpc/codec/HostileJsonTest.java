package io.minirpc.codec;

import static io.minirpc.codec.Formats.fromJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that somebody chose with care. */
class HostileJsonTest {
    private static final Codec<Customer> CUSTOMER = CustomerCodec.INSTANCE;
    private static final Codec<List<Integer>> INTS = Codecs.list(Codecs.INT32);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "[",
                "]",
                "{]",
                "{\"id\"}",
                "{\"id\":}",
                "{\"id\":1,}",
                "{id:1}",
                "{'id':1}",
                "{\"id\":1",
                "{\"id\":1}}",
                "{\"id\":1}{}",
                "{\"id\":1} x",
                "nul",
                "NaN",
                "{\"id\":NaN}",
                "{\"id\":01}",
                "{\"id\":+1}",
                "{\"id\":1.}",
                "{\"id\":.5}",
                "{\"id\":0x10}",
                "{\"id\":1/**/}",
                "{\"id\":1}//",
                "{\"name\":\"\t\"}",
                "{\"name\":\"\\x\"}",
                "{\"name\":\"\\u12\"}",
                "{\"name\":\"a",
                "[]",
                "1",
                "\"a\"",
                "true",
                "{\"tags\":{}}",
                "{\"tags\":\"a\"}",
                "{\"tags\":[1]}",
                "{\"tags\":[[]]}",
                "{\"counters\":[]}",
                "{\"boss\":[]}",
                "{\"boss\":1}",
                "{\"photo\":\"!\"}",
                "{\"photo\":\"AAA\"}",
                "{\"active\":1}",
                "{\"grade\":\"ab\"}",
                "{\"birthday\":20240101}",
                "{\"shape\":\"Circle\"}",
                "{\"unknown\":[}}",
                "\"\\"
            })
    void badJsonIsACodecException(String json) {
        assertThatThrownBy(() -> fromJson(CUSTOMER, json)).isInstanceOf(CodecException.class);
    }

    @Test
    void jsonNestedTooDeepIsRefusedCheaplyInFieldsKnownAndUnknown() {
        for (String start : List.of("[", "{\"a\":[", "{\"boss\":", "{\"reports\":[{\"boss\":", "{\"matrix\":[")) {
            String deep = start.repeat(100_000);
            assertThat(refusedBy(CUSTOMER, deep)).isLessThan(8 << 20);
            assertThat(refusedBy(CUSTOMER, "{\"unknown\":" + deep)).isLessThan(8 << 20);
        }
    }

    @Test
    void moreElementsThanTheLimitAreRefused() {
        String ints = "0,".repeat(65_535) + "0";
        assertThat(fromJson(INTS, "[" + ints + "]")).hasSize(65_536);
        assertThat(fromJson(Codecs.INT32_ARRAY, "[" + ints + "]")).hasSize(65_536);
        refusedBy(INTS, "[" + ints + ",0]");
        refusedBy(INTS, "[" + "null,".repeat(65_536) + "null]");
        refusedBy(Codecs.INT32_ARRAY, "[" + ints + ",0]");
        refusedBy(Codecs.array(Codecs.INT32, Integer[]::new), "[" + ints + ",0]");
        String entries =
                IntStream.range(0, 65_537).mapToObj(i -> "\"" + i + "\":0").collect(Collectors.joining(",", "{", "}"));
        refusedBy(Codecs.map(Codecs.STRING, Codecs.INT32), entries);
    }

    @Test
    void hugeNumbersAreRefusedWithoutBeingComputed() {
        for (String number : List.of(
                "1e999999999", "1E-999999999", "9".repeat(101), "9".repeat(1_000_000), "1e1" + "0".repeat(100))) {
            for (Codec<?> codec :
                    List.of(Codecs.BIG_INTEGER, Codecs.BIG_DECIMAL, Codecs.INT32, Codecs.INT64, Codecs.YEAR, INTS)) {
                assertThat(refusedBy(codec, number))
                        .as("%s of %s", codec, number)
                        .isLessThan(16 << 20);
            }
        }
        for (String number : List.of("1e400", "-1e400", "1e999999999")) {
            refusedBy(Codecs.DOUBLE, number);
            refusedBy(Codecs.FLOAT, number);
        }
        refusedBy(Codecs.BIG_DECIMAL, '"' + "9".repeat(5_000) + '"');
        refusedBy(Codecs.BIG_INTEGER, '"' + "9".repeat(1_000_000) + '"');
    }

    @Test
    void propertiesThatDifferInCaseOnlyAreDuplicates() {
        for (String json :
                List.of("{\"id\":1,\"id\":1}", "{\"id\":1,\"ID\":2}", "{\"Id\":null,\"score\":1,\"iD\":2}")) {
            assertThatThrownBy(() -> fromJson(CUSTOMER, json))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("the property \"id\" twice");
        }
    }

    @Test
    void duplicatesAreSeenInAMessageOfManyFields() {
        JsonFields fields = JsonFields.of(
                IntStream.range(0, 100).mapToObj(i -> JsonName.of("field" + i)).toArray(JsonName[]::new));
        Codec<Integer> codec = new MessageCodec<>("Wide") {
            @Override
            public void write(Integer value, WireWriter out) {
                throw new AssertionError();
            }

            @Override
            public Integer read(WireReader in) {
                throw new AssertionError();
            }

            @Override
            public void writeJson(Integer value, JsonWriter out) {
                throw new AssertionError();
            }

            @Override
            public Integer readJson(JsonReader in) {
                int sum = 0;
                in.beginObject(fields);
                for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
                    sum += in.readInt32();
                }
                return sum;
            }
        };
        assertThat(fromJson(codec, "{\"field99\":1,\"field0\":2,\"FIELD64\":4,\"field100\":8}"))
                .isEqualTo(7);
        refusedBy(codec, "{\"field99\":1,\"Field99\":1}");
        refusedBy(codec, "{\"field64\":1,\"field0\":1,\"field64\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "\\udc00\\ud800", "a\\ud83db", "\\uD83D"})
    void halfASurrogatePairByEscapeIsRefused(String text) {
        refusedBy(Codecs.STRING, '"' + text + '"');
        refusedBy(Codecs.map(Codecs.STRING, Codecs.INT32), "{\"" + text + "\":1}");
        refusedBy(CUSTOMER, "{\"name\":\"" + text + "\"}");
    }

    @Test
    void aWholeSurrogatePairByEscapeIsACharacter() {
        assertThat(fromJson(Codecs.STRING, "\"\\ud83d\\ude00\"")).isEqualTo("😀");
        assertThat(fromJson(Codecs.map(Codecs.STRING, Codecs.INT32), "{\"\\ud83d\\ude00\":1}"))
                .isEqualTo(Map.of("😀", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0af", "eda080", "e080af", "f4908080", "ff", "80", "c3"})
    void jsonThatIsNotUtf8IsRefused(String hex) {
        byte[] bad = Formats.bytes(hex);
        byte[] json = ProtobufMessagesTest.joined(
                "{\"name\":\"".getBytes(StandardCharsets.UTF_8), bad, new byte[] {'"', '}'});
        assertThatThrownBy(() -> fromJson(CUSTOMER, json))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("UTF-8");
        byte[] inName =
                ProtobufMessagesTest.joined(new byte[] {'{', '"'}, bad, "\":1}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> fromJson(CUSTOMER, inName)).isInstanceOf(CodecException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void jsonInOtherEncodingsIsRefused(String encoding) {
        byte[] json = "{\"id\":1}".getBytes(Charset.forName(encoding));
        assertThatThrownBy(() -> fromJson(CUSTOMER, json))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void longStringsNamesAndKeysAreRefused() {
        refusedBy(Codecs.STRING, '"' + "a".repeat((1 << 20) + 1) + '"');
        refusedBy(CUSTOMER, "{\"" + "a".repeat(1_000) + "\":1}");
        refusedBy(Codecs.map(Codecs.STRING, Codecs.INT32), "{\"" + "a".repeat(257) + "\":1}");
        refusedBy(Codecs.map(Codecs.STRING, Codecs.INT32), "{\"" + "é".repeat(257) + "\":1}");
    }

    @Test
    void manyDifferentKeysAreRead() {
        String json = IntStream.range(0, 65_536)
                .mapToObj(i -> "\"" + Integer.toString(i * 31, 36) + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));
        assertThat(fromJson(Codecs.map(Codecs.STRING, Codecs.INT32), json)).hasSize(65_536);
    }

    @Test
    void aFailureSaysWhereItIs() {
        assertThatThrownBy(() -> fromJson(CUSTOMER, "{\"reports\":[{},{\"counters\":{\"a\":\"x\"}}]}"))
                .isInstanceOf(CodecException.class)
                .hasMessageEndingWith("(in /reports/1/counters/a)");
    }

    @Test
    void aFailureRepeatsNoControlCharacterOfThePeer() {
        for (String json : List.of(
                "{\"counters\":{\"\\n\\u202eevil\\u001b[31m\":true}}",
                "{\"birthday\":\"\\n\\u202eevil\"}",
                "{\"\\u001b[31m\\n\":tru\u2028e}",
                "{\"id\":\u202e}")) {
            assertThatThrownBy(() -> fromJson(CUSTOMER, json))
                    .isInstanceOf(CodecException.class)
                    .satisfies(e -> assertThat(e.getMessage())
                            .matches("[\\x20-\\x7e…]*")
                            .hasSizeLessThan(400));
        }
    }

    /** Checks that JSON is refused and returns how many bytes that took. */
    private static long refusedBy(Codec<?> codec, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return ThreadMemory.allocatedBy(
                () -> assertThatThrownBy(() -> fromJson(codec, bytes)).isInstanceOf(CodecException.class));
    }
}
