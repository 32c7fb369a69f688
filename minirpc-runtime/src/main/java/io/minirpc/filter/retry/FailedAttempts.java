package io.minirpc.filter.retry;

import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The failures of a call's attempts, of which the last is the call's. Not thread-safe. */
final class FailedAttempts {
    private static final int MOST_KEPT = 3;
    private static final String NOT_AGAIN = "-1";

    private @Nullable Deque<Throwable> earlier;

    /** Notes how an attempt failed that is not the last. */
    void add(Reply reply) {
        Throwable failure = reply.failure();
        if (failure == null) {
            return;
        }
        if (earlier == null) {
            earlier = new ArrayDeque<>(MOST_KEPT);
        } else if (earlier.size() == MOST_KEPT) {
            earlier.removeFirst();
        }
        earlier.addLast(failure);
    }

    /** Returns the failure of the last attempt, with those before it as suppressed ones. */
    Reply last(MethodDescriptor<?, ?> method, Reply reply) {
        return earlier == null ? reply : withFailure(method, reply, reply.metadata(), false);
    }

    /** Returns the same as one that callers further up a chain of calls should not retry. */
    Reply lastOfAll(MethodDescriptor<?, ?> method, Reply reply) {
        return withFailure(method, reply, reply.metadata().with(Metadata.RETRY_AFTER, NOT_AGAIN), true);
    }

    /** Leaves exceptions alone that are not the runtime's own: their makers may throw one instance time and again. */
    private Reply withFailure(MethodDescriptor<?, ?> method, Reply reply, Metadata metadata, boolean isMarked) {
        if (!(reply.failure() instanceof RpcException original)) {
            return reply.withMetadata(metadata);
        }
        RpcException copy = original.withMetadata(
                isMarked ? original.metadata().with(Metadata.RETRY_AFTER, NOT_AGAIN) : original.metadata());
        if (earlier != null) {
            earlier.forEach(copy::addSuppressed);
        }
        return reply.withFailure(method, copy).withMetadata(metadata);
    }
}
