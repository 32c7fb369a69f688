package io.minirpc.tests.messages;

import static java.util.Arrays.asList;

import com.example.foreign.Page;
import com.example.foreign.User;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Values of the messages: as full as they can be, at the edges, and as empty as they can be. */
final class Samples {
    static final Tree TREE = new Tree(
            "root",
            new Tree("", null, List.of(), Map.of()),
            asList(Tree.leaf("a"), null, Tree.leaf(null)),
            new LinkedHashMap<>(Map.of("k", Tree.leaf("é中😀"))));

    private static final LocalDateTime TIME = LocalDateTime.of(2024, 2, 29, 12, 30, 15, 123_456_789);

    private Samples() {}

    static List<Scalars> scalars() {
        return asList(
                null,
                new Scalars(
                        false, (byte) 0, (short) 0, '\0', 0, 0, 0, 0, null, null, null, null, null, null, null, null,
                        null),
                new Scalars(
                        true, (byte) 1, (short) 1, 'x', 1, 1, 1, 1, false, (byte) 0, (short) 0, '\0', 0, 0L, 0f, 0.0,
                        ""),
                new Scalars(
                        true,
                        Byte.MIN_VALUE,
                        Short.MIN_VALUE,
                        '\uffff',
                        Integer.MIN_VALUE,
                        Long.MIN_VALUE,
                        -0f,
                        -0.0,
                        true,
                        Byte.MAX_VALUE,
                        Short.MAX_VALUE,
                        '\ud800',
                        Integer.MAX_VALUE,
                        Long.MAX_VALUE,
                        Float.NaN,
                        Double.NEGATIVE_INFINITY,
                        "é中😀\0\n\""));
    }

    static List<Values> values() {
        return List.of(
                new Values(
                        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                        null, null, null, null),
                new Values(
                        LocalDate.of(-5, 1, 1),
                        LocalTime.MAX,
                        TIME,
                        Instant.ofEpochSecond(-1, 1),
                        Duration.ofMillis(-1_500),
                        Period.of(-1, 2, -3),
                        Year.of(12_345),
                        YearMonth.of(12_345, 6),
                        MonthDay.of(2, 29),
                        TIME.atOffset(ZoneOffset.ofHours(-3)),
                        OffsetTime.MIN,
                        TIME.atZone(ZoneId.of("Europe/Berlin")),
                        ZoneId.of("Asia/Tokyo"),
                        ZoneOffset.MAX,
                        new BigDecimal("-1.10E+400"),
                        BigInteger.TEN.pow(300),
                        new UUID(1, -1),
                        URI.create("https://example.org/?q=%20"),
                        Locale.forLanguageTag("zh-Hant-TW"),
                        Currency.getInstance("EUR")),
                new Values(
                        LocalDate.EPOCH,
                        LocalTime.MIN,
                        LocalDateTime.of(1970, 1, 1, 0, 0),
                        Instant.EPOCH,
                        Duration.ZERO,
                        Period.ZERO,
                        Year.of(0),
                        YearMonth.of(0, 1),
                        MonthDay.of(1, 1),
                        OffsetDateTime.MAX,
                        OffsetTime.MAX,
                        ZonedDateTime.of(TIME, ZoneOffset.UTC),
                        ZoneOffset.UTC,
                        ZoneOffset.UTC,
                        new BigDecimal("0.000"),
                        BigInteger.ZERO,
                        new UUID(0, 0),
                        URI.create(""),
                        Locale.ROOT,
                        Currency.getInstance("JPY")));
    }

    static List<Rows> rows() {
        return List.of(
                new Rows(
                        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null),
                new Rows(
                        new boolean[0],
                        new byte[0],
                        new short[0],
                        new char[0],
                        new int[0],
                        new long[0],
                        new float[0],
                        new double[0],
                        new String[0],
                        new Integer[0],
                        new LocalDate[0],
                        new Tree[0],
                        new Level[0],
                        new byte[0][],
                        new int[0][],
                        new String[0][][]),
                new Rows(
                        new boolean[] {true, false},
                        new byte[] {0, -1},
                        new short[] {-1, 300},
                        new char[] {'a', '\ud800', '"'},
                        new int[] {0, -1, 300},
                        new long[] {Long.MIN_VALUE, 0},
                        new float[] {-0f, 0.1f},
                        new double[] {Double.POSITIVE_INFINITY},
                        new String[] {null, "", "a", null},
                        new Integer[] {0, null, -1},
                        new LocalDate[] {null, LocalDate.EPOCH},
                        new Tree[] {TREE, null, Tree.leaf("b")},
                        new Level[] {Level.HIGH, null},
                        new byte[][] {{1}, null, {}},
                        new int[][] {{}, {1, 2}, null},
                        new String[][][] {{{"a", null}, null, {}}, null, {}}));
    }

