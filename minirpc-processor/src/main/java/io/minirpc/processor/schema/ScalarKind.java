package io.minirpc.processor.schema;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of single values. Two kinds differ where the native format or JSON does, or where the same bytes mean
 * something else.
 */
public enum ScalarKind {
    /** A boolean. */
    BOOL,
    /** A byte. */
    INT8,
    /** A short. */
    INT16,
    /** An int, small numbers short. */
    INT32,
    /** A long, small numbers short. */
    INT64,
    /** An int, numbers near zero short. */
    SINT32,
    /** A long, numbers near zero short. */
    SINT64,
    /** An int in four bytes. */
    SFIXED32,
    /** A long in eight bytes. */
    SFIXED64,
    /** A float. */
    FLOAT,
    /** A double. */
    DOUBLE,
    /** A character. */
    CHAR,
    /** A text. */
    STRING,
    /** An array of bytes. */
    BYTES,
    /** An array of characters, in JSON one string. */
    CHARS,
    /** A decimal number of any size. */
    DECIMAL,
    /** A whole number of any size. */
    INTEGER,
    /** A UUID. */
    UUID,
    /** A date. */
    DATE,
    /** A time of day. */
    TIME,
    /** A date and a time of day, without a zone. */
    DATETIME,
    /** A moment. */
    INSTANT,
    /** A duration. */
    DURATION,
    /** A year. */
    YEAR,
    /** A period, as text. */
    PERIOD,
    /** A year and a month, as text. */
    YEARMONTH,
    /** A month and a day, as text. */
    MONTHDAY,
    /** A date, a time of day and an offset, as text. */
    OFFSETDATETIME,
    /** A time of day and an offset, as text. */
    OFFSETTIME,
    /** A date, a time of day and a zone, as text. */
    ZONEDDATETIME,
    /** A time zone, as text. */
    ZONEID,
    /** An offset, as text. */
    ZONEOFFSET,
    /** A URI, as text. */
    URI,
    /** A locale, as text. */
    LOCALE,
    /** A currency, as text. */
    CURRENCY;

    private static final Map<String, ScalarKind> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(ScalarKind::word, Function.identity()));

    /** Returns the kind as schema and lock name it: {@code int32}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether Java has a primitive type for it, whose zero is something else than no value. */
    public boolean isPrimitive() {
        return compareTo(CHAR) <= 0;
    }

    /** Returns the kind of a word, or null if there is none. */
    public static @Nullable ScalarKind ofWord(String word) {
        return BY_WORD.get(word);
    }
}
