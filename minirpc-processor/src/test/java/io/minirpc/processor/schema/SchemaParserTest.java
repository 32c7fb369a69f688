package io.minirpc.processor.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents are read strictly: what is wrong is named, with file, line and place. */
class SchemaParserTest {
    private static final Kind.Named PAGE = new Kind.Named("app.Page", List.of(new Kind.Variable(1)));
    private static final Kind.Named LEVEL = new Kind.Named("app.Level", List.of());
    private static final Kind INT = new Kind.Scalar(ScalarKind.INT32);

    private static final Schema SCHEMA = new Schema(
            "app.Service",
            new Schema.Service(
                    "Service",
                    true,
                    List.of(
                            new Schema.Method(
                                    "get",
                                    new Schema.BareArgument(new Kind.Named("app.Page", List.of(INT)), true),
                                    new Schema.Reply(LEVEL, false, true),
                                    List.of(new Kind.Named("app.Failure", List.of())),
                                    true),
                            new Schema.Method(
                                    "put",
                                    new Schema.Parameters(List.of(new Schema.Field(
                                            new Schema.WireNumber(3, Schema.NumberSource.ANNOTATION), "a", INT, true))),
                                    new Schema.Reply(new Kind.Nothing(), false, false),
                                    List.of(),
                                    false))),
            List.of(
                    new Schema.Failure(
                            new Kind.Named("app.Failure", List.of()),
                            "failed",
                            List.of("java.lang.Exception", "java.lang.Throwable"),
                            List.of()),
                    new Schema.Enumeration(
                            LEVEL,
                            Schema.Home.NESTED,
                            List.of(new Schema.Constant(
                                    new Schema.WireNumber(0, Schema.NumberSource.LOCK), "a \"b\" \\ ü"))),
                    new Schema.Message(
                            PAGE,
                            Schema.Home.IMPORTED,
                            List.of(new Schema.Field(
                                    new Schema.WireNumber(1, Schema.NumberSource.POSITION),
                                    "items",
                                    new Kind.ListOf(new Kind.Variable(1)),
                                    false))),
                    new Schema.OneOf(
                            new Kind.Named("app.Shape", List.of()),
                            Schema.Home.OWNED,
                            List.of(new Schema.Leaf(
                                    new Schema.WireNumber(1, Schema.NumberSource.POSITION), "Page", PAGE)))));

    private static final String TEXT = """
            {
              "minirpc": 1,
              "type": "app.Point",
              "types": [
                {
                  "type": "app.Point",
                  "owned": true,
                  "fields": [
                    {"number": 1, "name": "x", "type": "int32"}
                  ]
                }
              ]
            }
            """;

    @Test
    void readsWhatItWrites() {
        assertThat(SchemaParser.parse("app.Service.json", SchemaText.of(SCHEMA)))
                .isEqualTo(SCHEMA);
    }

    @Test
    void readsOtherSpacesAndEscapes() {
        String text = TEXT.replaceAll("[ \n]", "").replace("\"x\"", "\"\\u0078\\n\\\"\"") + "\r\n\t";
        Schema.Message point =
                (Schema.Message) SchemaParser.parse("file", text).declarations().get(0);
        assertThat(point.fields().get(0).name()).isEqualTo("x\n\"");
    }

    /** Each line: what is replaced, by what, and the message that comes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"minirpc\": 1 | \"minirpc\": 2 | 1: minirpc: 2 (expected: 1); use the version of minirpc-processor that"
                        + " wrote the file, or a later one",
                "\"minirpc\": 1, | `` | 1: minirpc: is missing",
                "\"minirpc\": 1 | \"minirpc\": \"1\" | 2: minirpc: 1 (expected: a number)",
                "\"minirpc\": 1 | \"minirpc\": 01 | 2: '0' (expected: an object, an array, a text, true or a whole number)",
                "\"minirpc\": 1 | \"minirpc\": 4000000000 | 2: '4' (expected: a number up to 2147483647)",
                "\"owned\": true | \"owned\": false | 7: 'f' (expected: an object, an array, a text, true or a whole number)",
                "\"owned\": true | \"owned\": 1 | 7: types[0].owned: 1 (expected: true)",
                "\"owned\": true | \"owned\": true, \"imported\": true | 5: types[0].imported: true (expected: either owned or"
                        + " imported)",
                "\"owned\": true | \"mine\": true | 7: types[0].mine: a member that this version does not know",
                "\"owned\": true | \"type\": \"app.Point\" | 7: \"type\" is there twice",
                "\"int32\" | \"list<int32\" | 9: types[0].fields[0].type: \"list<int32\" at character 11 (expected: ', ' or"
                        + " '>')",
                "\"int32\" | 7 | 9: types[0].fields[0].type: 7 (expected: a text)",
                "\"int32\" | \"int\\x\" | 9: 'x' (expected: an escape such as \\n or \\u00e9)",
                "\"fields\": [ | \"fields\": {}, \"x\": [ | 8: types[0].fields: an object (expected: an array)",
                "{\"number\": 1, \"name\": \"x\", \"type\": \"int32\"} | 1 | 9: types[0].fields[0]: 1 (expected: an object)",
                "\"app.Point\", | \"app.Point\" | 4: '\"' (expected: ',')",
                "\"x\", | \"x, | 9: 't' (expected: ',')"
            })
    void saysWhereADocumentIsWrong(String found, String replacement, String message) {
        String text = TEXT.replaceFirst(
                Pattern.quote(found), Matcher.quoteReplacement(replacement == null ? "" : replacement));
        assertThatExceptionOfType(SchemaSyntaxException.class)
                .isThrownBy(() -> SchemaParser.parse("dir/app.Point.json", text))
                .withMessage("dir/app.Point.json:" + message);
    }

    @Test
    void saysThatAFileEndsTooEarly() {
        for (int length = 0; length < TEXT.length() - 1; length++) {
            String cut = TEXT.substring(0, length);
            assertThatExceptionOfType(SchemaSyntaxException.class)
                    .isThrownBy(() -> SchemaParser.parse("file", cut))
                    .withMessageStartingWith("file:");
        }
    }

    @Test
    void refusesWhatFollowsTheDocument() {
        assertThatExceptionOfType(SchemaSyntaxException.class)
                .isThrownBy(() -> SchemaParser.parse("file", TEXT + "{}"))
                .withMessage("file:14: '{' (expected: the end of the file)");
    }

    @Test
    void refusesEndlessNesting() {
        assertThatExceptionOfType(SchemaSyntaxException.class)
                .isThrownBy(() -> SchemaParser.parse("file", "[".repeat(100_000)))
                .withMessage("file:1: '[' (expected: at most 32 levels)");
    }
}
