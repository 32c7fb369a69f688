package io.minirpc.codec;

import java.util.Iterator;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prints values for people and logs: {@code User[id=1, name="Ada", password=***]}. What it gives is one line without
 * control characters, of at most 1,000 characters, in which strings have at most 100, collections 10 elements, and
 * nesting 8 levels; what was cut is marked by an ellipsis. Generated codecs tell it the fields. Not thread-safe.
 */
public final class TextPrinter {
    private static final int MAX_CHARS = 1_000;
    private static final int MAX_STRING_CHARS = 100;
    private static final int MAX_ELEMENTS = 10;
    private static final int MAX_DEPTH = 8;
    private static final String HIDDEN = "***";

    private final StringBuilder text = new StringBuilder();
    private int depth;
    private boolean isFirst;
    private boolean isFull;

    private TextPrinter() {}

    /**
     * Returns the text of a method's arguments or reply, or of any other value.
     *
     * @throws RuntimeException what the getters of the value throw
     */
    public static <T> String print(Codec<T> codec, @Nullable T value) {
        TextPrinter printer = new TextPrinter();
        printer.value(value, codec);
        return printer.text.toString();
    }

    /**
     * Returns a text in quotes, as it may stand in a log: escaped, and of no more than a number of its characters. What
     * was longer ends with an ellipsis and its length.
     */
    public static String quote(String text, int maxChars) {
        StringBuilder quoted = new StringBuilder();
        appendQuoted(text, maxChars, quoted);
        return quoted.toString();
    }

    /** Begins a message; {@link #end} ends it. */
    public TextPrinter begin(String name) {
        plain(name);
        open("[");
        return this;
    }

    /** Prints a field of a boolean. */
    public TextPrinter field(String name, boolean value) {
        return name(name).put(String.valueOf(value));
    }

    /** Prints a field of a character, in quotes. */
    public TextPrinter field(String name, char value) {
        return name(name).character(value);
    }

    /** Prints a field of a whole number. */
    public TextPrinter field(String name, long value) {
        return name(name).put(String.valueOf(value));
    }

    /** Prints a field of a float. */
    public TextPrinter field(String name, float value) {
        return name(name).put(String.valueOf(value));
    }

    /** Prints a field of a double. */
    public TextPrinter field(String name, double value) {
        return name(name).put(String.valueOf(value));
    }

    /** Prints a field of a string, in quotes. */
    public TextPrinter field(String name, @Nullable String value) {
        return name(name).value(value, Codecs.STRING);
    }

    /** Prints any other field. */
    public <T> TextPrinter field(String name, @Nullable T value, Codec<T> codec) {
        return name(name).value(value, codec);
    }

    /** Says that there is a field, which is sensitive: three asterisks, whatever it holds. */
    public TextPrinter hidden(String name) {
        return name(name).hidden();
    }

    /** Ends a message. */
    public void end() {
        close("]");
    }

    TextPrinter hidden() {
        return put(HIDDEN);
    }

    <T> TextPrinter value(@Nullable T value, Codec<T> codec) {
        if (isSilent()) {
            return this; // and goes no deeper, whatever leads back to itself
        }
        if (codec instanceof SensitiveCodec) {
            return hidden();
        }
        if (value == null) {
            return put("null");
        }
        codec.print(value, this);
        return this;
    }

    /** Prints a text that needs no quotes. */
    void plain(String value) {
        StringBuilder escaped = new StringBuilder();
        append(value, MAX_STRING_CHARS, escaped);
        put(escaped);
    }

    void quoted(CharSequence value) {
        StringBuilder quoted = new StringBuilder();
        appendQuoted(value, MAX_STRING_CHARS, quoted);
        put(quoted);
    }

    TextPrinter character(char value) {
        StringBuilder escaped = new StringBuilder();
        Escapes.append(String.valueOf(value), 1, escaped);
        return put("'" + escaped + "'");
    }

    <E> void elements(Iterable<E> elements, int size, Codec<E> element) {
        some("[", elements, size, each -> value(each, element), "]");
    }

    <E> void entries(Iterable<E> entries, int size, Consumer<E> print) {
        some("{", entries, size, print, "}");
    }

    /** Prints what stands between a key and its value. */
    void arrow() {
        put("=");
    }

    private <E> void some(String begin, Iterable<E> all, int size, Consumer<E> print, String end) {
        open(begin);
        Iterator<E> rest = all.iterator();
        for (int i = 0; i < MAX_ELEMENTS && !isSilent() && rest.hasNext(); i++) {
            separate();
            print.accept(rest.next());
        }
        if (size > MAX_ELEMENTS) {
            separate();
            put("… " + count(size - MAX_ELEMENTS) + " more");
        }
        close(end);
    }

    private TextPrinter name(String name) {
        separate();
        return put(name).put("=");
    }

    private void separate() {
        if (!isFirst) {
            put(", ");
        }
        isFirst = false;
    }

    private void open(String begin) {
        put(begin);
        if (depth == MAX_DEPTH) {
            put("…");
        }
        depth++;
        isFirst = true;
    }

    private void close(String end) {
        depth--;
        isFirst = false;
        put(end);
    }

    private boolean isSilent() {
        return isFull || depth > MAX_DEPTH;
    }

    private TextPrinter put(CharSequence piece) {
        if (isSilent()) {
            return this;
        }
        if (text.length() + piece.length() >= MAX_CHARS) {
            isFull = true;
            text.append('…');
        } else if (piece.length() > 0 && piece.charAt(0) == '{' && Escapes.isAfterDollar(text)) {
            text.append('\\').append(piece);
        } else {
            text.append(piece);
        }
        return this;
    }

    private static void appendQuoted(CharSequence value, int maxChars, StringBuilder out) {
        out.append('"');
        append(value, maxChars, out);
        out.append('"');
    }

    private static void append(CharSequence value, int maxChars, StringBuilder out) {
        int length = value.length();
        Escapes.append(value, Math.min(length, maxChars), out);
        if (length > maxChars) {
            out.append("… (").append(count(length)).append(" chars)");
        }
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
