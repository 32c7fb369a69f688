package io.minirpc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.minirpc.codec.Customer.Shape.Circle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What values look like in logs, and that nothing in them harms one. */
class TextPrinterTest {
    private enum Level {
        LOW,
        HIGH
    }

    /** A message that may contain itself. */
    private static final class Node {
        final String name;
        final List<Node> next = new ArrayList<>();

        Node(String name) {
            this.name = name;
        }
    }

    /** The codec of a node as the processor would write it, as far as is needed here. */
    private static final class NodeCodec extends MessageCodec<Node> {
        static final NodeCodec INSTANCE = new NodeCodec();
        private static final Codec<List<Node>> NEXT_CODEC = Codecs.list(Codecs.lazy(() -> INSTANCE));

        private NodeCodec() {
            super("Node");
        }

        @Override
        public void print(Node node, TextPrinter out) {
            out.begin("Node")
                    .field("name", node.name)
                    .field("next", node.next, NEXT_CODEC)
                    .hidden("password")
                    .end();
        }

        @Override
        public void write(Node value, WireWriter out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Node read(WireReader in) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void writeJson(Node value, JsonWriter out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Node readJson(JsonReader in) {
            throw new UnsupportedOperationException();
        }
    }

    static List<Arguments> values() {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put("b", null);
        return List.of(
                arguments(Codecs.BOOL, true, "true"),
                arguments(Codecs.INT8, (byte) -1, "-1"),
                arguments(Codecs.INT16, (short) 2, "2"),
                arguments(Codecs.CHAR, 'c', "'c'"),
                arguments(Codecs.CHAR, '\n', "'\\n'"),
                arguments(Codecs.CHAR, '\ud800', "'\\ud800'"),
                arguments(Codecs.INT32, 3, "3"),
                arguments(Codecs.SFIXED64, Long.MIN_VALUE, "-9223372036854775808"),
                arguments(Codecs.FLOAT, 1.5f, "1.5"),
                arguments(Codecs.DOUBLE, Double.NaN, "NaN"),
                arguments(Codecs.STRING, "Ada", "\"Ada\""),
                arguments(Codecs.STRING, "", "\"\""),
                arguments(Codecs.STRING, null, "null"),
                arguments(Codecs.BYTES, new byte[16], "byte[16]"),
                arguments(Codecs.BIG_DECIMAL, new BigDecimal("1.50"), "1.50"),
                arguments(Codecs.BIG_INTEGER, BigInteger.TEN, "10"),
                arguments(Codecs.UUID, new UUID(0, 1), "00000000-0000-0000-0000-000000000001"),
                arguments(Codecs.LOCAL_DATE, LocalDate.of(2026, 2, 28), "2026-02-28"),
                arguments(Codecs.DURATION, Duration.ofMillis(1500), "PT1.5S"),
                arguments(Codecs.enumeration(Level.class, "LOW", "HIGH"), Level.HIGH, "HIGH"),
                arguments(
                        Codecs.enumeration(
                                Level.class, new String[] {"LOW", "HIGH"}, new int[] {0, 1}, new String[] {"\n", "\r"}),
                        Level.LOW,
                        "LOW"),
                arguments(Codecs.OPTIONAL_INT, OptionalInt.of(1), "1"),
                arguments(Codecs.OPTIONAL_INT, OptionalInt.empty(), "empty"),
                arguments(Codecs.optional(Codecs.STRING), Optional.of("a"), "\"a\""),
                arguments(Codecs.optional(Codecs.OPTIONAL_INT), Optional.of(OptionalInt.empty()), "empty"),
                arguments(Codecs.primitive(Codecs.INT32, 0), 0, "0"),
                arguments(Codecs.BOOL_ARRAY, new boolean[] {true, false}, "[true, false]"),
                arguments(Codecs.INT16_ARRAY, new short[] {1}, "[1]"),
                arguments(Codecs.CHAR_ARRAY, new char[] {'a', '\n'}, "\"a\\n\""),
                arguments(Codecs.INT32_ARRAY, new int[0], "[]"),
                arguments(Codecs.INT64_ARRAY, new long[] {1, 2}, "[1, 2]"),
                arguments(Codecs.FLOAT_ARRAY, new float[] {1}, "[1.0]"),
                arguments(Codecs.DOUBLE_ARRAY, new double[] {1}, "[1.0]"),
                arguments(Codecs.list(Codecs.STRING), Arrays.asList("a", null), "[\"a\", null]"),
                arguments(Codecs.list(Codecs.list(Codecs.INT32)), List.of(List.of(1, 2), List.of()), "[[1, 2], []]"),
                arguments(Codecs.array(Codecs.STRING, String[]::new), new String[] {"a"}, "[\"a\"]"),
                arguments(Codecs.map(Codecs.STRING, Codecs.INT32), map, "{\"a\"=1, \"b\"=null}"),
                arguments(Codecs.map(Codecs.INT32, Codecs.INT32), Map.of(), "{}"),
                arguments(NodeCodec.INSTANCE, new Node("a"), "Node[name=\"a\", next=[], password=***]"),
                arguments(ShapeCodec.INSTANCE, new Circle(1), "Shape"), // by hand, and says nothing of its fields
                arguments(Codecs.NOTHING, null, "null"),
                arguments(Codecs.sensitive(Codecs.STRING), "secret", "***"),
                arguments(Codecs.sensitive(Codecs.STRING), null, "***"));
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void everyKindOfValueReadsWell(Codec<T> codec, T value, String text) {
        assertThat(TextPrinter.print(codec, value)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r\n",
                "\u001b[31m",
                "\u0000",
                "\u007f",
                "\u0085",
                "\u009b31m",
                "\u2028",
                "\u2029",
                "\u202e",
                "\u2066",
                "\u2069",
                "\ud800",
                "\udc00\ud800",
                "\udb40\udc01",
                "\ufeff"
            })
    void whatCouldHarmALineIsEscaped(String text) {
        String printed = TextPrinter.print(Codecs.STRING, "a" + text + "b");
        assertThat(printed).matches("\"a[\\x20-\\x7e]+b\"").contains("\\");
        assertThat(TextPrinter.print(Codecs.list(Codecs.STRING), List.of(text))).matches("[\\x20-\\x7e]+");
        assertThat(TextPrinter.quote(text, 10)).matches("[\\x20-\\x7e]+");
        assertThat(CodecException.quote(text)).matches("[\\x20-\\x7e]+");
    }

    @Test
    void lettersOfAllScriptsAndEmojiStayAsTheyAre() {
        assertThat(TextPrinter.print(Codecs.STRING, "äß 中文 עברית 😀")).isEqualTo("\"äß 中文 עברית 😀\"");
    }

    @Test
    void quotesAndBackslashesCannotEndAText() {
        assertThat(TextPrinter.print(Codecs.STRING, "a\", b=\"\\")).isEqualTo("\"a\\\", b=\\\"\\\\\"");
    }

    @Test
    void nothingLooksLikeALookUp() {
        assertThat(TextPrinter.print(Codecs.STRING, "${jndi:ldap://x} $${a} {}"))
                .isEqualTo("\"$\\{jndi:ldap://x} $$\\{a} {}\"");
        assertThat(TextPrinter.quote("${env:HOME}", 100)).doesNotContain("${");
        assertThat(CodecException.quote("${env:HOME}")).doesNotContain("${");
    }

    @Test
    void longTextsAreCutAndSaySo() {
        assertThat(TextPrinter.print(Codecs.STRING, "x".repeat(5_000)))
                .isEqualTo("\"" + "x".repeat(100) + "… (5,000 chars)\"");
        assertThat(TextPrinter.print(Codecs.STRING, "x".repeat(100))).isEqualTo("\"" + "x".repeat(100) + "\"");
        assertThat(TextPrinter.print(Codecs.STRING, "x".repeat(99) + "😀"))
                .isEqualTo("\"" + "x".repeat(99) + "\\ud83d… (101 chars)\"");
        assertThat(TextPrinter.print(Codecs.BIG_INTEGER, BigInteger.TEN.pow(200)))
                .isEqualTo("1" + "0".repeat(99) + "… (201 chars)");
    }

    @Test
    void largeCollectionsAreCutAndSaySo() {
        List<Integer> numbers = IntStream.rangeClosed(1, 2_010).boxed().toList();
        assertThat(TextPrinter.print(Codecs.list(Codecs.INT32), numbers))
                .isEqualTo("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, … 2,000 more]");
        assertThat(TextPrinter.print(Codecs.INT32_ARRAY, new int[11]))
                .isEqualTo("[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, … 1 more]");
        assertThat(TextPrinter.print(Codecs.list(Codecs.INT32), numbers.subList(0, 10)))
                .isEqualTo("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]");
    }

    @Test
    void everythingTogetherIsBounded() {
        List<String> texts = Collections.nCopies(10, "\u0000".repeat(100));
        assertThat(TextPrinter.print(Codecs.list(Codecs.list(Codecs.STRING)), Collections.nCopies(10, texts)))
                .hasSizeLessThanOrEqualTo(1_000)
                .endsWith("…");
        assertThat(TextPrinter.print(Codecs.list(Codecs.STRING), Collections.nCopies(10, "x".repeat(99))))
                .hasSizeBetween(900, 1_000)
                .endsWith("…");
    }

    @Test
    void whatContainsItselfEnds() {
        Node node = new Node("a");
        for (int i = 0; i < 10; i++) {
            node.next.add(node);
        }
        assertThat(TextPrinter.print(NodeCodec.INSTANCE, node)).hasSizeLessThanOrEqualTo(1_000);

        Node line = new Node("last");
        for (int i = 0; i < 10; i++) {
            Node before = new Node("x");
            before.next.add(line);
            line = before;
        }
        assertThat(TextPrinter.print(NodeCodec.INSTANCE, line))
                .startsWith("Node[name=\"x\", next=[Node[name=\"x\", next=[")
                .contains("next=[Node[…]], password=***]], password=***]]")
                .doesNotContain("last");
    }
}
