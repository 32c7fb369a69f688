package io.minirpc.codec;

import static java.util.Objects.requireNonNull;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A codec of an exception that a method declares, so that it reaches the caller as itself. The annotation processor
 * writes one for each type in a {@code throws} clause.
 *
 * @param <E> the exception's type
 */
public abstract class ExceptionCodec<E extends Throwable> extends MessageCodec<E> {
    private final Class<E> type;

    /**
     * Creates a codec; the name tells the exception from the method's others on the wire, by custom its simple name.
     */
    protected ExceptionCodec(String name, Class<E> type) {
        super(name);
        this.type = requireNonNull(type, "type");
    }

    /** Returns the exception's type. */
    public final Class<E> type() {
        return type;
    }

    /**
     * Returns whether an exception travels by this codec: one of the type or of a subclass. The types that everything
     * inherits from carry only themselves, so that {@code throws Exception} gives away no failure that was not meant
     * for the caller.
     */
    public final boolean carries(Throwable thrown) {
        return isBase(type) ? thrown.getClass() == type : type.isInstance(thrown);
    }

    /** Returns whether the exception's message is marked as sensitive, so that no log may repeat it. */
    public boolean hidesMessage() {
        return false;
    }

    /**
     * Creates the exception by its constructor, so that it has the message that it was sent with, whatever the
     * constructor adds to that. For generated codecs.
     */
    protected final E restore(@Nullable String message, Function<@Nullable String, E> constructor) {
        return OriginalMessage.restore(message, constructor);
    }

    /**
     * Creates the exception by a constructor that takes a cause, too. Causes do not travel: it is null, or where the
     * constructor refuses that, one that stands for it. For generated codecs.
     *
     * @param standIn creates a cause from its message
     */
    protected final <C extends Throwable> E restore(
            @Nullable String message,
            BiFunction<@Nullable String, @Nullable C, E> constructor,
            Function<String, C> standIn) {
        try {
            return restore(message, text -> constructor.apply(text, null));
        } catch (RuntimeException refused) {
            C cause = standIn.apply("the cause, which stays at the server");
            return restore(message, text -> constructor.apply(text, cause));
        }
    }

    private static boolean isBase(Class<?> type) {
        return type == Throwable.class
                || type == Exception.class
                || type == RuntimeException.class
                || type == Error.class;
    }
}
