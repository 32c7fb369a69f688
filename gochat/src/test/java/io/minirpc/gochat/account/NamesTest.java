package io.minirpc.gochat.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.minirpc.gochat.frame.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "ada, ada",
        "Ada_L.-9, ada_l.-9",
        "ＡＤＡ, ada", // full-width
        "\u212aim, kim", // the sign of kelvin
        "ﬁona, fiona", // a ligature
        "ﬆ, st"
    })
    void spellingsOfOneNameHaveOneForm(String name, String canonical) {
        assertThat(Names.canonical(name)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "Günter",
                "Gu\u0308nter",
                "groß",
                "İstanbul",
                "аdа",
                "🍣🍣",
                "🍺🍺",
                "a b",
                " ada",
                "ada\n",
                "a/b",
                "ada\0",
                "\ud800ab",
                "a\u200bda",
                "' OR '1'='1",
                "%%",
                "..\\..",
                "\ufdfa\ufdfa"
            })
    void whatHasNoCanonicalFormIsRefusedAndNotFolded(String name) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Names.canonical(name))
                .withMessageContaining("(expected: 2 to 32 of a-z 0-9 . _ -)")
                .satisfies(e -> assertThat(e.refusal().code()).isEqualTo(ErrorCode.INVALID));
    }

    @Test
    void lengthIsThatOfTheCanonicalForm() {
        assertThat(Names.canonical("a".repeat(32))).hasSize(32);
        refusedName("a".repeat(33));
        refusedName("a".repeat(1_000_000));
        refusedName("ﬃ".repeat(11)); // 33 letters
    }

    private static void refusedName(String name) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Names.canonical(name))
                .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Günter", "李小龍", "👩‍👩‍👧", "Robert'); DROP TABLE users;--", "<b>x</b>", "a  b", "é"})
    void displayNamesAreFreeText(String display) {
        assertThat(Names.display(display)).isEqualTo(display);
    }

    @Test
    void displayNameIsTrimmed() {
        assertThat(Names.display("\u2003 Ada \t")).isEqualTo("Ada");
    }

    @Test
    void displayNameIsCountedInCodePoints() {
        assertThat(Names.display("🍣".repeat(64))).hasSize(128);
        refusedDisplay("🍣".repeat(65), "65 characters (expected: 1 to 64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\0b", "a\nb", "a\u0085b", "a\u2028b", "a\u202eb", "a\u2066b", "a\ud800", "\udc00b", "\ud83c"})
    void displayNameHasNoControlCharacterAndNoHalfOfAPair(String display) {
        refusedDisplay(display, "(expected: no control character)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u3000\t", "\u200b", "\u200d\u2060"})
    void displayNameShowsSomething(String display) {
        refusedDisplay(display, "display: ");
    }

    private static void refusedDisplay(String display, String why) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Names.display(display))
                .withMessageContaining(why);
    }

    @Test
    void deviceIsPlainAscii() {
        assertThat(Names.device("b1946ac9._-X")).isEqualTo("b1946ac9._-X");
        for (String device : new String[] {"", "a b", "ä", "a".repeat(65), "x'--"}) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> Names.device(device))
                    .withMessageStartingWith("device: ");
        }
    }
}
