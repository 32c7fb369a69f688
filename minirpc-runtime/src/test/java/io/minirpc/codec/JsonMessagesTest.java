package io.minirpc.codec;

import static io.minirpc.codec.Formats.fromJson;
import static io.minirpc.codec.Formats.toJson;
import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.minirpc.codec.Customer.Shape.Circle;
import io.minirpc.codec.Customer.Shape.Square;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMessagesTest {
    private static final Codec<Customer> CODEC = CustomerCodec.INSTANCE;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Customer ADA = new Customer(
            9_007_199_254_740_993L,
            "Ada \"A\" é中😀\n",
            -1,
            true,
            0.1,
            'x',
            new byte[] {1, 2, 3},
            new int[] {1, -1},
            asList("a", null),
            Set.of(Color.BLUE),
            List.of(List.of(1), List.of()),
            Map.of("k", 1L),
            Map.of(-7, Customer.named("Bob")),
            Optional.of("ada@example.org"),
            LocalDate.of(1815, 12, 10),
            Instant.parse("2024-02-29T12:00:00.5Z"),
            Duration.ofMillis(1_500),
            new BigDecimal("1.10"),
            new Circle(Double.POSITIVE_INFINITY),
            null,
            List.of(),
            Color.GREEN);

    @Test
    void propertiesComeInTheOrderOfTheFieldsAndNullIsLeftOut() {
        assertThat(toJson(CODEC, ADA)).isEqualTo("""
                        {"id":9007199254740993,"name":"Ada \\"A\\" é中😀\\n","score":-1,"active":true,"balance":0.1,"grade":"x",\
                        "photo":"AQID","points":[1,-1],"tags":["a",null],"colors":["blau"],"matrix":[[1],[]],\
                        "counters":{"k":1},\
                        "friends":{"-7":{"id":0,"name":"Bob","score":0,"active":false,"balance":0.0,"grade":"\\u0000"}},\
                        "email":"ada@example.org","birthday":"1815-12-10","created":"2024-02-29T12:00:00.500Z",\
                        "patience":"PT1.5S","credit":1.10,"shape":{"Circle":{"radius":"Infinity"}},"reports":[],\
                        "favourite":"GREEN"}""");
    }

    @Test
    void jacksonReadsWhatWeWrite() throws Exception {
        for (long seed = 0; seed < 80; seed++) {
            Customer customer = new RandomValues(seed).customer(1);
            JsonNode tree = MAPPER.readTree(toJson(CODEC, customer));
            assertThat(tree.path("id").asLong()).as("seed %d", seed).isEqualTo(customer.id());
            assertThat(tree.path("name").textValue()).as("seed %d", seed).isEqualTo(customer.name());
            assertThat(tree.path("active").booleanValue()).as("seed %d", seed).isEqualTo(customer.active());
            assertThat((Double) tree.path("balance").asDouble())
                    .as("seed %d", seed)
                    .isEqualTo((Double) customer.balance());
            assertThat(tree.path("photo").binaryValue()).as("seed %d", seed).isEqualTo(customer.photo());
            assertThat(tree.path("email").textValue())
                    .as("seed %d", seed)
                    .isEqualTo(customer.email().orElse(null));
            List<String> tags = new ArrayList<>();
            tree.path("tags").forEach(tag -> tags.add(tag.textValue()));
            assertThat(tags).as("seed %d", seed).isEqualTo(customer.tags() == null ? List.of() : customer.tags());
            Map<String, Long> counters = new LinkedHashMap<>();
            tree.path("counters")
                    .fields()
                    .forEachRemaining(entry -> counters.put(
                            entry.getKey(),
                            entry.getValue().isNull() ? null : entry.getValue().asLong()));
            assertThat(counters)
                    .as("seed %d", seed)
                    .isEqualTo(customer.counters() == null ? Map.of() : customer.counters());
        }
    }

    @Test
    void weReadWhatJacksonPrints() throws Exception {
        for (long seed = 0; seed < 80; seed++) {
            String written = toJson(CODEC, new RandomValues(seed).customer(1));
            StringWriter printed = new StringWriter();
            try (JsonParser parser = MAPPER.createParser(written);
                    JsonGenerator generator = MAPPER.createGenerator(printed).useDefaultPrettyPrinter()) {
                generator.enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                        generator.writeNumber(parser.getText()); // copied as a number, -0.0 would be 0.0
                    } else {
                        generator.copyCurrentEvent(parser);
                    }
                }
            }
            assertThat(toJson(CODEC, fromJson(CODEC, printed.toString())))
                    .as("seed %d", seed)
                    .isEqualTo(written);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ID\":7,\"nAmE\":\"x\"}",
                "{\"name\":\"x\",\"id\":7}",
                "{\"id\":\"7\",\"name\":\"x\"}",
                "{\"\\u0069d\":7,\"name\":\"\\u0078\"}",
                " \n\t{ \"id\" : 7 ,\r\n\"name\" : \"x\" } \n",
                "\ufeff{\"id\":7,\"name\":\"x\"}",
                "{\"id\":7,\"name\":\"x\",\"score\":null,\"active\":null,\"balance\":null,\"grade\":null}",
                "{\"id\":7,\"name\":\"x\",\"photo\":null,\"tags\":null,\"counters\":null,\"email\":null,\"shape\":null}",
                "{\"future\":{\"id\":9,\"a\":[1,{\"id\":8}],\"b\":{}},\"id\":7,\"more\":[[]],\"name\":\"x\",\"id2\":1e999}",
                "{\"future\":1,\"future\":2,\"id\":7,\"name\":\"x\"}",
                "{\"id\":7,\"name\":\"x\",\"favourite\":\"PINK\",\"shape\":{\"Triangle\":{\"a\":1}}}",
            })
    void propertiesMatchInAnyCaseAndOrderAndUnknownOnesAreSkipped(String json) {
        Customer read = fromJson(CODEC, json);
        assertThat(toJson(CODEC, read)).isEqualTo(toJson(CODEC, fromJson(CODEC, "{\"id\":7,\"name\":\"x\"}")));
        assertThat(read.id()).isEqualTo(7);
        assertThat(read.name()).isEqualTo("x");
    }

    @Test
    void anEmptyObjectIsZeroNullAndEmpty() {
        assertThat(fromJson(CODEC, "{}")).isEqualTo(Customer.NOBODY);
    }

    @Test
    void nothingAtAllReadsAsNull() {
        assertThat(fromJson(CODEC, "")).isNull();
        assertThat(fromJson(CODEC, " \n")).isNull();
        assertThat(fromJson(CODEC, "null")).isNull();
        assertThat(fromJson(Codecs.OPTIONAL_INT, "")).isEmpty();
        assertThat(fromJson(Codecs.primitive(Codecs.INT32, 0), "null")).isZero();
    }

    @Test
    void aVoidReplyIsAnEmptyObjectAndReadsFromAnything() {
        assertThat(toJson(Codecs.NOTHING, null)).isEqualTo("{}");
        for (String json : List.of("{}", "null", "", "[1,{\"a\":2}]", "{\"a\":[]}", "5")) {
            assertThat(fromJson(Codecs.NOTHING, json)).isNull();
        }
        assertThat(Formats.toNative(Codecs.NOTHING, null)).isEmpty();
        assertThat(Formats.fromNative(Codecs.NOTHING, "0801 1202ffff")).isNull();
    }

    @Test
    void aNullMessageIsNotAnEmptyOneInEitherFormat() {
        for (Customer customer : new Customer[] {null, Customer.NOBODY}) {
            assertThat(Formats.throughNative(CODEC, customer)).isEqualTo(customer);
            assertThat(Formats.throughJson(CODEC, customer)).isEqualTo(customer);
        }
        assertThat(Formats.toNative(CODEC, Customer.NOBODY)).isEmpty();
    }

    @Test
    void primitiveRepliesAreNeverNullAndTheirZeroIsOneForBoxedOnesToo() {
        Codec<Integer> codec = Codecs.primitive(Codecs.INT32, 0);
        assertThat(Formats.fromNative(Codecs.INT32, Formats.toNative(codec, 0))).isZero();
        assertThat(Formats.fromNative(codec, Formats.toNative(Codecs.INT32, null)))
                .isZero();
        assertThat(Formats.fromNative(codec, "")).isZero();
        assertThat(Formats.throughNative(codec, -5)).isEqualTo(-5);
        assertThat(toJson(codec, 0)).isEqualTo("0");
        Codec<Double> real = Codecs.primitive(Codecs.DOUBLE, 0.0);
        assertThat(Formats.throughNative(real, -0.0)).isEqualTo(-0.0);
    }

    @Test
    void aSealedTypeIsAnObjectNamedAfterItsLeaf() {
        assertThat(toJson(ShapeCodec.INSTANCE, new Square(2, null))).isEqualTo("{\"Square\":{\"side\":2}}");
        assertThat(fromJson(ShapeCodec.INSTANCE, "{\"SQUARE\":{\"Side\":2}}")).isEqualTo(new Square(2, null));
        assertThat(fromJson(ShapeCodec.INSTANCE, "{\"Triangle\":{}}")).isNull();
        assertThat(fromJson(Codecs.list(ShapeCodec.INSTANCE), "[{\"Triangle\":{}},{\"Circle\":{}}]"))
                .containsExactly(new Circle(0));
        assertThat(fromJson(Codecs.map(Codecs.STRING, ShapeCodec.INSTANCE), "{\"a\":{\"Triangle\":{}},\"b\":null}"))
                .isEqualTo(Collections.singletonMap("b", null));
    }

    @Test
    void namesThatDifferInCaseOnlyCannotBeFieldsOfOneMessage() {
        assertThatThrownBy(() -> JsonFields.of(JsonName.of("id"), JsonName.of("ID")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"ID\"");
    }
}
