package io.minirpc.internal;

import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Human-readable reasons of failures, including failures without a message. */
public final class Reason {
    /** The prefix of messages of Netty's native transports, {@code connect(..) failed with error(-101): …}. */
    private static final Pattern SYSTEM_CALL = Pattern.compile("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ");

    /** The number of causes to follow: they may form a cycle. */
    private static final int MAX_DEPTH = 32;

    private Reason() {}

    /** Returns the text of a throwable, or the name of its class if its toString() throws. */
    public static String describe(Throwable thrown) {
        try {
            return String.valueOf(thrown);
        } catch (Throwable e) {
            return thrown.getClass().getName();
        }
    }

    /** Returns the message of a failure, or the name of its type if it has none. */
    public static String of(Throwable thrown) {
        try {
            return reason(thrown);
        } catch (Throwable e) { // by getMessage() of a user's class
            return thrown.getClass().getSimpleName();
        }
    }

    private static String reason(Throwable thrown) {
        String message = thrown.getMessage();
        if (thrown instanceof UnknownHostException) {
            return "unknown host" + (message == null ? "" : ": " + message);
        } else if (message != null && !message.isBlank()) {
            return SYSTEM_CALL.matcher(message).replaceFirst("");
        } else if (thrown instanceof NoRouteToHostException) {
            return "No route to host";
        } else if (thrown instanceof ClosedChannelException) {
            return "the connection was closed";
        } else if (thrown instanceof UnresolvedAddressException) {
            return "unknown host";
        }
        return thrown.getClass().getSimpleName();
    }

    /** Returns the reason of the innermost cause. */
    public static String innermost(Throwable thrown) {
        Throwable inner = thrown;
        @Nullable Throwable cause = thrown.getCause();
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            inner = cause;
            cause = cause.getCause();
        }
        return of(inner);
    }

    /** Returns the throwable that a stage failed with, without the wrappers that futures put around it. */
    public static Throwable unwrap(Throwable thrown) {
        Throwable inner = thrown;
        while (inner instanceof CompletionException || inner instanceof ExecutionException) {
            Throwable cause = inner.getCause();
            if (cause == null) {
                break;
            }
            inner = cause;
        }
        return inner;
    }
}
