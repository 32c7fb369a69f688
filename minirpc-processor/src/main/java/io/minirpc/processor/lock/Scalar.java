package io.minirpc.processor.lock;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that are no messages, by the words that a lock has for them. */
enum Scalar {
    BOOL("bool", Group.PRIMITIVE),
    INT8("int8", Group.PRIMITIVE),
    INT16("int16", Group.PRIMITIVE),
    INT32("int32", Group.PRIMITIVE),
    INT64("int64", Group.PRIMITIVE),
    SINT32("sint32", Group.PRIMITIVE),
    SINT64("sint64", Group.PRIMITIVE),
    SFIXED32("sfixed32", Group.PRIMITIVE),
    SFIXED64("sfixed64", Group.PRIMITIVE),
    FLOAT("float", Group.PRIMITIVE),
    DOUBLE("double", Group.PRIMITIVE),
    CHAR("char", Group.PRIMITIVE),
    STRING("string", Group.VALUE),
    BYTES("bytes", Group.VALUE),
    DECIMAL("decimal", Group.VALUE),
    INTEGER("integer", Group.VALUE),
    UUID("uuid", Group.VALUE),
    DATE("date", Group.VALUE),
    TIME("time", Group.VALUE),
    DATETIME("datetime", Group.VALUE),
    INSTANT("instant", Group.VALUE),
    DURATION("duration", Group.VALUE),
    YEAR("year", Group.VALUE),
    PERIOD("period", Group.TEXT),
    YEAR_MONTH("yearmonth", Group.TEXT),
    MONTH_DAY("monthday", Group.TEXT),
    OFFSET_DATE_TIME("offsetdatetime", Group.TEXT),
    OFFSET_TIME("offsettime", Group.TEXT),
    ZONED_DATE_TIME("zoneddatetime", Group.TEXT),
    ZONE_ID("zoneid", Group.TEXT),
    ZONE_OFFSET("zoneoffset", Group.TEXT),
    URI("uri", Group.TEXT),
    LOCALE("locale", Group.TEXT),
    CURRENCY("currency", Group.TEXT);

    private enum Group {
        /** Absent, they read as zero, unless a {@code ?} keeps null apart. */
        PRIMITIVE,
        /** Absent, they read as null. */
        VALUE,
        /** As {@link #VALUE}, and they travel as a string does. */
        TEXT
    }

    private static final Map<String, Scalar> BY_WORD = new HashMap<>();

    static {
        for (Scalar scalar : values()) {
            BY_WORD.put(scalar.word, scalar);
        }
    }

    private final String word;
    private final Group group;

    Scalar(String word, Group group) {
        this.word = word;
        this.group = group;
    }

    static @Nullable Scalar of(String word) {
        return BY_WORD.get(word);
    }

    String word() {
        return word;
    }

    /** Returns whether zero and null are two values, which a {@code ?} tells apart. */
    boolean isPrimitive() {
        return group == Group.PRIMITIVE;
    }

    /** Returns whether values travel as their text. */
    boolean isText() {
        return group == Group.TEXT;
    }

    /**
     * Returns whether values are whole numbers that travel as plain varints; the constants are in the order of size.
     */
    boolean isInteger() {
        return compareTo(INT8) >= 0 && compareTo(INT64) <= 0;
    }
}
