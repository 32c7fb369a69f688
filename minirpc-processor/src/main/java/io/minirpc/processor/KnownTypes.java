package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import io.minirpc.processor.schema.ScalarKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JDK's types that the runtime has codecs for, and advice for those that it has none for. */
final class KnownTypes {
    /** The shapes of what holds other values. */
    enum Shape {
        LIST,
        SET,
        MAP,
        OPTIONAL
    }

    /**
     * A collection, map or {@code Optional}.
     *
     * @param factory the method of {@code Codecs}
     * @param implementation what is created, or null where the codec knows
     * @param unsorted what to use where the elements have no order; null where they need none
     */
    record Container(
            Shape shape,
            CodecModel.Factory factory,
            @Nullable ClassName implementation,
            @Nullable String unsorted) {
        /** Returns what creates one, or nothing where the codec knows. */
        CodeBlock supplier() {
            return implementation == null ? CodeBlock.of("") : CodeBlock.of("$T::new", implementation);
        }

        /** Returns whether the codec of the first argument has to be a {@code ScalarCodec}. */
        boolean needsScalar() {
            return shape == Shape.MAP || factory == CodecModel.Factory.ENUM_SET;
        }
    }

    private static final Map<String, ScalarKind> SCALARS = new HashMap<>();
    private static final Map<String, ScalarKind> OPTIONALS = Map.of(
            "java.util.OptionalInt", ScalarKind.INT32,
            "java.util.OptionalLong", ScalarKind.INT64,
            "java.util.OptionalDouble", ScalarKind.DOUBLE);
    private static final Map<String, Container> CONTAINERS = new HashMap<>();
    private static final Map<String, String> ADVICE = new HashMap<>();

    static {
        scalars("java.lang", "Boolean BOOL", "Byte INT8", "Short INT16", "Character CHAR", "Integer INT32");
        scalars("java.lang", "Long INT64", "Float FLOAT", "Double DOUBLE", "String STRING");
        scalars("java.math", "BigDecimal DECIMAL", "BigInteger INTEGER");
        scalars("java.time", "LocalDate DATE", "LocalTime TIME", "LocalDateTime DATETIME", "Instant INSTANT");
        scalars("java.time", "Duration DURATION", "Period PERIOD", "Year YEAR", "YearMonth YEARMONTH");
        scalars("java.time", "MonthDay MONTHDAY", "OffsetDateTime OFFSETDATETIME", "OffsetTime OFFSETTIME");
        scalars("java.time", "ZonedDateTime ZONEDDATETIME", "ZoneId ZONEID", "ZoneOffset ZONEOFFSET");
        scalars("java.util", "UUID UUID", "Locale LOCALE", "Currency CURRENCY");
        scalars("java.net", "URI URI");

        known("Optional", Shape.OPTIONAL, CodecModel.Factory.OPTIONAL);
        known("List", Shape.LIST, CodecModel.Factory.LIST);
        known("Set", Shape.SET, CodecModel.Factory.SET);
        for (String name : List.of("ArrayList", "LinkedList", "Vector", "ArrayDeque")) {
            collection(Shape.LIST, name, name, null);
        }
        for (String name : List.of("CopyOnWriteArrayList", "ConcurrentLinkedQueue")) {
            collection(Shape.LIST, "concurrent." + name, "concurrent." + name, null);
        }
        collection(Shape.LIST, "Collection", "ArrayList", null);
        collection(Shape.LIST, "SequencedCollection", "ArrayList", null);
        collection(Shape.LIST, "Queue", "ArrayDeque", null);
        collection(Shape.LIST, "Deque", "ArrayDeque", null);
        collection(Shape.LIST, "PriorityQueue", "PriorityQueue", "Queue");
        for (String name : List.of("HashSet", "LinkedHashSet", "concurrent.CopyOnWriteArraySet")) {
            collection(Shape.SET, name, name, null);
        }
        collection(Shape.SET, "SequencedSet", "LinkedHashSet", null);
        for (String name : List.of("SortedSet", "NavigableSet", "TreeSet")) {
            collection(Shape.SET, name, "TreeSet", "Set");
        }
        collection(Shape.SET, "concurrent.ConcurrentSkipListSet", "concurrent.ConcurrentSkipListSet", "Set");
        known("EnumSet", Shape.SET, CodecModel.Factory.ENUM_SET);

        known("Map", Shape.MAP, CodecModel.Factory.MAP);
        map("SequencedMap", "LinkedHashMap", null);
        map("HashMap", "HashMap", null);
        map("LinkedHashMap", "LinkedHashMap", null);
        map("concurrent.ConcurrentMap", "concurrent.ConcurrentHashMap", null);
        map("concurrent.ConcurrentHashMap", "concurrent.ConcurrentHashMap", null);
        for (String name : List.of("SortedMap", "NavigableMap", "TreeMap")) {
            map(name, "TreeMap", "Map");
        }
        map("concurrent.ConcurrentSkipListMap", "concurrent.ConcurrentSkipListMap", "Map");
        known("EnumMap", Shape.MAP, CodecModel.Factory.ENUM_MAP);

        advise("did you mean java.time.Instant?", "java.util.Date", "java.sql.Timestamp", "java.time.Clock");
        advise("did you mean java.time.ZonedDateTime?", "java.util.Calendar", "java.util.GregorianCalendar");
        advise("did you mean java.time.LocalDate?", "java.sql.Date");
        advise("did you mean java.time.LocalTime?", "java.sql.Time");
        advise("did you mean java.time.ZoneId?", "java.util.TimeZone");
        advise("did you mean java.net.URI?", "java.net.URL");
        advise("did you mean String?", "java.lang.CharSequence", "java.lang.StringBuilder", "java.lang.StringBuffer");
        advise("did you mean Long, Double or BigDecimal?", "java.lang.Number");
        advise("did you mean Integer?", "java.util.concurrent.atomic.AtomicInteger");
        advise("did you mean Long?", "java.util.concurrent.atomic.AtomicLong");
        advise("did you mean Boolean?", "java.util.concurrent.atomic.AtomicBoolean");
        advise("did you mean List?", "java.lang.Iterable", "java.util.Iterator", "java.util.stream.Stream");
        advise("did you mean Map?", "java.util.Dictionary", "java.util.Hashtable", "java.util.Properties");
        advise("did you mean long[] or Set<Integer>?", "java.util.BitSet");
        advise("did you mean int[]?", "java.util.stream.IntStream");
        advise("did you mean long[]?", "java.util.stream.LongStream");
        advise("did you mean double[]?", "java.util.stream.DoubleStream");
        advise("did you mean byte[]?", "java.nio.ByteBuffer", "java.io.InputStream", "java.io.OutputStream");
        advise("send its content as byte[] or its name as String", "java.io.File", "java.nio.file.Path");
        advise("send its name as String", "java.lang.Class");
        advise(
                "as a method's result, did you mean CompletableFuture?",
                "java.util.concurrent.Future",
                "java.util.concurrent.CompletionStage");
        advise(
                "a method's result may be one, but nothing inside a message or a parameter",
                "java.util.concurrent.CompletableFuture");
    }

