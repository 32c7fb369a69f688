package io.minirpc.internal.envelope;

import io.minirpc.Metadata;
import io.minirpc.StatusCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a response's body around its payload, which is not decoded yet.
 *
 * @param code OK where the call succeeded; UNKNOWN where it failed and the peer says no more than that
 * @param message why it failed
 * @param notExecuted whether the server says that the call did not run
 * @param exceptionName the declared exception that was thrown; null if there was none
 * @param superclasses that exception as each of its superclasses that the server's method declares, nearest first
 * @param metadata the server's metadata
 * @param bytes an array with the payload, encoded: the reply, or the declared exception where one was thrown
 * @param offset where it starts
 * @param length how many bytes it is
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record ResponseHead(
        StatusCode code,
        String message,
        boolean notExecuted,
        @Nullable String exceptionName,
        List<Superclass> superclasses,
        Metadata metadata,
        byte[] bytes,
        int offset,
        int length) {}
