package io.minirpc.server;

import static java.util.Objects.requireNonNull;

import io.minirpc.StatusCode;
import io.minirpc.envelope.Failure;
import io.minirpc.envelope.RequestHead;
import io.minirpc.transport.SendQueue;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way through the server: the task that runs it, then the answer that waits to be written. Handed from
 * one thread to the next, never used by two at once.
 */
final class ServerCall extends SendQueue.Node<ServerCall> implements Runnable {
    private final ServerConnection connection;
    private final BoundMethod<?, ?> method;
    private final RequestHead head;
    private final int seq;
    private final long deadlineNanos;
    private byte @Nullable [] reply;
    private @Nullable Failure failure;

    /** Creates a call; deadlineNanos is a time of {@link System#nanoTime}, or 0 for none. */
    ServerCall(ServerConnection connection, BoundMethod<?, ?> method, RequestHead head, int seq, long deadlineNanos) {
        this.connection = connection;
        this.method = method;
        this.head = head;
        this.seq = seq;
        this.deadlineNanos = deadlineNanos;
    }

    BoundMethod<?, ?> method() {
        return method;
    }

    RequestHead head() {
        return head;
    }

    int seq() {
        return seq;
    }

    /** Runs the call, unless its caller has given up by now. */
    @Override
    public void run() {
        if (deadlineNanos != 0 && System.nanoTime() - deadlineNanos >= 0) {
            fail(Failure.of(
                    StatusCode.DEADLINE_EXCEEDED,
                    "the deadline of " + method.descriptor() + " passed before the call could start"));
        } else {
            method.serve(this);
        }
    }

    void succeed(byte[] payload) {
        reply = payload;
        connection.answer(this);
    }

    void fail(Failure why) {
        failure = why;
        connection.answer(this);
    }

    /** Returns why the call failed; null where it succeeded. */
    @Nullable
    Failure failure() {
        return failure;
    }

    /** Returns the encoded reply of a call that succeeded. */
    byte[] reply() {
        return requireNonNull(reply, "reply");
    }
}
