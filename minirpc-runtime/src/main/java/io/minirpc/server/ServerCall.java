package io.minirpc.server;

import static java.util.Objects.requireNonNull;

import io.minirpc.CallContext;
import io.minirpc.Metadata;
import io.minirpc.StatusCode;
import io.minirpc.Transfer;
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
final class ServerCall extends SendQueue.Node<ServerCall> implements Runnable, Transfer {
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
    private boolean started;
    private byte[] arguments;
    private byte @Nullable [] reply;
    private @Nullable Object encodedFrom;
    private @Nullable Failure failure;
    private Metadata replyMetadata = Metadata.EMPTY;

    /**
     * Creates a call, whose arguments stay where they are; see {@link RequestHead#detached}.
     *
     * @param deadlineNanos a time of {@link System#nanoTime}, or 0 for none
     */
    ServerCall(ServerConnection connection, BoundMethod<?, ?> method, RequestHead head, int seq, long deadlineNanos) {
        this.connection = connection;
        this.method = method;
        this.seq = seq;
        context = CallContext.ofReceivedCall(deadlineNanos, head.metadata());
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

    @Override
    public int seq() {
        return seq;
    }

    @Override
    public int requestBytes() {
        return argumentsLength;
    }

    @Override
    public String peer() {
        return connection.peerName();
    }

    @Override
    public int replyBytes(@Nullable Object value) {
        try {
            return encoded(method.descriptor().reply(), value).length;
        } catch (RuntimeException e) {
            return -1; // it will be reported where the reply is written
        }
    }

    /** Encodes a reply, unless that was done. */
    @SuppressWarnings("unchecked") // as everywhere filters may replace what a method returned
    private <R> byte[] encoded(Codec<R> codec, @Nullable Object value) {
        byte[] known = reply;
        if (known == null || encodedFrom != value) {
            known = form.encode(codec, (R) value);
            reply = known;
            encodedFrom = value;
        }
        return known;
    }

    /** Returns what travels along with the reply. */
    Metadata replyMetadata() {
        return replyMetadata;
    }

    /** Sets what travels along with the reply of a call that succeeds. */
    void carry(Metadata metadata) {
        replyMetadata = metadata;
    }

    /** Returns what the handler runs in: cancelled once nobody waits for the answer any more. */
    CallContext context() {
        return context;
    }

    /** Tells whether the handler was called, where there are filters. */
    boolean hasStarted() {
        return started;
    }

    void markStarted() {
        started = true;
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
        if (reply == null && connection.isInEventLoop()) {
            connection.reply(this, codec, value);
        } else {
            encoded(codec, value);
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
