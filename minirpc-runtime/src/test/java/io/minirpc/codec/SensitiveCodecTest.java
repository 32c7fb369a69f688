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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sensitive values travel as others do, and errors are silent about them. */
class SensitiveCodecTest {
    private static final Codec<Map<String, List<Integer>>> MAP =
            Codecs.sensitive(Codecs.map(Codecs.STRING, Codecs.list(Codecs.INT32)));

    /** A message whose field 7 is sensitive. */
    private record Secret(Map<String, List<Integer>> map) {}

    private static final class SecretCodec extends MessageCodec<Secret> {
        private static final JsonName MAP_NAME = JsonName.of("map");
        private static final JsonFields FIELDS = JsonFields.of(MAP_NAME);

        private SecretCodec() {
            super("Secret");
        }

        @Override
        public void write(Secret value, WireWriter out) {
            MAP.writeField(7, value.map(), out);
        }

        @Override
        public Secret read(WireReader in) {
            Map<String, List<Integer>> map = null;
            for (int field = in.nextField(); field != 0; field = in.nextField()) {
                if (field == 7) {
                    map = MAP.readField(in, map);
                } else {
                    in.skipField();
                }
            }
            return new Secret(map);
        }

        @Override
        public void writeJson(Secret value, JsonWriter out) {
            out.beginObject();
            out.writeField(MAP_NAME, value.map(), MAP);
            out.endObject();
        }

        @Override
        public Secret readJson(JsonReader in) {
            Map<String, List<Integer>> map = null;
            in.beginObject(FIELDS);
            while (in.nextField() != JsonReader.END) {
                map = in.readValue(MAP);
            }
            return new Secret(map);
        }
    }

    private static <T> void assertSame(Codec<T> codec, T value) {
        Codec<T> sensitive = Codecs.sensitive(codec);
        assertThat(toNative(sensitive, value)).isEqualTo(toNative(codec, value));
        assertThat(toJson(sensitive, value)).isEqualTo(toJson(codec, value));
        assertThat(throughNative(sensitive, value)).isEqualTo(throughNative(codec, value));
        assertThat(throughJson(sensitive, value)).isEqualTo(throughJson(codec, value));
        assertThat(sensitive.absent()).isEqualTo(codec.absent());
    }

    @Test
    void valuesTravelAsTheyWould() {
        assertSame(Codecs.STRING, "text");
        assertSame(Codecs.STRING, null);
        assertSame(Codecs.primitive(Codecs.INT32, 0), 0);
        assertSame(Codecs.optional(Codecs.STRING), Optional.of("a"));
        assertSame(Codecs.optional(Codecs.STRING), Optional.empty());
        assertSame(Codecs.list(Codecs.STRING), List.of());
        assertSame(Codecs.map(Codecs.STRING, Codecs.INT32), Map.of("a", 1));
        assertSame(new SecretCodec(), new Secret(Map.of("a", List.of(1))));
        assertSame(new SecretCodec(), null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"map\":{\"hunter2\":[1,\"hunter2\"]}}",
                "{\"map\":{\"hunter2\":true}}",
                "{\"map\":{\"hunter2\":[hunter2]}}",
                "{\"map\":{\"hunter2\":[1],\"hunter2\":[2]}}",
                "{\"map\":\"hunter2\"}",
                "{\"map\":hunter2}",
                "{\"map\":{\"a\":[99999999999999999999]}}"
            })
    void errorsInJsonSayWhereAndNotWhat(String json) {
        assertThatThrownBy(() -> fromJson(Codecs.list(new SecretCodec()), "[" + json + "]"))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("(in /0/map)")
                .hasNoCause()
                .satisfies(
                        e -> assertThat(e.toString()).doesNotContain("hunter2").doesNotContain("99999"));
    }

    @Test
    void errorsInTheNativeFormatSayWhereAndNotWhat() {
        Codec<Map<String, BigDecimal>> open = Codecs.map(Codecs.STRING, Codecs.BIG_DECIMAL);
        byte[] bytes = toNative(Codecs.map(Codecs.STRING, Codecs.STRING), Map.of("a", "hunter2"));
        assertThatThrownBy(() -> fromNative(open, bytes)).hasMessageContaining("hunter2");
        assertThatThrownBy(() -> fromNative(Codecs.sensitive(open), bytes))
                .isInstanceOf(CodecException.class)
                .hasNoCause()
                .hasMessage("*** (expected: another value; it is not shown, since it is marked @Sensitive)");

        byte[] field7 = {7 << 3, 1};
        assertThatThrownBy(() -> fromNative(new SecretCodec(), field7))
                .hasMessage("field 7: *** (expected: another value; it is not shown, since it is marked @Sensitive)"
                        + " (in Secret)");
    }

    @Test
    void errorsInWritingAreSilentTooUnlessTheSizeIsAllThatIsWrong() {
        BigDecimal huge = new BigDecimal("1e20000");
        assertThatThrownBy(() -> toNative(Codecs.sensitive(Codecs.BIG_DECIMAL), huge))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("***")
                .hasNoCause();
        assertThatThrownBy(() -> toJson(Codecs.sensitive(Codecs.BIG_DECIMAL), huge))
                .hasMessageStartingWith("***")
                .hasNoCause();
    }

    @Test
    void aWordThatTheParserDoesNotKnowIsNotRepeatedAnywhere() {
        assertThatThrownBy(() -> fromJson(CustomerCodec.INSTANCE, "{\"name\":hunter2}"))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("Unrecognized token")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }
}
