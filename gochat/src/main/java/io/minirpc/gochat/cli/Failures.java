package io.minirpc.gochat.cli;

import io.minirpc.gochat.client.ConnectionLostException;
import io.minirpc.gochat.client.RefusedException;
import io.minirpc.gochat.frame.ErrorCode;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** What the user is told of a failure, and the exit code. */
final class Failures {
    private Failures() {}

    /** Returns the cause of a future's failure, as an exception to throw. */
    static IOException unwrapped(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    static CliException of(Exception failure) {
        if (failure instanceof CliException known) {
            return known;
        } else if (failure instanceof RefusedException refused) {
            return refused(refused);
        } else if (failure instanceof TimeoutException) {
            return new CliException(
                    CliException.UNREACHABLE, "TIMEOUT", "no answer in time; it may have been done all the same");
        } else if (failure instanceof IOException || failure instanceof ConnectionLostException) {
            return new CliException(CliException.UNREACHABLE, "UNREACHABLE", why(failure));
        } else if (failure instanceof InterruptedException) {
            return new CliException(CliException.UNREACHABLE, "INTERRUPTED", "interrupted");
        }
        return new CliException(CliException.REFUSED, "INTERNAL", "a fault of this program: " + failure);
    }

    private static CliException refused(RefusedException refused) {
        String text = refused.text();
        if (refused.code() == ErrorCode.UNAUTHENTICATED) {
            text += "; log in again: gochat-cli login NAME";
        } else if (refused.temporary()) {
            text += refused.retryAfterMs() > 0
                    ? "; try again in " + (refused.retryAfterMs() + 999) / 1_000 + " s"
                    : "; try again";
        }
        return new CliException(CliException.REFUSED, refused.code().name(), text);
    }

    private static String why(Exception failure) {
        String message = failure.getMessage();
        String detail = message == null ? failure.getClass().getSimpleName() : message;
        return "no answer from the server (" + detail + "); is it running? log in with --server URL for another one";
    }
}
