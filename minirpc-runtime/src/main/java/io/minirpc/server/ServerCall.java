package io.minirpc.server;

import static java.util.Objects.requireNonNull;

import io.minirpc.CallContext;
import io.minirpc.Metadata;
import io.minirpc.StatusCode;
import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import io.minirpc.internal.Internals;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.envelope.Failure;
import io.minirpc.internal.envelope.RequestHead;
import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.SendQueue;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way through the server: the task that runs it, then the answer that waits to be written. Handed from
 * one thread to the next, never used by two at once.
 */
final class ServerCall extends SendQueue.Node<ServerCall> implements Runnable {
    private static final byte[] NOTHING = {};
    private static final CallContext ENDED = Internals.get().contextOfReceivedCall(0, Metadata.EMPTY);

    private final Responder responder;
    private BoundMethod<?, ?> method;
    private Envelope form;
    private boolean acceptsMetadata;
    private int seq;
    private CallContext context;
    private int argumentsOffset;
    private int argumentsLength;
    private volatile boolean cancelledByCaller;
    private boolean answered; // of the thread that answers, once
    private boolean ended; // of the event loop
    private byte[] arguments;
    private byte @Nullable [] reply;
    private @Nullable Failure failure;
    private @Nullable FilteredReply filtered;

    /**
     * Creates a call, whose arguments stay where they are; see {@link RequestHead#detached}.
     *
     * @param deadlineNanos a time of {@link System#nanoTime}, or 0 for none
     */
    ServerCall(Responder responder, BoundMethod<?, ?> method, RequestHead head, int seq, long deadlineNanos) {
        this.responder = responder;
        begin(method, head, seq, deadlineNanos);
    }

    /** Makes this the next call of its connection; {@link #recycle} has returned true before, or this is new. */
    void begin(BoundMethod<?, ?> method, RequestHead head, int seq, long deadlineNanos) {
        this.method = method;
        this.seq = seq;
        context = Internals.get().contextOfReceivedCall(deadlineNanos, head.metadata());
        form = head.form();
        acceptsMetadata = head.acceptsMetadata();
        arguments = head.bytes();
        argumentsOffset = head.offset();
        argumentsLength = head.length();
        cancelledByCaller = false;
        answered = false;
        ended = false;
    }

    /**
     * Releases what the call held, if it was answered while it ran and no filter refers to it. Returns whether it may
     * be used for another call.
     */
    boolean recycle() {
        if (!ended || filtered != null) {
            return false;
        }
        context = ENDED;
        reply = null;
        failure = null;
        return true;
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
        return form.codec() == Frame.NATIVE ? null : method.descriptor().fullName();
    }

    /** Returns whether the answer may have metadata, because the request made use of more than version 1. */
    boolean acceptsMetadata() {
        return acceptsMetadata;
    }

    int seq() {
        return seq;
    }

    /** Returns how many bytes the arguments are. */
    int requestBytes() {
        return argumentsLength;
    }

    /** Returns the client's address, for filters. */
    String peerName() {
        return responder.peerName();
    }

    /** Has the call go through filters, which may refer to it from now on and have a part in its reply. */
    void openToFilters(FilteredReply reply) {
        filtered = reply;
    }

    /** Returns the metadata of the reply. */
    Metadata replyMetadata() {
        FilteredReply seen = filtered;
        return seen == null ? Metadata.EMPTY : seen.replyMetadata();
    }

    /** Returns the context of the handler, which is cancelled with the call and at its deadline. */
    CallContext context() {
        return context;
    }

    /** Cancels the call: its answer is no longer awaited. */
    void cancel() {
        cancelledByCaller = true;
        context.cancel();
    }

    /**
     * Returns whether the caller has cancelled the call, or its connection is closed. A deadline that has passed does
     * not count.
     */
    boolean isCancelledByCaller() {
        return cancelledByCaller;
    }

