package io.minirpc.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Values of a scalar type at its edges.
 *
 * @param name the codec's name in {@link Codecs}
 */
record ScalarSamples<T>(String name, ScalarCodec<T> codec, List<T> values) {

    @SafeVarargs
    static <T> ScalarSamples<T> of(String name, ScalarCodec<T> codec, T... values) {
        return new ScalarSamples<>(name, codec, List.of(values));
    }

    static Stream<ScalarSamples<?>> all() {
        return Stream.concat(numbers(), Stream.concat(texts(), times()));
    }

    private static Stream<ScalarSamples<?>> numbers() {
        Integer[] ints = {0, 1, -1, 63, 64, -64, -65, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, Integer.MIN_VALUE};
        Long[] longs = {
            0L,
            1L,
            -1L,
            127L,
            128L,
            1L << 31,
            1L << 32,
            1L << 53,
            (1L << 53) + 1,
            1L << 62,
            Long.MAX_VALUE,
            Long.MIN_VALUE
        };
        return Stream.of(
                of("BOOL", Codecs.BOOL, true, false),
                of("INT8", Codecs.INT8, (byte) 0, (byte) 1, (byte) -1, Byte.MAX_VALUE, Byte.MIN_VALUE),
                of("INT16", Codecs.INT16, (short) 0, (short) -1, (short) 128, Short.MAX_VALUE, Short.MIN_VALUE),
                of("CHAR", Codecs.CHAR, 'a', '\0', '\n', '"', '\\', '/', 'é', '中', '\ufffd', '\uffff'),
                of("INT32", Codecs.INT32, ints),
                of("SINT32", Codecs.SINT32, ints),
                of("SFIXED32", Codecs.SFIXED32, ints),
                of("INT64", Codecs.INT64, longs),
                of("SINT64", Codecs.SINT64, longs),
                of("SFIXED64", Codecs.SFIXED64, longs),
                of(
                        "FLOAT",
                        Codecs.FLOAT,
                        0f,
                        -0f,
                        1.5f,
                        0.1f,
                        16_777_217f,
                        Float.MIN_VALUE,
                        Float.MIN_NORMAL,
                        Float.MAX_VALUE,
                        -Float.MAX_VALUE,
                        Float.NaN,
                        Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY),
                of(
                        "DOUBLE",
                        Codecs.DOUBLE,
                        0d,
                        -0d,
                        0.1,
                        1e23,
                        2.2250738585072012e-308,
                        9_007_199_254_740_993d,
                        Double.MIN_VALUE,
                        Double.MAX_VALUE,
                        -Double.MAX_VALUE,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY),
                of("enumeration", Color.CODEC, Color.values()));
    }

