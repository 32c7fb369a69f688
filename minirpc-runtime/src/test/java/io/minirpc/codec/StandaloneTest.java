package io.minirpc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;

import io.minirpc.codec.Customer.Shape;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values to bytes and JSON and back, without a call. */
class StandaloneTest {
    private static final Codec<Customer> CUSTOMER = CustomerCodec.INSTANCE;
    private static final Codec<Shape> SHAPE = ShapeCodec.INSTANCE;
    private static final Codec<List<String>> STRINGS = Codecs.list(Codecs.STRING);

    static List<ScalarSamples<?>> scalars() {
        return ScalarSamples.all().toList();
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void scalarsSurvive(ScalarSamples<?> samples) {
        assertSurvive(samples);
    }

    private static <T> void assertSurvive(ScalarSamples<T> samples) {
        samples.values().forEach(value -> assertSurvives(samples.codec(), value));
        assertSurvives(Codecs.list(samples.codec()), samples.values());
        assertSurvives(
                Codecs.optional(samples.codec()), Optional.of(samples.values().get(0)));
    }

    @Test
    void everyOtherKindSurvives() {
        assertSurvives(CUSTOMER, Customer.NOBODY);
        assertSurvives(SHAPE, new Shape.Circle(1.5));
        assertSurvives(Color.CODEC, Color.BLUE);
        assertSurvives(Codecs.BYTES, new byte[] {1, 0, -1});
        assertSurvives(Codecs.list(CUSTOMER), List.of());
        assertSurvives(Codecs.list(CUSTOMER), Arrays.asList(Customer.NOBODY, null));
        assertSurvives(Codecs.set(SHAPE), Set.of(new Shape.Circle(0)));
        assertSurvives(Codecs.map(Codecs.STRING, STRINGS), Map.of("", List.of("a", "")));
        assertSurvives(Codecs.optional(Codecs.STRING), Optional.empty());
        assertSurvives(Codecs.optional(STRINGS), Optional.of(List.of()));
        assertSurvives(Codecs.array(Codecs.STRING, String[]::new), new String[] {"a", null});
        assertSurvives(Codecs.INT64_ARRAY, new long[] {1, Long.MIN_VALUE});
        assertSurvives(Codecs.primitive(Codecs.INT32, 0), 0);
        assertSurvives(Codecs.sensitive(Codecs.STRING), "secret");
    }

    @Test
    void messagesOfAnyContentSurvive() {
        for (long seed = 0; seed < 50; seed++) {
            assertSurvives(CUSTOMER, new RandomValues(seed).customer(1));
        }
    }

    @Test
    void bytesAreThoseOfTheNativeFormat() {
        assertThat(CUSTOMER.toBytes(new RandomValues(1).customer(1)))
                .isEqualTo(Formats.toNative(CUSTOMER, new RandomValues(1).customer(1)));
        assertThat(Codecs.STRING.toBytes("é")).isEqualTo(Formats.bytes("0a02c3a9"));
    }

    @Test
    void messageWithoutBytesIsOneWhoseFieldsAreAbsent() {
        assertThat(CUSTOMER.fromBytes(new byte[0])).isEqualTo(CUSTOMER.fromJson("{}"));
    }

    @Test
    void nullIsNoValue() {
        assertThatThrownBy(() -> CUSTOMER.toBytes(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> CUSTOMER.toJson(null)).isInstanceOf(NullPointerException.class);
        assertThat(refused(() -> Codecs.STRING.fromBytes(new byte[0]))).hasMessage("no bytes (expected: a value)");
        assertThat(refused(() -> SHAPE.fromBytes(new byte[0]))).hasMessage("no bytes (expected: a value)");
        assertThat(refused(() -> CUSTOMER.fromBytes(Formats.toNative(CUSTOMER, null))))
                .hasMessage("null (expected: a value)");
        assertThat(refused(() -> CUSTOMER.fromJson(" null\n"))).hasMessage("null (expected: a value)");
        assertThat(refused(() -> Codecs.NOTHING.fromJson("{}"))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t ", "\u2003"})
    void blankTextIsNoJson(String json) {
        for (Codec<?> codec : List.of(CUSTOMER, Codecs.optional(Codecs.STRING), Codecs.primitive(Codecs.INT32, 0))) {
            assertThat(refused(() -> codec.fromJson(json))).hasMessage("no JSON (expected: a value)");
        }
    }

    @Test
    void valueOfANewerVersionIsKnownAsSuch() {
        for (CodecException unknown : List.of(
                refused(() -> SHAPE.fromJson("{\"Hexagon\":{\"side\":1}}")),
                refused(() -> SHAPE.fromJson("{}")),
                refused(() -> SHAPE.fromBytes(Formats.bytes("1a020801"))),
                refused(() -> Color.CODEC.fromJson("\"PURPLE\"")),
                refused(() -> Color.CODEC.fromBytes(Formats.bytes("0863"))))) {
            assertThat(unknown)
                    .hasMessageStartingWith("a value that this version does not know")
                    .returns(true, CodecException::isUnknownValue)
                    .returns(false, CodecException::isTooLarge);
        }
        assertThat(refused(() -> SHAPE.fromJson("[]")).isUnknownValue()).isFalse();
        assertThat(refused(() -> SHAPE.fromBytes(new byte[1])).isUnknownValue()).isFalse();
    }

    @Test
    void secondLeafIsRefusedAndANullOneIsNone() {
        assertThat(refused(() -> SHAPE.fromJson("{\"Circle\":{},\"Square\":{}}")))
                .hasMessageContaining("a second leaf of a sealed type")
                .hasMessageEndingWith("(in /Square)");
        for (String json :
                List.of("{\"Circle\":{\"radius\":2},\"Square\":null}", "{\"Square\":null,\"Circle\":{\"radius\":2}}")) {
            assertThat(SHAPE.fromJson(json)).isEqualTo(new Shape.Circle(2));
        }
    }

    @Test
    void limitsHoldInBothDirections() {
        Limits few = Limits.builder()
                .maxFrameBytes(20)
                .maxElements(2)
                .maxStringLength(5)
                .build();
        assertThat(STRINGS.fromBytes(STRINGS.toBytes(List.of("a", "12345"), few), few))
                .containsExactly("a", "12345");
        assertThat(STRINGS.fromJson(STRINGS.toJson(List.of("a", "12345"), few), few))
                .containsExactly("a", "12345");
        for (List<String> tooMuch : List.of(List.of("a", "b", "c"), List.of("123456"))) {
            refused(() -> STRINGS.toBytes(tooMuch, few));
            refused(() -> STRINGS.toJson(tooMuch, few));
            refused(() -> STRINGS.fromBytes(STRINGS.toBytes(tooMuch), few));
            refused(() -> STRINGS.fromJson(STRINGS.toJson(tooMuch), few));
        }
    }

    @Test
    void sizeIsLimitedInBothDirections() {
        Limits small = Limits.builder().maxFrameBytes(20).build();
        String tooLong = "é".repeat(10);
        assertTooLarge(() -> Codecs.STRING.toBytes(tooLong, small));
        assertTooLarge(() -> Codecs.STRING.toJson(tooLong, small));
        assertTooLarge(() -> Codecs.STRING.fromBytes(Codecs.STRING.toBytes(tooLong), small));
        assertTooLarge(() -> Codecs.STRING.fromJson(Codecs.STRING.toJson(tooLong), small));
        assertTooLarge(() -> CUSTOMER.fromJson(" ".repeat(21) + "{}", small));
        assertTooLarge(() -> Codecs.STRING.toBytes("x".repeat((1 << 20) + 1)));
        assertTooLarge(() -> CUSTOMER.fromBytes(new byte[(4 << 20) + 1]));
        assertTooLarge(() -> CUSTOMER.fromJson(" ".repeat(4 << 20) + "{}"));
    }

    private static void assertTooLarge(ThrowingCallable call) {
        assertThat(refused(call)).returns(true, CodecException::isTooLarge);
    }

    @Test
    void writerIsGivenBackAfterAFailure() {
        for (int i = 0; i < 1_000; i++) {
            refused(() -> STRINGS.toBytes(List.of("a", "\ud800")));
            assertThat(Codecs.STRING.toBytes("a")).isEqualTo(Formats.bytes("0a0161"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0a                 | field 1: cut off, 0 bytes are left (expected: 1 or more)
                    0aff               | cut off
                    0affffffff07       | a length of 2147483647 bytes (expected: at most the 0 that are left)
                    0a01ff             | field 1: a string that is not UTF-8
                    0a0161 00          | field number 0
                    0a0161 0b          | field 1: a group (expected: a length and its bytes)
                    0801               | field 1: a varint (expected: a length and its bytes)
                    0a0161 17          | field 2: wire type 7
                    """)
    void badBytesAreRefusedWithTheirPlace(String hex, String message) {
        assertThat(refused(() -> Codecs.STRING.fromBytes(Formats.bytes(hex)))).hasMessageContaining(message);
    }

    @Test
    void errorsInMessagesTellThePath() {
        assertThat(refused(() -> CUSTOMER.fromJson("{\"reports\":[{\"id\":1},{\"id\":\"x\"}]}")))
                .hasMessageEndingWith("(in /reports/1/id)");
        assertThat(refused(() -> Codecs.list(CUSTOMER).fromBytes(Formats.bytes("0a0308ffff"))))
                .hasMessageEndingWith("(in field 1, Customer)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"id":1            | bad JSON at byte 7: Unexpected end-of-input: expected close marker for Object (in /id)
                    {"id":1,}          | bad JSON at byte 8: Unexpected character
                    {"id":1} {}        | more JSON behind the value
                    {"id":1} x         | bad JSON at byte 9: Unrecognized token
                    {"id":01}          | bad JSON at byte 7: Invalid numeric value: Leading zeroes not allowed
                    {"id":9999999999999999999} | out of range
                    {"id":1,"ID":1}    | the property "id" twice
                    {"id":1.5}         | a number
                    {'id':1}           | bad JSON at byte 1: Unexpected character
                    {"id":1}//         | bad JSON at byte 8
                    {"id":NaN}         | bad JSON at byte
                    []                 | an array (expected: an object)
                    """)
    void badJsonIsRefusedWithItsPlace(String json, String message) {
        assertThat(refused(() -> CUSTOMER.fromJson(json))).hasMessageContaining(message);
    }

    @Test
    void textThatHasNoUtf8IsRefusedRatherThanChanged() {
        assertThat(refused(() -> Codecs.STRING.fromJson("\"a\ud800\""))).hasMessageContaining("index 2");
        assertThat(refused(() -> Codecs.STRING.toJson("\ud800"))).hasMessageContaining("index 0");
        assertThat(refused(() -> Codecs.STRING.toBytes("\udc00"))).hasMessageContaining("index 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\"\0\"", "{\0}", "{\"id\":1}\0", "{\"id\":1,\0\"name\":\"\"}", "\0\0\0{"})
    void nulIsRefusedAnywhereInJson(String json) {
        refused(() -> CUSTOMER.fromJson(json));
        refused(() -> Codecs.STRING.fromJson(json));
    }

    @Test
    void nestingIsLimitedBeforeTheStackEnds() {
        String deepJson = "{\"boss\":".repeat(200_000);
        byte[] deepBytes = new byte[200_000];
        Arrays.fill(deepBytes, (byte) 0x13); // groups in groups
        Customer cycle = new RandomValues(1).customer(0);
        Codec<Object> endless = endless();
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> CUSTOMER.fromJson(deepJson),
                () -> CUSTOMER.fromBytes(deepBytes),
                () -> endless.toBytes(cycle),
                () -> endless.toJson(cycle))) {
            refused(call);
        }
    }

    /** A message that contains itself, as an object graph with a cycle does. */
    private static Codec<Object> endless() {
        return new MessageCodec<>("Endless") {
            private static final JsonName SELF = JsonName.of("self");

            @Override
            public void write(Object value, WireWriter out) {
                out.writeMessage(1, value, this);
            }

            @Override
            public Object read(WireReader in) {
                throw new AssertionError();
            }

            @Override
            public void writeJson(Object value, JsonWriter out) {
                out.beginObject();
                out.writeField(SELF, value, this);
                out.endObject();
            }

            @Override
            public Object readJson(JsonReader in) {
                throw new AssertionError();
            }
        };
    }

    @Test
    void noiseIsAValueOrACodecException() {
        List<Codec<?>> codecs = List.of(CUSTOMER, SHAPE, Color.CODEC, Codecs.STRING, STRINGS, Codecs.INT64_ARRAY);
        byte[] bytes = CUSTOMER.toBytes(new RandomValues(3).customer(1));
        String json = CUSTOMER.toJson(new RandomValues(3).customer(1));
        for (int seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            Codec<?> codec = codecs.get(random.nextInt(codecs.size()));
            byte[] damaged = damaged(bytes, random);
            String text = new String(damaged(json.getBytes(StandardCharsets.UTF_8), random), StandardCharsets.UTF_8);
            assertValueOrCodecException(() -> codec.fromBytes(damaged), seed);
            assertValueOrCodecException(() -> codec.fromJson(text), seed);
        }
    }

    private static byte[] damaged(byte[] whole, Random random) {
        if (random.nextInt(4) == 0) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
        for (int i = random.nextInt(4); i > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) (random.nextInt(256) >> random.nextInt(8));
        }
        return damaged;
    }

    private static void assertValueOrCodecException(Callable<?> read, int seed) {
        try {
            assertThat(read.call()).as("seed %d", seed).isNotNull();
        } catch (CodecException e) {
            assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
        } catch (Throwable e) {
            fail("seed " + seed, e);
        }
    }

    @Test
    void oneCodecServesManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Object>> tasks = Collections.nCopies(8, () -> {
                for (long seed = 0; seed < 20; seed++) {
                    assertSurvives(CUSTOMER, new RandomValues(seed).customer(1));
                }
                return "done";
            });
            for (Future<Object> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> void assertSurvives(Codec<T> codec, T value) {
        for (T read : List.of(codec.fromBytes(codec.toBytes(value)), codec.fromJson(codec.toJson(value)))) {
            assertThat(read)
                    .usingRecursiveComparison()
                    .withEqualsForType(Double::equals, Double.class)
                    .withEqualsForType(Float::equals, Float.class)
                    .isEqualTo(value);
        }
    }

    private static CodecException refused(ThrowingCallable call) {
        CodecException refused = catchThrowableOfType(CodecException.class, call);
        assertThat(refused).isNotNull();
        return refused;
    }
}
