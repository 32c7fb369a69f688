package io.minirpc.processor.evolution;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The types of single values, each with an expression for its value number {@code n}. */
enum JavaScalar {
    BOOLEAN("boolean", "Boolean", n -> "true"),
    BYTE("byte", "Byte", n -> "(byte) " + (1 + n % 127)),
    SHORT("short", "Short", n -> "(short) " + n),
    INT("int", "Integer", n -> String.valueOf(spread(n, 100_003))),
    LONG("long", "Long", n -> spread(n, 10_000_000_019L) + "L"),
    FLOAT("float", "Float", n -> n + ".5f"),
    DOUBLE("double", "Double", n -> n + ".25"),
    CHAR("char", "Character", n -> "(char) " + (256 + n)),
    STRING("String", n -> "\"" + text(n) + "\""),
    BYTES("byte[]", n -> "new byte[] {1, " + n % 128 + ", (byte) " + n / 128 + "}"),
    CHARS("char[]", n -> "\"chars " + n + "\".toCharArray()"),
    DECIMAL("java.math.BigDecimal", n -> "new java.math.BigDecimal(\"" + n + ".75\")"),
    INTEGER("java.math.BigInteger", n -> "java.math.BigInteger.valueOf(" + n + "L)"),
    UUID("java.util.UUID", n -> "new java.util.UUID(" + n + "L, " + (n + 1) + "L)"),
    DATE("java.time.LocalDate", n -> "java.time.LocalDate.ofEpochDay(" + n + ")"),
    TIME("java.time.LocalTime", n -> "java.time.LocalTime.ofSecondOfDay(" + n % 86_400 + ")"),
    DATETIME("java.time.LocalDateTime", n -> local(n)),
    INSTANT("java.time.Instant", n -> "java.time.Instant.ofEpochSecond(" + n + "L)"),
    DURATION("java.time.Duration", n -> "java.time.Duration.ofSeconds(" + n + ")"),
    PERIOD("java.time.Period", n -> "java.time.Period.ofDays(" + n + ")"),
    YEAR("java.time.Year", n -> "java.time.Year.of(" + n + ")"),
    YEAR_MONTH("java.time.YearMonth", n -> "java.time.YearMonth.of(" + (2000 + n / 12) + ", " + (1 + n % 12) + ")"),
    MONTH_DAY("java.time.MonthDay", n -> "java.time.MonthDay.of(" + (1 + n % 12) + ", " + (1 + n % 28) + ")"),
    OFFSET_DATE_TIME(
            "java.time.OffsetDateTime",
            n -> local(n) + ".atOffset(java.time.ZoneOffset.ofTotalSeconds(" + n % 1000 * 60 + "))"),
    ZONED_DATE_TIME("java.time.ZonedDateTime", n -> local(n) + ".atZone(java.time.ZoneId.of(\"Europe/Berlin\"))"),
    ZONE_OFFSET("java.time.ZoneOffset", n -> "java.time.ZoneOffset.ofTotalSeconds(" + n % 1000 * 60 + ")"),
    URI("java.net.URI", n -> "java.net.URI.create(\"urn:x:" + n + "\")"),
    LOCALE("java.util.Locale", n -> "java.util.Locale.forLanguageTag(\"de-" + one(n, "AT", "CH", "DE", "LI") + "\")"),
    CURRENCY("java.util.Currency", n -> "java.util.Currency.getInstance(\"" + one(n, "EUR", "CHF", "SEK") + "\")"),
    OPTIONAL_INT("java.util.OptionalInt", n -> "java.util.OptionalInt.of(" + n + ")"),
    OPTIONAL_LONG("java.util.OptionalLong", n -> "java.util.OptionalLong.of(" + n + "L)"),
    OPTIONAL_DOUBLE("java.util.OptionalDouble", n -> "java.util.OptionalDouble.of(" + n + ".25)");

    /** Types that may be the key of a map. */
    static final List<JavaScalar> KEYS = List.of(STRING, INT, LONG, SHORT, UUID, DATE, CHAR);

    static final List<JavaScalar> PRIMITIVES =
            Arrays.stream(values()).filter(JavaScalar::isPrimitive).toList();

    private static final Set<JavaScalar> OPTIONALS = Set.of(OPTIONAL_INT, OPTIONAL_LONG, OPTIONAL_DOUBLE);
    private static final Set<JavaScalar> ARRAYS = Set.of(BYTES, CHARS);

    private final String type;
    private final @Nullable String boxed;
    private final LongFunction<String> expression;

    JavaScalar(String type, LongFunction<String> expression) {
        this(type, null, expression);
    }

    JavaScalar(String type, @Nullable String boxed, LongFunction<String> expression) {
        this.type = type;
        this.boxed = boxed;
        this.expression = expression;
    }

    String type() {
        return type;
    }

    /** Returns the class of a primitive type, and the type itself of another one. */
    String boxed() {
        return boxed == null ? type : boxed;
    }

    boolean isPrimitive() {
        return boxed != null;
    }

    /** Returns whether it is an {@code OptionalInt} or its like, which only fields and parameters are. */
    boolean isOptional() {
        return OPTIONALS.contains(this);
    }

    /** Returns the type of the value in an {@code OptionalInt} or its like. */
    JavaScalar held() {
        return this == OPTIONAL_INT ? INT : this == OPTIONAL_LONG ? LONG : this == OPTIONAL_DOUBLE ? DOUBLE : this;
    }

    /** Returns whether equal values are equal objects, as elements of a set have to be. */
    boolean hasEquals() {
        return !ARRAYS.contains(this);
    }

    boolean hasEncodings() {
        return this == INT || this == LONG;
    }

    String expression(long n) {
        return expression.apply(n);
    }

    String zero() {
        return this == BOOLEAN ? "false" : this == LONG ? "0L" : this == FLOAT ? "0f" : "(" + type + ") 0";
    }

    /** Makes some numbers large and some negative. */
    private static long spread(long n, long factor) {
        long number = n % 5 == 0 ? n * factor : n;
        return n % 7 == 0 ? -number : number;
    }

    /** Returns a text that is a URI, valid Base64, or neither. */
    private static String text(long n) {
        return one(n, "urn:x:" + n, String.format("w%07d", n), "a text, " + n);
    }

    private static String one(long n, String... choices) {
        return choices[(int) (n % choices.length)];
    }

    private static String local(long n) {
        return "java.time.LocalDateTime.of(2020, 1, 1, 0, 0).plusMinutes(" + n + ")";
    }
}
