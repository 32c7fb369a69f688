package io.minirpc.processor;

import io.minirpc.processor.schema.ScalarKind;

/** The constants of {@code Codecs}; a test looks each of them up in the runtime. */
final class CodecNames {
    static final String NOTHING = "NOTHING";

    private CodecNames() {}

    /** Returns the codec of a single value. */
    static String of(ScalarKind kind) {
        return switch (kind) {
            case CHARS -> "CHAR_ARRAY";
            case DECIMAL -> "BIG_DECIMAL";
            case INTEGER -> "BIG_INTEGER";
            case DATE -> "LOCAL_DATE";
            case TIME -> "LOCAL_TIME";
            case DATETIME -> "LOCAL_DATE_TIME";
            case YEARMONTH -> "YEAR_MONTH";
            case MONTHDAY -> "MONTH_DAY";
            case OFFSETDATETIME -> "OFFSET_DATE_TIME";
            case OFFSETTIME -> "OFFSET_TIME";
            case ZONEDDATETIME -> "ZONED_DATE_TIME";
            case ZONEID -> "ZONE_ID";
            case ZONEOFFSET -> "ZONE_OFFSET";
            default -> kind.name();
        };
    }

    /** Returns the codec of an array of primitives. */
    static String ofArray(ScalarKind element) {
        return of(element) + "_ARRAY";
    }

    /** Returns the codec of {@code OptionalInt} and its kin. */
    static String ofOptional(ScalarKind value) {
        return switch (value) {
            case INT32 -> "OPTIONAL_INT";
            case INT64 -> "OPTIONAL_LONG";
            case DOUBLE -> "OPTIONAL_DOUBLE";
            default -> throw new IllegalArgumentException(value + " (expected: INT32, INT64 or DOUBLE)");
        };
    }
}