    private KnownTypes() {}

    /** Returns the kind of a single value that may be null, boxed primitives included. */
    static @Nullable ScalarKind scalar(String type) {
        return SCALARS.get(type);
    }

    static Set<String> scalars() {
        return SCALARS.keySet();
    }

    /** Returns what an {@code OptionalInt} or its like holds. */
    static @Nullable ScalarKind optional(String type) {
        return OPTIONALS.get(type);
    }

    static boolean isNothing(String type) {
        return type.equals("java.lang.Void");
    }

    static @Nullable Container container(String type) {
        return CONTAINERS.get(type);
    }

    static String advice(String type) {
        return ADVICE.getOrDefault(type, "use a record, a bean or one of the JDK's value types instead");
    }

    private static void scalars(String packageName, String... pairs) {
        for (String pair : pairs) {
            int space = pair.indexOf(' ');
            SCALARS.put(packageName + "." + pair.substring(0, space), ScalarKind.valueOf(pair.substring(space + 1)));
        }
    }

    private static void known(String name, Shape shape, CodecModel.Factory factory) {
        put(name, shape, factory, null, null);
    }

    private static void collection(Shape shape, String name, String implementation, @Nullable String unsorted) {
        put(name, shape, CodecModel.Factory.COLLECTION, implementation, unsorted);
    }

    private static void map(String name, String implementation, @Nullable String unsorted) {
        put(name, Shape.MAP, CodecModel.Factory.MAP, implementation, unsorted);
    }

    private static void put(
            String name,
            Shape shape,
            CodecModel.Factory factory,
            @Nullable String implementation,
            @Nullable String unsorted) {
        ClassName created = implementation == null ? null : ClassName.bestGuess("java.util." + implementation);
        CONTAINERS.put("java.util." + name, new Container(shape, factory, created, unsorted));
    }

    private static void advise(String advice, String... types) {
        for (String type : types) {
            ADVICE.put(type, advice);
        }
    }
}
