package io.minirpc.client;

import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.internal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Why a call failed on this side, before it becomes an exception: that is made by the thread that will throw it.
 *
 * @param code the status code
 * @param reason a text for people
 * @param cause what it came from, or null
 * @param notExecuted whether the call certainly did not run
 */
record CallFailure(StatusCode code, String reason, @Nullable Throwable cause, boolean notExecuted) {
    /** Returns why a call failed that may have run. */
    static CallFailure of(StatusCode code, String reason) {
        return new CallFailure(code, reason, null, false);
    }

    /** Returns why a call failed that never left this process. */
    static CallFailure notSent(StatusCode code, String reason, @Nullable Throwable cause) {
        return new CallFailure(code, reason, cause, true);
    }

    /** Returns the failure of a call for which user code, such as a codec or a balancer, threw an exception. */
    static CallFailure broken(String what, Throwable cause, boolean notExecuted) {
        return new CallFailure(StatusCode.INTERNAL, what + ": " + Reason.describe(cause), cause, notExecuted);
    }

    RpcException toException(MethodDescriptor<?, ?> method, String endpoint) {
        String message = method + " at " + endpoint + ": " + reason;
        return notExecuted ? RpcException.notExecuted(code, message, cause) : new RpcException(code, message, cause);
    }
}
