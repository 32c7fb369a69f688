package io.minirpc.gochat.gateway;

import io.minirpc.RpcException;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The errors that clients are sent for failures of services. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final long RETRY_MILLIS = 1_000;

    private Failures() {}

    /** Returns the error that answers a request. */
    static ServerFrame answer(long id, Throwable failure) {
        Throwable cause = causeOf(failure);
        if (cause instanceof RequestException refused) {
            return Frames.failure(id, refused.code(), String.valueOf(refused.getMessage()));
        }
        if (isTemporary(cause)) {
            return Frames.failure(id, ErrorCode.BUSY, RETRY_MILLIS, "the services do not answer in time");
        }
        LOG.warn("A request failed", cause);
        return Frames.failure(id, ErrorCode.INTERNAL, RETRY_MILLIS, "a fault of the server");
    }

    /** Returns whether the services may answer later. */
    static boolean isTemporary(Throwable failure) {
        return causeOf(failure) instanceof RpcException rpc
                && switch (rpc.code()) {
                    case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, CANCELLED, ABORTED -> true;
                    default -> false;
                };
    }

    /** Notes a failure that changes nothing. */
    static void ignore(Throwable failure) {
        LOG.debug("A failure that changes nothing", failure);
    }

    /** Notes a failure that should not have happened. */
    static void unexpected(Throwable failure) {
        LOG.warn("An unexpected failure", failure);
    }

    private static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
