package io.minirpc.client;

import static java.util.Objects.requireNonNull;

import io.minirpc.CallContext;
import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.StatusCode;
import io.minirpc.codec.Codec;
import io.minirpc.internal.ThrottledLog;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.SendQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A call on its way: queued, written, waiting for its response. From the moment it is queued it belongs to the event
 * loop of its owner, which ends it exactly once or makes it over to another.
 */
abstract class PendingCall extends SendQueue.Node<PendingCall> {
    static final int NOT_IN_WHEEL = -1;
    private static final ThrottledLog LOG = new ThrottledLog(LoggerFactory.getLogger(RpcClient.class));

    private final MethodDescriptor<?, ?> method;
    private final long deadlineNanos;
    private final @Nullable CallContext context;
    private final String destination;
    private Metadata metadata = Metadata.EMPTY;
    private @Nullable Runnable canceller;
    private @Nullable Envelope form;
    private byte @Nullable [] payload;
    private @Nullable Throwable onlyNative;
    private boolean explicitDeadline;
    private boolean ended;
    private volatile boolean cancelledByCaller;

    /** Who has the call: a connection, once there is one. */
    private volatile @Nullable CallOwner owner;

    /** Where a registry knows the servers. */
    private @Nullable Journey journey;

    /** The seq in the pending table, once it is there. */
    int seq;

    /** When the call was written, as a time of {@link System#nanoTime}. */
    long sentNanos;

    /** The list of the deadline wheel, and the neighbours in it. */
    int bucket = NOT_IN_WHEEL;

    @Nullable
    PendingCall previousInWheel;

    @Nullable
    PendingCall nextInWheel;

    PendingCall(MethodDescriptor<?, ?> method, long deadlineNanos, @Nullable CallContext context, String destination) {
        this.method = method;
        this.destination = destination;
        this.deadlineNanos = deadlineNanos;
        this.context = context;
    }

    /** Returns what the call is part of; null where it was made in no context. */
    final @Nullable CallContext context() {
        return context;
    }

    /** Returns what travels along with the arguments. */
    final Metadata metadata() {
        return metadata;
    }

    /** Sets the metadata, and whether the deadline was set explicitly. */
    final void carry(Metadata along, boolean withExplicitDeadline) {
        metadata = along;
        explicitDeadline = withExplicitDeadline;
    }

    /** Returns whether the call has metadata or an explicit deadline, which have to reach the server. */
    final boolean carriesMore() {
        return explicitDeadline || !metadata.isEmpty();
    }

    /** Makes over the call to its next owner, which has to know when it is cancelled: itself, or what it is part of. */
    final void belongTo(CallOwner next) {
        owner = next;
        if (context != null && canceller == null) {
            Runnable task = this::cancel;
            canceller = task;
            context.onEarlyCancel(task); // the call ends at the deadline by itself
        }
    }

    private void leaveContext() {
        if (context != null && canceller != null) {
            context.forget(canceller);
        }
    }

    final MethodDescriptor<?, ?> method() {
        return method;
    }

    /** Returns when the call has to end, as a time of {@link System#nanoTime}. */
    final long deadlineNanos() {
        return deadlineNanos;
    }

    /** Sets the form of the call and its arguments in that form. */
    final void travelAs(Envelope form, byte[] payload) {
        this.form = form;
        this.payload = payload;
    }

    /** Records why the arguments cannot be sent in the form that every server understands. */
    final void fitsOnlyNative(Throwable why) {
        onlyNative = why;
    }

    /**
     * Converts the arguments to the form that every server understands. Few calls need it, so it is converted from the
     * preferred form on demand.
     *
     * @return why the arguments do not fit that form; null on success
     */
    final @Nullable Throwable fallBack(Envelope every) {
        if (form().codec() == Frame.NATIVE && onlyNative == null) {
            try {
                payload = reencoded(method.arguments(), requireNonNull(payload, "payload"), every);
                form = every;
            } catch (Throwable e) { // also an Error of a user's codec: other calls must still be sent
                onlyNative = e;
            }
        }
        return onlyNative;
    }

    private <Q> byte[] reencoded(Codec<Q> codec, byte[] bytes, Envelope other) {
        return other.encode(codec, form().decode(codec, bytes, 0, bytes.length));
    }

    /** Tells whether the call's arguments are encoded and still here. */
    final boolean isEncoded() {
        return payload != null;
    }

    final Envelope form() {
        return requireNonNull(form, "form");
    }

    /** Hands the encoded arguments over, to be written; they are not needed any more. */
    final byte[] takePayload() {
        byte[] bytes = requireNonNull(payload, "payload");
        payload = null;
        return bytes;
    }

    /** Tells whether the call waits for its deadline: it was taken over by the event loop and has not ended. */
    final boolean isInWheel() {
        return bucket != NOT_IN_WHEEL;
    }

    /** Cancels the call, on any thread. */
    final void cancel() {
        cancelledByCaller = true;
        CallOwner present = owner;
        if (present != null) {
            present.cancel(this);
        }
    }

    /** Returns whether the caller has cancelled the call. */
    final boolean isCancelledByCaller() {
        return cancelledByCaller;
    }

    final @Nullable CallOwner owner() {
        return owner;
    }

    /** Returns the server that the call goes to, or is to go to, for messages. */
    final String endpoint() {
        CallOwner present = owner;
        return present == null ? destination : present.endpoint();
    }

    /** Sends the call over the endpoints of a service. */
    final void goOn(Journey way) {
        journey = way;
    }

    /** Takes the call, which was not sent, to another server, and tells whether there was one. */
    final boolean move() {
        Journey way = journey;
        return way != null && way.goesOn(this);
    }

    /** Says with which code the server answered; on the thread that reads the answer. */
    final void outcome(StatusCode code) {
        Journey way = journey;
        if (way != null) {
            way.outcome(code);
        }
    }

    final boolean hasEnded() {
        return ended;
    }

    /** Ends the call with the body of its response, in a buffer of the connection. Never throws. */
    final void end(Envelope form, byte[] bytes, int offset, int length) {
        ended = true;
        try {
            leaveContext();
            Journey way = journey;
            if (way != null) {
                way.answered();
            }
            responded(form, bytes, offset, length);
        } catch (Throwable e) { // such as no memory to copy the response
            tell(CallFailure.broken("the response cannot be handed over", e, false));
        }
    }

    /** Ends the call with a failure. Never throws. */
    final void end(CallFailure failure) {
        ended = true;
        try {
            leaveContext();
            Journey way = journey;
            if (way != null) {
                way.failed(failure);
            }
        } catch (Throwable e) {
            LOG.error("a call of {} could not be counted", method, e);
        }
        tell(failure);
    }

    /** Runs the end of a call. What it throws must not affect other calls on the connection. */
    private void tell(CallFailure failure) {
        try {
            failed(failure);
        } catch (Throwable e) {
            LOG.error("the end of a call of {} could not be told", method, e);
        }
    }

    /** Hears how many bytes the request's body has that was just written. */
    void written(int bytes) {}

    /** Takes a body that is there until this method returns. */
    abstract void responded(Envelope form, byte[] bytes, int offset, int length);

    abstract void failed(CallFailure failure);
}
