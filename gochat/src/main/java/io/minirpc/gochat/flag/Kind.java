package io.minirpc.gochat.flag;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A kind of values that are given as texts. Thread-safe.
 *
 * @param expected which values are taken, for errors
 * @param reader reads a value; throws an {@link IllegalArgumentException} of any message where it is not taken
 */
public record Kind<T>(String expected, Function<String, T> reader) {
    private static final int MAX_SHOWN = 100;

    /** Any text, which is taken as it is. */
    public static final Kind<String> TEXT = new Kind<>("a text", text -> text);

    /** Any whole number of 64 bits. */
    public static final Kind<Long> WHOLE_NUMBER = new Kind<>("a whole number", Long::parseLong);

    /** Returns the kind of whole numbers between two, which are taken too. */
    public static Kind<Integer> number(int from, int to) {
        return new Kind<>(from + " to " + to, text -> {
            int number = Integer.parseInt(text);
            require(text, number >= from && number <= to);
            return number;
        });
    }

    /** Returns the kind of times between two, which are taken too, such as {@code 60s} or {@code 500ms}. */
    public static Kind<Duration> time(int fromSeconds, int toSeconds) {
        return new Kind<>(fromSeconds + "s to " + toSeconds + "s", text -> {
            Duration time = time(text);
            require(
                    text,
                    time.compareTo(Duration.ofSeconds(fromSeconds)) >= 0
                            && time.compareTo(Duration.ofSeconds(toSeconds)) <= 0);
            return time;
        });
    }

    private static Duration time(String text) {
        boolean milliseconds = text.endsWith("ms");
        require(text, milliseconds || text.endsWith("s"));
        long count = Long.parseLong(text.substring(0, text.length() - (milliseconds ? 2 : 1)));
        return milliseconds ? Duration.ofMillis(count) : Duration.ofSeconds(count);
    }

    /** Returns the kind of a few values, each of which has a word in any case. */
    public static <T> Kind<T> oneOf(String expected, Map<String, T> values) {
        return new Kind<>(expected, text -> {
            T value = values.get(text.toLowerCase(Locale.ROOT));
            if (value == null) {
                throw new IllegalArgumentException(text);
            }
            return value;
        });
    }

    /** Returns the same kind, described by other words. */
    public Kind<T> expecting(String other) {
        return new Kind<>(other, reader);
    }

    /**
     * Reads a value; spaces around it are left out.
     *
     * @throws IllegalArgumentException if it is not taken; {@link #fault} says why
     */
    public T read(String text) {
        return reader.apply(text.strip());
    }

    /** Returns a line that says where what was seen, and what is expected instead. */
    public String fault(String where, String seen) {
        return where + ": " + seen + " (expected: " + expected + ")";
    }

    /** Returns a text as it is put into errors: in quotes, printable, and not too long. */
    public static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return '"' + (printable.length() > MAX_SHOWN ? printable.substring(0, MAX_SHOWN) + "…" : printable) + '"';
    }

    private static void require(String text, boolean taken) {
        if (!taken) {
            throw new IllegalArgumentException(text);
        }
    }
}