    static List<Containers> containers() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("a", null);
        map.put("", "");
        Map<Level, List<Level>> byLevel = new LinkedHashMap<>();
        byLevel.put(Level.LOW, List.of());
        byLevel.put(Level.HIGH, null);
        byLevel.put(Level.MIDDLE, asList(Level.LOW, null));
        return List.of(
                empty(null, null, null),
                empty(List.of(), Map.of(), List.of()),
                new Containers(
                        asList("a", null, ""),
                        new ArrayList<>(asList(1, null, -1)),
                        asList(0L, null),
                        new LinkedHashSet<>(asList(Level.HIGH, null, Level.LOW)),
                        new TreeSet<>(List.of("b", "a")),
                        new ArrayDeque<>(List.of(TREE, Tree.leaf(null))),
                        asList(new Event.Silence(), null, new Event.Left("a")),
                        asList(List.of(), null, asList(-0.0, null)),
                        asList(Map.of("a", List.of(1)), null, Map.of()),
                        map,
                        new TreeMap<>(Map.of(-1, TREE, 1, Tree.leaf(""))),
                        new LinkedHashMap<>(byLevel),
                        Map.of(new UUID(1, 2), Map.of(true, 'x'), new UUID(3, 4), Map.of()),
                        Optional.of(""),
                        Optional.of(asList(TREE, null)),
                        OptionalInt.of(0),
                        OptionalLong.of(-1),
                        OptionalDouble.of(-0.0)));
    }

    private static Containers empty(List<String> list, Map<String, String> map, List<List<Double>> lists) {
        return new Containers(
                list,
                null,
                null,
                null,
                null,
                null,
                null,
                lists,
                null,
                map,
                null,
                null,
                null,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty());
    }

    static List<Numbered> numbered() {
        return List.of(
                new Numbered(0, 0, 0, null, null, null, null, null, null),
                new Numbered(
                        -1,
                        Integer.MIN_VALUE,
                        Long.MIN_VALUE,
                        0,
                        asList(-1L, null, Long.MAX_VALUE),
                        new int[] {-1, 0, 1},
                        Colour.GREEN,
                        asList(Colour.BLUE, null, Colour.RED),
                        new EnumMap<>(Map.of(Colour.RED, "a", Colour.BLUE, ""))));
    }

    static List<Account> accounts() {
        Account zero = new Account();
        zero.setOpen(false);
        zero.setBalance(0);
        Account full = new Account();
        full.setOwner("Ada");
        full.setIban("DE00");
        full.setLocked(false);
        full.setBalance(-1);
        return List.of(zero, full);
    }

    static List<Event> events() {
        return List.of(
                new Event.Silence(),
                new Event.Joined("a", Instant.EPOCH),
                new Event.Left(null),
                new Event.Kicked("b", new Event.Kicked("c", new Event.Silence())));
    }

    static Chicken chicken() {
        return new Chicken("a", asList(new Chicken.Egg(1, new Chicken("b", List.of())), null));
    }

    static Page<User> users() {
        User ada = user(1, "Ada");
        ada.setActive(true);
        ada.setStatus(User.Status.BLOCKED);
        ada.setBirthday(LocalDate.of(1815, 12, 10));
        ada.setCreated(TIME);
        ada.setScores(asList(1, null, -3));
        ada.setFriends(new LinkedHashMap<>(Map.of("bob", user(2, "Bob"))));
        Page<User> page = new Page<>();
        page.setItems(asList(ada, null, user(Long.MIN_VALUE, "")));
        page.setFirst(ada);
        page.setNumber(-1);
        page.setTotal(0L);
        return page;
    }

    private static User user(long id, String name) {
        User user = new User();
        user.setId(id);
        user.setName(name);
        user.setStatus(null);
        return user;
    }

    static Box<Box<Tree>> boxes() {
        Box<Tree> inner = new Box<>(TREE, asList(TREE, null), Optional.of(TREE), null);
        return new Box<>(
                inner, List.of(), Optional.empty(), new Box<>(null, asList(inner, null), Optional.of(inner), null));
    }
}