    private static Stream<ScalarSamples<?>> texts() {
        return Stream.of(
                of(
                        "STRING",
                        Codecs.STRING,
                        "",
                        "a",
                        "\0",
                        "tab\t, quote\", backslash\\, slash/, end\r\n\u2028",
                        "é",
                        "中文",
                        "😀",
                        "mixed é中😀 text",
                        "\ufffd",
                        "\ufeff",
                        "x".repeat(127),
                        "x".repeat(128),
                        "é".repeat(64),
                        "中".repeat(85),
                        "😀".repeat(64)),
                of(
                        "BIG_DECIMAL",
                        Codecs.BIG_DECIMAL,
                        BigDecimal.ZERO,
                        new BigDecimal("0.00"),
                        new BigDecimal("-1.10"),
                        new BigDecimal("1E+10"),
                        new BigDecimal("1E-10"),
                        new BigDecimal("1E+10000"),
                        new BigDecimal("1E-10000"),
                        new BigDecimal("3.14159265358979323846264338327950288419716939937510"),
                        new BigDecimal("-" + "9".repeat(99)),
                        new BigDecimal("9".repeat(101)),
                        new BigDecimal("9".repeat(150) + "." + "1".repeat(80))),
                of(
                        "BIG_INTEGER",
                        Codecs.BIG_INTEGER,
                        BigInteger.ZERO,
                        BigInteger.ONE.negate(),
                        BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.ONE),
                        BigInteger.ONE.shiftLeft(330),
                        BigInteger.ONE.shiftLeft(800).negate()),
                of(
                        "UUID",
                        Codecs.UUID,
                        new UUID(0, 0),
                        new UUID(-1, -1),
                        new UUID(Long.MIN_VALUE, Long.MAX_VALUE),
                        UUID.fromString("00112233-4455-6677-8899-aabbccddeeff")),
                of(
                        "URI",
                        Codecs.URI,
                        URI.create(""),
                        URI.create("https://user@example.org:8080/a%20b?q=1#f"),
                        URI.create("mailto:someone@example.org"),
                        URI.create("../relative")),
                new ScalarSamples<>("LOCALE", Codecs.LOCALE, locales()),
                of("CURRENCY", Codecs.CURRENCY, Currency.getInstance("EUR"), Currency.getInstance("JPY")),
                of(
                        "ZONE_ID",
                        Codecs.ZONE_ID,
                        ZoneOffset.UTC,
                        ZoneId.of("UTC"),
                        ZoneId.of("GMT+2"),
                        ZoneId.of("+01:30"),
                        ZoneId.of("Europe/Berlin")),
                of(
                        "ZONE_OFFSET",
                        Codecs.ZONE_OFFSET,
                        ZoneOffset.UTC,
                        ZoneOffset.MIN,
                        ZoneOffset.MAX,
                        ZoneOffset.ofHoursMinutesSeconds(-1, -2, -3)));
    }

    private static Stream<ScalarSamples<?>> times() {
        LocalDateTime overlap = LocalDateTime.of(2024, 10, 27, 2, 30);
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        return Stream.of(
                of(
                        "LOCAL_DATE",
                        Codecs.LOCAL_DATE,
                        LocalDate.EPOCH,
                        LocalDate.of(1969, 12, 31),
                        LocalDate.of(0, 1, 1),
                        LocalDate.of(-1, 2, 28),
                        LocalDate.of(9999, 12, 31),
                        LocalDate.of(10_000, 1, 1),
                        LocalDate.MIN,
                        LocalDate.MAX),
                of(
                        "LOCAL_TIME",
                        Codecs.LOCAL_TIME,
                        LocalTime.MIN,
                        LocalTime.NOON,
                        LocalTime.MAX,
                        LocalTime.of(1, 2, 3, 4)),
                of(
                        "LOCAL_DATE_TIME",
                        Codecs.LOCAL_DATE_TIME,
                        overlap,
                        LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_999),
                        LocalDateTime.of(-5, 1, 1, 0, 0),
                        LocalDateTime.MIN,
                        LocalDateTime.MAX),
                of(
                        "INSTANT",
                        Codecs.INSTANT,
                        Instant.EPOCH,
                        Instant.ofEpochSecond(-1, 999_999_999),
                        Instant.ofEpochSecond(1, 1),
                        Instant.parse("2024-02-29T12:00:00.123456789Z"),
                        Instant.MIN,
                        Instant.MAX),
                of(
                        "DURATION",
                        Codecs.DURATION,
                        Duration.ZERO,
                        Duration.ofNanos(1),
                        Duration.ofNanos(-1),
                        Duration.ofMillis(-1_500),
                        Duration.ofSeconds(-1),
                        Duration.ofDays(1),
                        Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                        Duration.ofSeconds(Long.MIN_VALUE, 1),
                        Duration.ofSeconds(Long.MIN_VALUE)),
                of(
                        "PERIOD",
                        Codecs.PERIOD,
                        Period.ZERO,
                        Period.of(1, 2, 3),
                        Period.of(-1, 20, -300),
                        Period.of(Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE)),
                of(
                        "YEAR",
                        Codecs.YEAR,
                        Year.of(0),
                        Year.of(-44),
                        Year.of(2024),
                        Year.of(Year.MIN_VALUE),
                        Year.of(Year.MAX_VALUE)),
                of(
                        "YEAR_MONTH",
                        Codecs.YEAR_MONTH,
                        YearMonth.of(2024, 2),
                        YearMonth.of(0, 1),
                        YearMonth.of(-44, 3),
                        YearMonth.of(9_999, 12),
                        YearMonth.of(10_000, 1),
                        YearMonth.of(-10_000, 1),
                        YearMonth.of(Year.MIN_VALUE, 1),
                        YearMonth.of(Year.MAX_VALUE, 12)),
                of("MONTH_DAY", Codecs.MONTH_DAY, MonthDay.of(2, 29), MonthDay.of(12, 31)),
                of(
                        "OFFSET_DATE_TIME",
                        Codecs.OFFSET_DATE_TIME,
                        overlap.atOffset(ZoneOffset.ofHours(1)),
                        OffsetDateTime.MIN,
                        OffsetDateTime.MAX),
                of("OFFSET_TIME", Codecs.OFFSET_TIME, OffsetTime.MIN, OffsetTime.MAX),
                of(
                        "ZONED_DATE_TIME",
                        Codecs.ZONED_DATE_TIME,
                        overlap.atZone(berlin).withEarlierOffsetAtOverlap(),
                        overlap.atZone(berlin).withLaterOffsetAtOverlap(),
                        overlap.atZone(ZoneId.of("GMT+2")),
                        overlap.atZone(ZoneOffset.UTC),
                        LocalDateTime.of(12_345, 1, 1, 0, 0).atZone(berlin),
                        LocalDateTime.of(-1, 1, 1, 0, 0).atZone(berlin)));
    }

    /** All that Java knows but no_NO_NY, whose language tag, says Java's documentation, is that of nn_NO. */
    private static List<Locale> locales() {
        return Stream.of(Locale.getAvailableLocales())
                .filter(locale -> !locale.toString().equals("no_NO_NY"))
                .toList();
    }

    /** Shows the name only: JUnit puts it into the name of the test. */
    @Override
    public String toString() {
        return name;
    }
}
