package io.minirpc.codec;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are not what they should be, or a value that cannot be written. The message says what was found, what was
 * expected, and where; it is fit for the other side's eyes.
 */
public final class CodecException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int QUOTED_CHARS = 100;

    private final boolean tooLarge;
    private String path = "";

    /** Creates an exception. */
    public CodecException(String message) {
        this(message, null);
    }

    /** Creates an exception with its cause, which stays on this side. */
    public CodecException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private CodecException(String message, @Nullable Throwable cause, boolean tooLarge) {
        super(message, cause);
        this.tooLarge = tooLarge;
    }

    /** Returns the exception for a value that is sound, but longer than a frame may be. */
    public static CodecException tooLarge(int maxBytes) {
        return tooLarge("the message has more than " + maxBytes + " bytes, the limit of a frame");
    }

    /** Returns the exception for a valid value that is larger than a limit allows. */
    static CodecException tooLarge(String message) {
        return new CodecException(message, null, true);
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
        return tooLarge;
    }

    /** Adds the place one level further out and returns this exception. */
    CodecException at(String place) {
        path = path.isEmpty() || place.isEmpty() ? place + path : place + " > " + path;
        return this;
    }

    /**
     * Returns the exception for a value that the message's own constructor or setter refused, or a getter failed to
     * give.
     */
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
