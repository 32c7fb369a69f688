package io.minirpc.client;

import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * Why a call failed on this side, before it becomes an exception: that is made by the thread that will throw it.
 *
 * @param code the status code
 * @param reason a text for people
 * @param cause what it came from, or null
 */
record CallFailure(StatusCode code, String reason, @Nullable Throwable cause) {
    static CallFailure of(StatusCode code, String reason) {
        return new CallFailure(code, reason, null);
    }

    RpcException toException(MethodDescriptor<?, ?> method, String endpoint) {
        return new RpcException(code, method + " at " + endpoint + ": " + reason, cause);
    }
}
