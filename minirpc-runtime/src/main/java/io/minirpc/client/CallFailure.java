package io.minirpc.client;

import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.codec.CodecException;
import io.minirpc.internal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a call on this side, before it becomes an exception: that is made by the thread that will throw it.
 *
 * @param code the status code
 * @param reason the human-readable reason
 * @param cause the cause, or null
 * @param notExecuted whether the call certainly did not run
 */
record CallFailure(StatusCode code, String reason, @Nullable Throwable cause, boolean notExecuted) {
    /** The reason of failures on a client that is closed. */
    static final String CLIENT_CLOSED = "the client is closed";

    /** Returns the failure of a call that may have run. */
    static CallFailure of(StatusCode code, String reason) {
        return new CallFailure(code, reason, null, false);
    }

    /** Returns the failure of a call that was not sent. */
    static CallFailure notExecuted(StatusCode code, String reason) {
        return notExecuted(code, reason, null);
    }

    /** Returns the failure of a call that was not sent. */
    static CallFailure notExecuted(StatusCode code, String reason, @Nullable Throwable cause) {
        return new CallFailure(code, reason, cause, true);
    }

    /** Returns the failure of a call for which user code, such as a codec or a balancer, threw an exception. */
    static CallFailure broken(String what, Throwable cause, boolean notExecuted) {
        return new CallFailure(StatusCode.INTERNAL, what + ": " + Reason.describe(cause), cause, notExecuted);
    }

    /** Returns the failure of a call whose arguments or metadata cannot be written, or whose codec throws. */
    static CallFailure unsendable(Throwable cause) {
        String what = "the arguments cannot be sent";
        return cause instanceof CodecException
                ? notExecuted(StatusCode.INVALID_ARGUMENT, what + ": " + cause.getMessage(), cause)
                : broken(what, cause, true);
    }

    /** Returns the failure of a call that the caller has cancelled. */
    static CallFailure cancelled(boolean notExecuted) {
        return new CallFailure(StatusCode.CANCELLED, "the caller cancelled the call", null, notExecuted);
    }

    /** Returns the failure of a call that was not sent since the client is closed. */
    static CallFailure clientClosed() {
        return notExecuted(StatusCode.UNAVAILABLE, CLIENT_CLOSED);
    }

    RpcException toException(MethodDescriptor<?, ?> method, String endpoint) {
        String message = method + " at " + endpoint + ": " + reason;
        return notExecuted ? RpcException.notExecuted(code, message, cause) : new RpcException(code, message, cause);
    }
}
