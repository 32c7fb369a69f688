package io.minirpc.server;

import static java.util.Objects.requireNonNull;

import io.minirpc.CallContext;
import io.minirpc.StatusCode;
import io.minirpc.codec.Codec;
import io.minirpc.envelope.Envelope;
import io.minirpc.envelope.Failure;
import io.minirpc.envelope.RequestHead;
import io.minirpc.transport.SendQueue;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way through the server: the task that runs it, then the answer that waits to be written. Handed from
 * one thread to the next, never used by two at once.
 */
final class ServerCall extends SendQueue.Node<ServerCall> implements Runnable {
    private static final byte[] NOTHING = {};

    private final ServerConnection connection;
    private final BoundMethod<?, ?> method;
    private final Envelope form;
    private final @Nullable String methodName;
    private final boolean extended;
    private final int seq;
    private final CallContext context;
    private final int argumentsOffset;
    private final int argumentsLength;
    private boolean ended;
    private byte[] arguments;
    private byte @Nullable [] reply;
    private @Nullable Failure failure;

    /**
     * Creates a call, whose arguments stay where they are; see {@link RequestHead#detached}.
     *
     * @param deadlineNanos a time of {@link System#nanoTime}, or 0 for none
     */
    ServerCall(ServerConnection connection, BoundMethod<?, ?> method, RequestHead head, int seq, long deadlineNanos) {
        this.connection = connection;
        this.method = method;
        this.seq = seq;
        context = CallContext.ofCall(deadlineNanos);
        form = head.form();
        methodName = head.method();
        extended = head.extended();
        arguments = head.bytes();
        argumentsOffset = head.offset();
        argumentsLength = head.length();
    }

    BoundMethod<?, ?> method() {
        return method;
    }

    /** Returns the form that the request had, to answer in. */
    Envelope form() {
        return form;
    }

    /** Returns the method's full name as the request had it; null where the form has an id instead. */
    @Nullable
    String methodName() {
        return methodName;
    }

    /** Tells whether the request made use of more than version 1, so that the answer may too. */
    boolean extended() {
        return extended;
    }

    int seq() {
        return seq;
    }

    /** Returns how many bytes the arguments are. */
    int argumentsLength() {
        return argumentsLength;
    }

    /** Returns what the handler runs in: cancelled once nobody waits for the answer any more. */
    CallContext context() {
        return context;
    }

    boolean hasEnded() {
        return ended;
    }

    void markEnded() {
        ended = true;
    }

    /** Decodes the arguments, which can be done once: their bytes are let go. */
    <Q> @Nullable Q decodeArguments(Codec<Q> codec) {
        byte[] bytes = arguments;
        arguments = NOTHING;
        return form.decode(codec, bytes, argumentsOffset, argumentsLength);
    }

    /** Runs the call, unless its caller does not wait any more. */
    @Override
    public void run() {
        if (context.isCancelled()) {
            fail(Failure.of(StatusCode.CANCELLED, "the caller gave the call up"));
        } else if (context.remainingNanos() == 0) {
            fail(Failure.notExecuted(
                    StatusCode.DEADLINE_EXCEEDED,
                    "the deadline of " + method.descriptor() + " passed before the call could start"));
        } else {
            serve();
        }
    }

    /** Runs the call. */
    void serve() {
        CallContext outer = context.attach();
        try {
            method.serve(this);
        } finally {
            CallContext.detach(outer);
        }
    }

    /**
     * Answers the call.
     *
     * @throws io.minirpc.codec.CodecException if the reply cannot be written; the call is not answered then
     */
    <R> void succeed(Codec<R> codec, @Nullable R value) {
        if (connection.isInEventLoop()) {
            connection.reply(this, codec, value);
        } else {
            reply = form.encode(codec, value);
            connection.answer(this);
        }
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
