package io.minirpc.codec;

import static java.util.Objects.requireNonNull;

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

    private static boolean isBase(Class<?> type) {
        return type == Throwable.class
                || type == Exception.class
                || type == RuntimeException.class
                || type == Error.class;
    }
}
