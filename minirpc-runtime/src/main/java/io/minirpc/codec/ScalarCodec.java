package io.minirpc.codec;

import org.jspecify.annotations.Nullable;

/**
 * A codec of values that also have a plain text form, and so can be the keys of maps: numbers, strings, enums, dates
 * and the like.
 *
 * @param <T> the type of the values
 */
public abstract class ScalarCodec<T> extends SingleCodec<T> {
    ScalarCodec() {}

    /** Returns the text of a value, as it stands in JSON as a map's key. */
    abstract String toText(T value);

    /**
     * Returns the value of a text; null where it is one that this version does not know.
     *
     * @throws RuntimeException if the text is not one of a value; callers put the text and the place into the message
     */
    abstract @Nullable T fromText(String text);

    /** Returns what a value is called in messages: {@code int}, {@code LocalDate}. */
    abstract String name();

    /** Returns the value of a text that came from a peer. */
    final @Nullable T parse(String text) {
        try {
            return fromText(text);
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CodecException("not a " + name() + ": " + CodecException.quote(text), e);
        }
    }

    @Override
    public void writeJson(T value, JsonWriter out) {
        out.writeText(toText(value));
    }

    @Override
    public @Nullable T readJson(JsonReader in) {
        return parse(in.readText(name()));
    }

    @Override
    public void print(T value, TextPrinter out) {
        out.plain(toText(value));
    }
}
