package io.minirpc.codec;

import io.minirpc.codec.Customer.Shape;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Makes values up, the same ones for the same seed; edges come up more often than chance has them. */
final class RandomValues {
    private static final String[] PIECES = {
        "", "a", "\0", "\"", "\\u0041", "\n", "é", "中", "😀", "\ufffd", "\u2028", "plain text", "x".repeat(80)
    };

    private final Random random;

    RandomValues(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean flip() {
        return random.nextBoolean();
    }

    /** Returns null one time in four. */
    <T> T orNull(Supplier<T> value) {
        return below(4) == 0 ? null : value.get();
    }

    int anInt() {
        return (int) aLong();
    }

    long aLong() {
        return switch (below(8)) {
            case 0 -> 0;
            case 1 -> Long.MIN_VALUE;
            case 2 -> Long.MAX_VALUE;
            case 3 -> Integer.MIN_VALUE;
            default -> random.nextLong() >> below(64);
        };
    }

    double aDouble() {
        return switch (below(6)) {
            case 0 -> 0;
            case 1 -> -0.0;
            case 2 -> Double.NaN;
            case 3 -> Double.NEGATIVE_INFINITY;
            default -> random.nextGaussian() * Math.pow(10, below(600) - 300);
        };
    }

    String aString() {
        StringBuilder text = new StringBuilder();
        for (int i = below(4); i > 0; i--) {
            text.append(PIECES[below(PIECES.length)]);
        }
        return text.toString();
    }

    byte[] bytes() {
        byte[] bytes = new byte[below(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = below(4); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    <K, V> Map<K, V> map(Supplier<K> key, Supplier<V> value) {
        Map<K, V> map = new LinkedHashMap<>();
        for (int i = below(4); i > 0; i--) {
            map.put(key.get(), value.get());
        }
        return map;
    }

    BigDecimal decimal() {
        return new BigDecimal(new BigInteger(1 + below(500), random), below(40) - 20);
    }

    Instant instant() {
        return Instant.ofEpochSecond(aLong() >> 12, below(1_000_000_000));
    }

    Color color() {
        return Color.values()[below(3)];
    }

    Shape shape() {
        return flip() ? new Shape.Circle(aDouble()) : new Shape.Square(anInt(), orNull(this::aString));
    }

    /** Returns a customer who knows others at most so many levels deep. */
    Customer customer(int depth) {
        Supplier<Customer> other = () -> customer(depth - 1);
        return new Customer(
                aLong(),
                orNull(this::aString),
                anInt(),
                flip(),
                aDouble(),
                (char) below(0x10000),
                orNull(this::bytes),
                orNull(() -> random.ints(below(20)).toArray()),
                orNull(() -> list(() -> orNull(this::aString))),
                orNull(() -> new LinkedHashSet<>(list(() -> orNull(this::color)))),
                orNull(() -> list(() -> orNull(() -> list(() -> orNull(this::anInt))))),
                orNull(() -> map(this::aString, () -> orNull(this::aLong))),
                depth == 0 ? null : orNull(() -> map(this::anInt, () -> orNull(other))),
                flip() ? Optional.empty() : Optional.of(aString()),
                orNull(() -> LocalDate.ofEpochDay(aLong() % 365_000_000_000L)),
                orNull(this::instant),
                orNull(() -> Duration.ofSeconds(aLong() / 2, below(1_000_000_000))),
                orNull(this::decimal),
                orNull(this::shape),
                depth == 0 ? null : orNull(other),
                depth == 0 ? null : orNull(() -> list(() -> orNull(other))),
                orNull(this::color));
    }
}
