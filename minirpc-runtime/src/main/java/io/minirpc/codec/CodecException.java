package io.minirpc.codec;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when bytes are not those of a value, or a value cannot be written. The message says what was found, what was
 * expected, and where; it may be shown to the other side.
 */
public final class CodecException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int QUOTED_CHARS = 100;

    private enum Kind {
        INVALID,
        TOO_LARGE,
        UNKNOWN_VALUE
    }

    private final Kind kind;
    private String path = "";

    /** Creates an exception. */
    public CodecException(String message) {
        this(message, null);
    }

    /** Creates an exception with its cause, which stays on this side. */
    public CodecException(String message, @Nullable Throwable cause) {
        this(message, cause, Kind.INVALID);
    }

    private CodecException(String message, @Nullable Throwable cause, Kind kind) {
        super(message, cause);
        this.kind = kind;
    }

    /** Returns the exception for a value that is sound, but longer than a frame may be. */
    public static CodecException tooLarge(int maxBytes) {
        return tooLarge("the message has more than " + maxBytes + " bytes, the limit of a frame");
    }

    /** Returns the exception for a valid value that is larger than a limit allows. */
    static CodecException tooLarge(String message) {
        return new CodecException(message, null, Kind.TOO_LARGE);
    }

    /** Returns the exception for bytes or JSON that are sound, but stand for nothing that this version knows. */
    static CodecException unknownValue() {
        return new CodecException(
                "a value that this version does not know, such as a newer constant or leaf (expected: one it knows)",
                null,
                Kind.UNKNOWN_VALUE);
    }

    /**
     * Returns the exception for a sensitive value, which it does not tell anything of.
     *
     * @param where what a message begins with, such as {@code "field 3: "}, or nothing
     */
    static CodecException hidden(String where) {
        return new CodecException(
                where + "*** (expected: another value; it is not shown, since it is marked @Sensitive)");
    }

    /** Returns whether only the size of a value is wrong. */
    public boolean isTooLarge() {
        return kind == Kind.TOO_LARGE;
    }

    /**
     * Returns whether the input is sound, but the value one that this version does not know: an enum constant or a leaf
     * of a sealed interface that was added later. Readers of a queue may skip it.
     */
    public boolean isUnknownValue() {
        return kind == Kind.UNKNOWN_VALUE;
    }

    /** Adds the place one level further out and returns this exception. */
    CodecException at(String place) {
        path = path.isEmpty() || place.isEmpty() ? place + path : place + " > " + path;
        return this;
    }

    /**
     * Returns the exception for values that the constructor or a setter of a message refused.
     *
     * @param absent the names of the fields that had no value
     */
    static CodecException refused(String message, RuntimeException reason, List<String> absent) {
        String why = reason.getMessage() == null ? "" : ": " + escape(reason.getMessage());
        String what = absent.isEmpty() ? "" : " (absent: " + escape(String.join(", ", absent)) + ")";
        return new CodecException("a value of " + message + " was refused" + why + what, reason);
    }

    /** Returns the exception for a value that a collection refused, or a getter failed to give. */
    static CodecException refused(RuntimeException cause) {
        String why = cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? ": " + escape(cause.getMessage())
                : "";
        return new CodecException("a value was refused" + why, cause);
    }

    @Override
    public String getMessage() {
        String message = String.valueOf(super.getMessage());
        return path.isEmpty() ? message : message + " (in " + path + ")";
    }

    /**
     * Returns a text in quotes as it may stand in a message or a log: control characters escaped, cut at 100
     * characters.
     */
    public static String quote(String text) {
        return '"' + escape(text) + '"';
    }

    /** Returns a text as it may stand within quotes. */
    static String escape(String text) {
        StringBuilder quoted = new StringBuilder();
        Escapes.append(text, Math.min(text.length(), QUOTED_CHARS), quoted);
        return quoted.append(text.length() > QUOTED_CHARS ? "…" : "").toString();
    }
}
