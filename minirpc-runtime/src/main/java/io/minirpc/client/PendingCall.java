package io.minirpc.client;

import static java.util.Objects.requireNonNull;

import io.minirpc.MethodDescriptor;
import io.minirpc.envelope.Envelope;
import io.minirpc.transport.SendQueue;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way: queued, written, waiting for its response. From the moment it is queued it belongs to the
 * connection's event loop, which ends it exactly once.
 */
abstract class PendingCall extends SendQueue.Node<PendingCall> {
    private final MethodDescriptor<?, ?> method;
    private final long deadlineNanos;
    private @Nullable Envelope form;
    private byte @Nullable [] payload;
    private @Nullable Envelope otherForm;
    private byte @Nullable [] otherPayload;
    private boolean ended;

    /** The seq in the pending table, once it is there. */
    int seq;

    /** The list of the deadline wheel, and the neighbours in it. */
    int bucket;

    @Nullable
    PendingCall previousInWheel;

    @Nullable
    PendingCall nextInWheel;

    PendingCall(MethodDescriptor<?, ?> method, long deadlineNanos) {
        this.method = method;
        this.deadlineNanos = deadlineNanos;
    }

    final MethodDescriptor<?, ?> method() {
        return method;
    }

    /** Returns when the call has to end, as a time of {@link System#nanoTime}. */
    final long deadlineNanos() {
        return deadlineNanos;
    }

    /** Says in which form the call travels. */
    final void travelAs(Envelope form, byte[] payload) {
        this.form = form;
        this.payload = payload;
    }

    /** Says in which other form the call travels if the peer turns out not to understand the first. */
    final void orTravelAs(Envelope form, byte[] payload) {
        otherForm = form;
        otherPayload = payload;
    }

    /** Falls back to the other form, if there is one. */
    final void fallBack() {
        if (otherForm != null) {
            form = otherForm;
            payload = otherPayload;
        }
    }

    final Envelope form() {
        return requireNonNull(form, "form");
    }

    /** Hands the encoded arguments over, to be written; they are not needed any more. */
    final byte[] takePayload() {
        byte[] bytes = requireNonNull(payload, "payload");
        payload = null;
        otherPayload = null;
        return bytes;
    }

    final boolean hasEnded() {
        return ended;
    }

    /** Ends the call with the body of its response, which lies in an array of the connection's. */
    final void end(Envelope form, byte[] bytes, int offset, int length) {
        ended = true;
        responded(form, bytes, offset, length);
    }

    /** Ends the call with a failure. */
    final void end(CallFailure failure) {
        ended = true;
        failed(failure);
    }

    /** Takes a body that is there until this method returns. */
    abstract void responded(Envelope form, byte[] bytes, int offset, int length);

    abstract void failed(CallFailure failure);
}
