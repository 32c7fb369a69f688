package io.minirpc.internal;

import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Human-readable reasons of failures, also of those that have no message. */
public final class Reason {
    /** Netty's native transports begin with the system call, {@code connect(..) failed with error(-101): …}. */
    private static final Pattern SYSTEM_CALL = Pattern.compile("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ");

    private Reason() {}

    /** Returns the reason that a failure itself gives; the name of its type if it gives none. */
    public static String of(Throwable thrown) {
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

    /** Returns the reason of the innermost cause: what the system said. */
    public static String innermost(Throwable thrown) {
        Throwable inner = thrown;
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            inner = cause;
        }
        return of(inner);
    }
}
