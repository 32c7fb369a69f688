package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JDK's types that the runtime has codecs for, and advice for those that it has none for. */
final class KnownTypes {
    /** A constant of {@code Codecs}. */
    record Single(String constant, boolean isScalar) {}

    /**
     * A collection or map.
     *
     * @param factory the method of {@code Codecs}
     * @param implementation what the codec creates, or null where the method knows
     * @param unsorted what to use where the elements have no order; null where they need none
     */
    record Container(
            String factory,
            @Nullable ClassName implementation,
            @Nullable String unsorted,
            boolean ofEnums) {}

    private static final Map<String, Single> SINGLES = new HashMap<>();
    private static final Map<String, Container> COLLECTIONS = new HashMap<>();
    private static final Map<String, Container> MAPS = new HashMap<>();
    private static final Map<String, String> ADVICE = new HashMap<>();

    static {
        scalars(
                "java.lang",
                "Boolean BOOL",
                "Byte INT8",
                "Short INT16",
                "Character CHAR",
                "Integer INT32",
                "Long INT64");
        scalars("java.lang", "Float FLOAT", "Double DOUBLE", "String STRING");
        scalars("java.math", "BigDecimal BIG_DECIMAL", "BigInteger BIG_INTEGER");
        scalars("java.time", "LocalDate LOCAL_DATE", "LocalTime LOCAL_TIME", "LocalDateTime LOCAL_DATE_TIME");
        scalars(
                "java.time",
                "Instant INSTANT",
                "Duration DURATION",
                "Period PERIOD",
                "Year YEAR",
                "YearMonth YEAR_MONTH");
        scalars("java.time", "MonthDay MONTH_DAY", "OffsetDateTime OFFSET_DATE_TIME", "OffsetTime OFFSET_TIME");
        scalars("java.time", "ZonedDateTime ZONED_DATE_TIME", "ZoneId ZONE_ID", "ZoneOffset ZONE_OFFSET");
        scalars("java.util", "UUID UUID", "Locale LOCALE", "Currency CURRENCY");
        scalars("java.net", "URI URI");
        SINGLES.put("java.lang.Void", new Single("NOTHING", false));
        SINGLES.put("java.util.OptionalInt", new Single("OPTIONAL_INT", false));
        SINGLES.put("java.util.OptionalLong", new Single("OPTIONAL_LONG", false));
        SINGLES.put("java.util.OptionalDouble", new Single("OPTIONAL_DOUBLE", false));

        COLLECTIONS.put("java.util.List", new Container("list", null, null, false));
        COLLECTIONS.put("java.util.Set", new Container("set", null, null, false));
        collection("Collection", "ArrayList");
        collection("SequencedCollection", "ArrayList");
        collection("SequencedSet", "LinkedHashSet");
        collection("Queue", "ArrayDeque");
        collection("Deque", "ArrayDeque");
        for (String name : List.of("ArrayList", "LinkedList", "HashSet", "LinkedHashSet", "ArrayDeque", "Vector")) {
            collection(name, name);
        }
        for (String name : List.of("CopyOnWriteArrayList", "CopyOnWriteArraySet", "ConcurrentLinkedQueue")) {
            collection("concurrent." + name, "concurrent." + name);
        }
        sortedCollection("SortedSet", "TreeSet", "Set");
        sortedCollection("NavigableSet", "TreeSet", "Set");
        sortedCollection("TreeSet", "TreeSet", "Set");
        sortedCollection("PriorityQueue", "PriorityQueue", "Queue");
        sortedCollection("concurrent.ConcurrentSkipListSet", "concurrent.ConcurrentSkipListSet", "Set");
        COLLECTIONS.put("java.util.EnumSet", new Container("collection", util("EnumSet"), null, true));

        MAPS.put("java.util.Map", new Container("map", null, null, false));
        map("SequencedMap", "LinkedHashMap");
        map("HashMap", "HashMap");
        map("LinkedHashMap", "LinkedHashMap");
        map("concurrent.ConcurrentMap", "concurrent.ConcurrentHashMap");
        map("concurrent.ConcurrentHashMap", "concurrent.ConcurrentHashMap");
        sortedMap("SortedMap", "TreeMap");
        sortedMap("NavigableMap", "TreeMap");
        sortedMap("TreeMap", "TreeMap");
        sortedMap("concurrent.ConcurrentSkipListMap", "concurrent.ConcurrentSkipListMap");
        MAPS.put("java.util.EnumMap", new Container("map", util("EnumMap"), null, true));

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

    static @Nullable Single single(String type) {
        return SINGLES.get(type);
    }

    static Set<String> singles() {
        return SINGLES.keySet();
    }

    static @Nullable Container collection(String type) {
        return COLLECTIONS.get(type);
    }

    static @Nullable Container map(String type) {
        return MAPS.get(type);
    }

    static String advice(String type) {
        return ADVICE.getOrDefault(type, "use a record, a bean or one of the JDK's value types instead");
    }

    private static void scalars(String packageName, String... pairs) {
        for (String pair : pairs) {
            int space = pair.indexOf(' ');
            SINGLES.put(packageName + "." + pair.substring(0, space), new Single(pair.substring(space + 1), true));
        }
    }

    private static void collection(String name, String implementation) {
        COLLECTIONS.put("java.util." + name, new Container("collection", util(implementation), null, false));
    }

    private static void sortedCollection(String name, String implementation, String unsorted) {
        COLLECTIONS.put("java.util." + name, new Container("collection", util(implementation), unsorted, false));
    }

    private static void map(String name, String implementation) {
        MAPS.put("java.util." + name, new Container("map", util(implementation), null, false));
    }

    private static void sortedMap(String name, String implementation) {
        MAPS.put("java.util." + name, new Container("map", util(implementation), "Map", false));
    }

    private static void advise(String advice, String... types) {
        for (String type : types) {
            ADVICE.put(type, advice);
        }
    }

    private static ClassName util(String name) {
        return ClassName.bestGuess("java.util." + name);
    }
}
