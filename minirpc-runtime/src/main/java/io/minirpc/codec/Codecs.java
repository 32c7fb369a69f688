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
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * The codecs of everything that is not a message. Generated code refers to them by name, and so may applications:
 * {@code Codecs.list(UserCodec.INSTANCE).toJson(users)}. The name and the Javadoc of each is its type in Protocol
 * Buffers; in JSON numbers are numbers, and what has a text form is a string of it. All are immutable and thread-safe.
 */
public final class Codecs {
    /** bool. */
    public static final ScalarCodec<Boolean> BOOL = new NumberCodecs.Bool();
    /** int32, refused on reading where it is no byte. */
    public static final ScalarCodec<Byte> INT8 = new NumberCodecs.Int8();
    /** int32, refused on reading where it is no short. */
    public static final ScalarCodec<Short> INT16 = new NumberCodecs.Int16();
    /** int32, the UTF-16 unit; a string of one character in JSON. */
    public static final ScalarCodec<Character> CHAR = new NumberCodecs.Char();
    /** int32. */
    public static final ScalarCodec<Integer> INT32 = new IntegerCodecs.Int32();
    /** int64. */
    public static final ScalarCodec<Long> INT64 = new IntegerCodecs.Int64();
    /** sint32. */
    public static final ScalarCodec<Integer> SINT32 = new IntegerCodecs.Sint32();
    /** sint64. */
    public static final ScalarCodec<Long> SINT64 = new IntegerCodecs.Sint64();
    /** sfixed32. */
    public static final ScalarCodec<Integer> SFIXED32 = new IntegerCodecs.Sfixed32();
    /** sfixed64. */
    public static final ScalarCodec<Long> SFIXED64 = new IntegerCodecs.Sfixed64();
    /** float; NaN and the infinities are strings in JSON. */
    public static final ScalarCodec<Float> FLOAT = new NumberCodecs.Float32();
    /** double; NaN and the infinities are strings in JSON. */
    public static final ScalarCodec<Double> DOUBLE = new NumberCodecs.Float64();
    /** string. */
    public static final ScalarCodec<String> STRING = new TextCodecs.Text();
    /** bytes; base64 in JSON. */
    public static final SingleCodec<byte[]> BYTES = new TextCodecs.Bytes();
    /** string, in plain or scientific notation as {@link BigDecimal#toString} has it. */
    public static final ScalarCodec<BigDecimal> BIG_DECIMAL = new TextCodecs.Decimal();
    /** string of decimal digits. */
    public static final ScalarCodec<BigInteger> BIG_INTEGER = new TextCodecs.BigInt();
    /** bytes, 16 of them, the most significant first. */
    public static final ScalarCodec<UUID> UUID = new TextCodecs.Uuid();
    /** sint64, the days since 1970-01-01. */
    public static final ScalarCodec<LocalDate> LOCAL_DATE = new TimeCodecs.Date();
    /** int64, the nanoseconds since midnight. */
    public static final ScalarCodec<LocalTime> LOCAL_TIME = new TimeCodecs.TimeOfDay();
    /** The fields of {@code google.protobuf.Timestamp}, the local time taken as if it were UTC. */
    public static final ScalarCodec<LocalDateTime> LOCAL_DATE_TIME = new TimeCodecs.DateTime();
    /** {@code google.protobuf.Timestamp}. */
    public static final ScalarCodec<Instant> INSTANT = new TimeCodecs.Timestamp();
    /** {@code google.protobuf.Duration}. */
    public static final ScalarCodec<Duration> DURATION = new TimeCodecs.Span();
    /** string, ISO 8601. */
    public static final ScalarCodec<Period> PERIOD = new TextCodec<>("Period", Period::toString, Period::parse);
    /** int32. */
    public static final ScalarCodec<Year> YEAR = new TimeCodecs.YearNumber();
    /** string, ISO 8601. */
    public static final ScalarCodec<YearMonth> YEAR_MONTH =
            new TextCodec<>("YearMonth", TimeCodecs::toText, YearMonth::parse);
    /** string, ISO 8601. */
    public static final ScalarCodec<MonthDay> MONTH_DAY =
            new TextCodec<>("MonthDay", MonthDay::toString, MonthDay::parse);
    /** string, ISO 8601. */
    public static final ScalarCodec<OffsetDateTime> OFFSET_DATE_TIME =
            new TextCodec<>("OffsetDateTime", OffsetDateTime::toString, OffsetDateTime::parse);
    /** string, ISO 8601. */
    public static final ScalarCodec<OffsetTime> OFFSET_TIME =
            new TextCodec<>("OffsetTime", OffsetTime::toString, OffsetTime::parse);
    /** string, ISO 8601 with the zone in brackets. */
    public static final ScalarCodec<ZonedDateTime> ZONED_DATE_TIME =
            new TextCodec<>("ZonedDateTime", ZonedDateTime::toString, ZonedDateTime::parse);
    /** string, the zone's id. */
    public static final ScalarCodec<ZoneId> ZONE_ID = new TextCodec<>("ZoneId", ZoneId::getId, ZoneId::of);
    /** string, the offset's id. */
    public static final ScalarCodec<ZoneOffset> ZONE_OFFSET =
            new TextCodec<>("ZoneOffset", ZoneOffset::getId, ZoneOffset::of);
    /** string. */
    public static final ScalarCodec<URI> URI = new TextCodec<>("URI", java.net.URI::toString, java.net.URI::create);
    /** string, the BCP 47 language tag. */
    public static final ScalarCodec<Locale> LOCALE =
            new TextCodec<>("Locale", LocaleTexts::toText, LocaleTexts::toLocale);
    /** string, the ISO 4217 code. */
    public static final ScalarCodec<Currency> CURRENCY =
            new TextCodec<>("Currency", Currency::getCurrencyCode, Currency::getInstance);
    /** int32, absent where empty. */
    public static final Codec<OptionalInt> OPTIONAL_INT = new OptionalCodec<>(
            INT32, OptionalInt.empty(), OptionalInt::isEmpty, OptionalInt::getAsInt, OptionalInt::of);
    /** int64, absent where empty. */
    public static final Codec<OptionalLong> OPTIONAL_LONG = new OptionalCodec<>(
            INT64, OptionalLong.empty(), OptionalLong::isEmpty, OptionalLong::getAsLong, OptionalLong::of);
    /** double, absent where empty. */
    public static final Codec<OptionalDouble> OPTIONAL_DOUBLE = new OptionalCodec<>(
            DOUBLE, OptionalDouble.empty(), OptionalDouble::isEmpty, OptionalDouble::getAsDouble, OptionalDouble::of);
    /** repeated bool. */
    public static final Codec<boolean[]> BOOL_ARRAY = new PrimitiveArrays.Booleans();
    /** repeated int32. */
    public static final Codec<short[]> INT16_ARRAY = new PrimitiveArrays.Shorts();
    /** repeated int32, the UTF-16 units; a string in JSON. */
    public static final Codec<char[]> CHAR_ARRAY = new PrimitiveArrays.Chars();
    /** repeated int32. */
    public static final Codec<int[]> INT32_ARRAY = new PrimitiveArrays.Ints(INT32);
    /** repeated sint32. */
    public static final Codec<int[]> SINT32_ARRAY = new PrimitiveArrays.Ints(SINT32);
    /** repeated sfixed32. */
    public static final Codec<int[]> SFIXED32_ARRAY = new PrimitiveArrays.Ints(SFIXED32);
    /** repeated int64. */
    public static final Codec<long[]> INT64_ARRAY = new PrimitiveArrays.Longs(INT64);
    /** repeated sint64. */
    public static final Codec<long[]> SINT64_ARRAY = new PrimitiveArrays.Longs(SINT64);
    /** repeated sfixed64. */
    public static final Codec<long[]> SFIXED64_ARRAY = new PrimitiveArrays.Longs(SFIXED64);
    /** repeated float. */
    public static final Codec<float[]> FLOAT_ARRAY = new PrimitiveArrays.Floats();
    /** repeated double. */
    public static final Codec<double[]> DOUBLE_ARRAY = new PrimitiveArrays.Doubles();
    /**
     * No arguments, or the reply of a void method: no bytes, and <code>{}</code> in JSON; whatever comes reads as null.
     */
    public static final Codec<Void> NOTHING = new NothingCodec();