    /** Returns whether an answer is still of use to the caller. */
    boolean isAwaited() {
        return !cancelledByCaller && context.remainingNanos() > 0;
    }

    boolean hasEnded() {
        return ended;
    }

    void markEnded() {
        ended = true;
        Internals.get().end(context);
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
        try {
            runIfAwaited();
        } catch (Throwable e) {
            fail(method.failures().of(e, form));
        }
    }

    private void runIfAwaited() {
        if (cancelledByCaller) {
            fail(Failure.of(StatusCode.CANCELLED, "the caller cancelled the call"));
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
        CallContext outer = Internals.get().attach(context);
        try {
            method.serve(this);
        } finally {
            Internals.get().attach(outer);
        }
    }

    /**
     * Answers the call, in the native form where the reply does not fit the request's BINARY: a client that prefers the
     * native codec asks in BINARY while it has not heard the server's hello. A client that asks in BINARY since it has
     * another layout of the method could not read that.
     *
     * @throws CodecException if the reply cannot be written; the call is not answered then
     */
    <R> void succeed(Codec<R> codec, @Nullable R value) {
        try {
            answer(codec, value);
        } catch (CodecException e) {
            Envelope other = Internals.get().hasLayout(method.descriptor()) ? null : responder.formBeside(form);
            if (other == null) {
                throw e;
            }
            Envelope asked = form;
            form = other;
            try {
                answer(codec, value);
            } catch (CodecException neither) {
                form = asked;
                throw e;
            }
        }
    }

    private <R> void answer(Codec<R> codec, @Nullable R value) {
        FilteredReply seen = filtered;
        byte[] encoded = seen == null ? null : seen.encoded(value);
        if (encoded == null && responder.writesAtOnce()) {
            responder.reply(this, codec, value);
        } else {
            reply = encoded == null ? form.encode(codec, value) : encoded;
            answered = true;
            responder.answer(this);
        }
    }

    /** Answers the call by a failure, unless it was answered: what fails later changes nothing. */
    void fail(Failure why) {
        if (!answered) {
            answered = true;
            failure = why;
            responder.answer(this);
        }
    }

    /** Records that the reply was written. */
    void markAnswered() {
        answered = true;
    }

    /** Returns why the call failed; null where it succeeded. */
    @Nullable
    Failure failure() {
        return failure;
    }

    /** Returns about how many bytes of memory the answer takes while it waits. */
    int answerBytes() {
        Failure why = failure;
        byte[] encoded = reply;
        if (why != null) {
            return why.size();
        }
        return encoded == null ? 0 : encoded.length;
    }

    /** Answers by a failure instead of what was to be the answer. */
    void replaceAnswer(Failure why) {
        failure = why;
        reply = null;
    }

    /** Returns the encoded reply of a call that succeeded. */
    byte[] reply() {
        return requireNonNull(reply, "reply");
    }

    /** The part that filters have in the reply of a call. */
    interface FilteredReply {
        /** Returns the metadata of the reply of a call that succeeds. */
        Metadata replyMetadata();

        /** Returns a value as it was encoded to tell its size; null if that was not asked for. */
        byte @Nullable [] encoded(@Nullable Object value);
    }

    /** The way back to a call's client, by the connection that the call came from. */
    interface Responder {
        /** Returns the client's address, for filters; on any thread. */
        String peerName();

        /** Returns a form to answer in if a reply does not fit that of its request; null if there is none. */
        @Nullable
        Envelope formBeside(Envelope asked);

        /** Returns whether a reply is written at once by {@link #reply}: on the event loop, while the client reads. */
        boolean writesAtOnce();

        /**
         * Writes the reply of a call, which ends with that; on the event loop.
         *
         * @throws CodecException if it cannot be written; the call has not ended then
         */
        <R> void reply(ServerCall call, Codec<R> codec, @Nullable R reply);

        /** Takes the answer of a call, which ends once it is written; on any thread. */
        void answer(ServerCall call);
    }
}
