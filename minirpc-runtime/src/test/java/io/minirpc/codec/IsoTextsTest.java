package io.minirpc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts that java.time takes, and no others, with the values that it gives them. */
class IsoTextsTest {
    private static final String CHARACTERS = "0123456789-T:.+Z \u0661é";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-02-28",
                "2024-02-29",
                "2023-02-29",
                "2026-13-01",
                "2026-00-10",
                "0000-01-01",
                "-0001-01-01",
                "+10000-01-01",
                "9999-12-31",
                "2026-2-28",
                "2026-02-28T23:59",
                "2026-02-28T23:59:59",
                "2026-02-28T24:00:00",
                "2026-02-28T23:60:00",
                "2026-02-28T23:59:60",
                "2026-02-28 23:59:59",
                "2026-02-28t23:59:59",
                "2026-02-28T23:59:59.",
                "2026-02-28T23:59:59.1",
                "2026-02-28T23:59:59.123456789",
                "2026-02-28T23:59:59.1234567890",
                "2026-02-28T23:59:59,5",
                "2026-02-28T23:59:59Z",
                "+12026-02-28T23:59:59.5",
                "2026-02-28T23:59:5\u0661"
            })
    void textsReadAsJavaReadsThem(String text) {
        assertSame(text);
    }

    @Test
    void damagedTextsReadAsJavaReadsThem() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text =
                    new StringBuilder("2026-02-28T23:59:59.987654321".substring(0, 10 + random.nextInt(20)));
            for (int i = random.nextInt(3); i > 0; i--) {
                text.setCharAt(random.nextInt(text.length()), CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            assertSame(text.toString());
        }
    }

    private static void assertSame(String text) {
        assertThat(outcome(IsoTexts::date, text)).as(text).isEqualTo(outcome(LocalDate::parse, text));
        assertThat(outcome(IsoTexts::dateTime, text)).as(text).isEqualTo(outcome(LocalDateTime::parse, text));
    }

    private static Object outcome(Function<String, Object> parser, String text) {
        try {
            return parser.apply(text);
        } catch (DateTimeException e) {
            return "refused";
        }
    }
}