    private Codecs() {}

    /**
     * Returns the codec of a list: a repeated field, packed where the elements are numbers; reads as an
     * {@link ArrayList}.
     */
    public static <E> Codec<List<E>> list(Codec<E> element) {
        return new RepeatedCodec<>(single(element), ArrayList::new);
    }

    /**
     * Returns the codec of a set: as {@link #list}, but reads as a {@link LinkedHashSet}, in the order it was written.
     */
    public static <E> Codec<Set<E>> set(Codec<E> element) {
        return new RepeatedCodec<>(single(element), LinkedHashSet::new);
    }

    /** Returns the codec of another collection: as {@link #list}, but reads as what the supplier makes. */
    public static <E, C extends Collection<E>> Codec<C> collection(Codec<E> element, Supplier<? extends C> supplier) {
        return new RepeatedCodec<>(single(element), supplier);
    }

    /** Returns the codec of a set of constants: as {@link #set}. */
    public static <E extends Enum<E>> Codec<EnumSet<E>> enumSet(ScalarCodec<E> element) {
        Class<E> type = EnumCodec.type(element);
        return new RepeatedCodec<>(single(element), () -> EnumSet.noneOf(type));
    }

    /** Returns the codec of an array of references: as {@link #list}. */
    public static <E> Codec<E[]> array(Codec<E> element, IntFunction<E[]> constructor) {
        return new ArrayCodec<>(single(element), constructor);
    }

