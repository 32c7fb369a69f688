package io.minirpc.filter;

import io.minirpc.codec.Codec;
import io.minirpc.codec.TextPrinter;
import org.jspecify.annotations.Nullable;

/** A line of a log, of keys and values, that stays one line whatever the values are. */
final class LogLine {
    private static final int MAX_NAME_CHARS = 300;
    private static final String BARE = ".:-_/@%[]";
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int NANOS_PER_HUNDREDTH_MILLI = 10_000;
    private static final int NANOS_PER_HUNDREDTH_SECOND = 10_000_000;

    private final StringBuilder line;

    LogLine(String begin) {
        line = new StringBuilder(begin);
    }

    /** Adds a number or a word of ours. */
    LogLine add(String key, Object value) {
        line.append(' ').append(key).append('=').append(value);
        return this;
    }

    /** Adds a name that may be a peer's: as it is where it is a usual one, in quotes otherwise. */
    LogLine addName(String key, String name) {
        return name.length() <= MAX_NAME_CHARS && name.chars().allMatch(LogLine::isBare)
                ? add(key, name)
                : addText(key, name, MAX_NAME_CHARS);
    }

    /** Adds a text in quotes, of which only so many characters are shown. */
    LogLine addText(String key, String text, int maxChars) {
        return add(key, TextPrinter.quote(text, maxChars));
    }

    /** Adds a value as its codec prints it. */
    LogLine addValue(String key, Codec<?> codec, @Nullable Object value) {
        return add(key, print(codec, value));
    }

    /** Adds a duration in milliseconds, or in seconds where it is a second or more, with two decimals. */
    LogLine addTime(String key, long nanos) {
        boolean isShort = nanos < NANOS_PER_SECOND;
        int unit = isShort ? NANOS_PER_HUNDREDTH_MILLI : NANOS_PER_HUNDREDTH_SECOND;
        long hundredths = (Math.max(0, nanos) + unit / 2) / unit;
        long rest = hundredths % 100;
        return add(key, hundredths / 100 + (rest < 10 ? ".0" : ".") + rest + (isShort ? "ms" : "s"));
    }

    @Override
    public String toString() {
        return line.toString();
    }

    @SuppressWarnings("unchecked") // a filter that replaces a value has to keep to its type
    private static <T> String print(Codec<T> codec, @Nullable Object value) {
        try {
            return TextPrinter.print(codec, (T) value);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) { // of the user's getters
            return "<cannot be printed: " + e.getClass().getSimpleName() + ">";
        }
    }

    private static boolean isBare(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || BARE.indexOf(c) >= 0;
    }
}
