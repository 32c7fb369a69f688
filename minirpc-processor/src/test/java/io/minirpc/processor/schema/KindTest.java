package io.minirpc.processor.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds and their texts belong together. */
class KindTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "void",
                "int32",
                "int32?",
                "char?",
                "list<list<sint64>>",
                "set<shop.Kind>",
                "map<string, map<int32, shop.Page<$1, $12>>>",
                "Plain",
                "shop.Outer$Inner"
            })
    void readsWhatItWrites(String text) {
        assertThat(Kind.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryWord(ScalarKind kind) {
        assertThat(Kind.parse(kind.word())).isEqualTo(new Kind.Scalar(kind));
    }

    @Test
    void readsArguments() {
        assertThat(Kind.parse("shop.Page<int32, $2>"))
                .isEqualTo(
                        new Kind.Named("shop.Page", List.of(new Kind.Scalar(ScalarKind.INT32), new Kind.Variable(2))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``               | 1  | a type such as int32, list<string> or shop.Cake",
                "string?          | 7  | no '?', which only numbers, booleans and characters have",
                "list<int32       | 11 | ', ' or '>'",
                "map<int32,int32> | 10 | ', ' or '>'",
                "int32<string>    | 1  | no type arguments after int32",
                "int32 x          | 6  | the end of the type",
                "$0               | 2  | the position of a type variable, from 1",
                "list<class>      | 6  | a type such as int32, list<string> or shop.Cake"
            })
    void saysWhereATextIsWrong(String text, int character, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kind.parse(text))
                .withMessage("\"" + text + "\" at character " + character + " (expected: " + expected + ")");
    }

    @Test
    void refusesEndlessNesting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kind.parse("list<".repeat(100_000)))
                .withMessage("more than 64 types inside each other");
    }
}
