package io.minirpc.codec;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The message of an exception whose constructor adds to it, as in {@code super("failed: " + message)}: it is given to
 * the constructor without what that adds, so that it does not arrive with the addition twice.
 */
final class OriginalMessage {
    private OriginalMessage() {}

    /** Creates an exception that has the message, where the constructor adds nothing but a text before and after. */
    static <E extends Throwable> E restore(@Nullable String message, Function<@Nullable String, E> constructor) {
        E made = constructor.apply(message);
        String text = withoutAddition(message, made.getMessage());
        E again = text == null ? null : makeAgain(text, constructor);
        return again != null && message != null && message.equals(again.getMessage()) ? again : made;
    }

    /** Returns null where the constructor refuses the text, which it was never given then. */
    private static <E extends Throwable> @Nullable E makeAgain(String text, Function<@Nullable String, E> constructor) {
        try {
            return constructor.apply(text);
        } catch (RuntimeException refused) {
            return null;
        }
    }

    /** Returns null where nothing was added, or not only before and after. */
    private static @Nullable String withoutAddition(@Nullable String message, @Nullable String longer) {
        if (message == null || longer == null || longer.equals(message)) {
            return null;
        }
        int at = longer.indexOf(message);
        if (at < 0) {
            return null;
        }
        String before = longer.substring(0, at);
        String after = longer.substring(at + message.length());
        boolean hasBoth = message.length() >= before.length() + after.length()
                && message.startsWith(before)
                && message.endsWith(after);
        return hasBoth ? message.substring(before.length(), message.length() - after.length()) : null;
    }
}