    /**
     * Returns the codec of a map: a repeated field of key and value; reads as a {@link LinkedHashMap}, in the order
     * written.
     */
    public static <K, V> Codec<Map<K, V>> map(ScalarCodec<K> key, Codec<V> value) {
        return new MapCodec<>(key, value, LinkedHashMap::new);
    }

    /** Returns the codec of another map: as {@link #map(ScalarCodec, Codec)}, but reads as what the supplier makes. */
    public static <K, V, M extends Map<K, V>> Codec<M> map(
            ScalarCodec<K> key, Codec<V> value, Supplier<? extends M> supplier) {
        return new MapCodec<>(key, value, supplier);
    }

    /** Returns the codec of a map whose keys are constants: as {@link #map(ScalarCodec, Codec)}. */
    public static <K extends Enum<K>, V> Codec<EnumMap<K, V>> enumMap(ScalarCodec<K> key, Codec<V> value) {
        Class<K> type = EnumCodec.type(key);
        return new MapCodec<>(key, value, () -> new EnumMap<>(type));
    }

    /**
     * Returns the codec of an optional: its value's, absent where empty. A null optional is written as an empty one.
     */
    public static <E> Codec<Optional<E>> optional(Codec<E> value) {
        Codec<E> inner = value.absent() == null ? value : new WrappedCodec<>(value);
        return new OptionalCodec<>(inner, Optional.empty(), Optional::isEmpty, Optional::get, Optional::of);
    }

    /** Returns the codec of an enum: the position of a constant among the names, and its name in JSON. */
    public static <E extends Enum<E>> ScalarCodec<E> enumeration(Class<E> type, String... names) {
        return EnumCodec.byPosition(type, names);
    }

    /**
     * Returns the codec of an enum with its own numbers, 0 or more, and JSON texts, in the order of the constants'
     * names.
     */
    public static <E extends Enum<E>> ScalarCodec<E> enumeration(
            Class<E> type, String[] names, int[] numbers, String[] texts) {
        return new EnumCodec<>(type, names, numbers, texts);
    }

    /** Returns the codec of a primitive reply: as its boxed type's, but what is absent reads as zero. */
    public static <T> Codec<T> primitive(ScalarCodec<T> boxed, T zero) {
        return new PrimitiveCodec<>(boxed, zero);
    }

    /** Returns the codec of a value that travels as ever and that no text shows: neither a log nor an error. */
    public static <T> Codec<T> sensitive(Codec<T> value) {
        return new SensitiveCodec<>(value);
    }

    /** Returns a codec that is asked for when first used, which types that contain each other need. */
    public static <T> MessageCodec<T> lazy(Supplier<? extends MessageCodec<T>> supplier) {
        return new LazyCodec<>(supplier);
    }

    /**
     * Returns a codec that may stand for an element: collections of collections need a message around each inner one.
     */
    private static <E> SingleCodec<E> single(Codec<E> element) {
        return element instanceof SingleCodec<E> single ? single : new WrappedCodec<>(element);
    }
}
