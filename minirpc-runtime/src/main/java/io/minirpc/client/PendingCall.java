package io.minirpc.client;

import static java.util.Objects.requireNonNull;

import io.minirpc.CallContext;
import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.StatusCode;
import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import io.minirpc.internal.Internals;
import io.minirpc.internal.ThrottledLog;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.SendQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A call on its way: queued, written, waiting for its response. From the moment it is queued it belongs to the event
 * loop of its owner, which ends it exactly once or transfers it to another.
 */
abstract class PendingCall extends SendQueue.Node<PendingCall> {
    static final int NOT_IN_WHEEL = -1;
    private static final ThrottledLog LOG = new ThrottledLog(LoggerFactory.getLogger(ClientLog.NAME));

    private final MethodDescriptor<?, ?> method;
    private final long deadlineNanos;
    private final @Nullable CallContext context;
    private final String destination;
    private Metadata metadata = Metadata.EMPTY;
    private @Nullable String hashKey;
    private boolean explicitDeadline;

    // Its content, in fields rather than an object of its own: a call costs few allocations.

    /** The arguments, encoded if there is a form; null once they are not needed any more. */
    private @Nullable Object content;

    /** The form that the arguments are encoded in, or that the request was sent in. */
    private @Nullable Envelope form;

    /** Why the arguments do not fit the form that every server understands. */
    private @Nullable Throwable onlyNative;

    // Its way.

    /** Null before a connection has the call, or whoever waits for one. */
    private volatile @Nullable CallOwner owner;

    /** Null if there is one server only. */
    private @Nullable CallRoute route;

    private @Nullable Runnable canceller;
    private volatile boolean cancelledByCaller;
    private boolean ended;

    // Its place in the registers of a connection.

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

    /**
     * Creates a call that nobody owns yet.
     *
     * @param arguments of the type of the method's codec
     * @param deadlineNanos when the call has to end, as a time of {@link System#nanoTime}
     * @param context the context that the call is made in, or null
     * @param destination the address of the call until it has an owner, for messages
     */
    PendingCall(
            MethodDescriptor<?, ?> method,
            @Nullable Object arguments,
            long deadlineNanos,
            @Nullable CallContext context,
            String destination) {
        this.method = method;
        this.content = arguments;
        this.deadlineNanos = deadlineNanos;
        this.context = context;
        this.destination = destination;
    }

    final MethodDescriptor<?, ?> method() {
        return method;
    }

    /** Returns when the call has to end, as a time of {@link System#nanoTime}. */
    final long deadlineNanos() {
        return deadlineNanos;
    }

    /** Returns the context that the call is made in, or null. */
    final @Nullable CallContext context() {
        return context;
    }

    /** Sets the metadata to send, and whether the deadline was set explicitly. */
    final void metadata(Metadata toSend, boolean withExplicitDeadline) {
        metadata = toSend;
        explicitDeadline = withExplicitDeadline;
    }

    /** Returns the metadata to send. */
    final Metadata metadata() {
        return metadata;
    }

    /** Returns whether the call has metadata or an explicit deadline, which have to reach the server. */
    final boolean carriesMore() {
        return explicitDeadline || !metadata.isEmpty();
    }

    /** Sets the key for hashing balancers; null to use the method's. */
    final void hashKey(@Nullable String key) {
        hashKey = key;
    }

    /** Returns the key for hashing balancers; null to use the method's. */
    final @Nullable String hashKey() {
        return hashKey;
    }

    /** Returns the arguments of a call that is not encoded. */
    final @Nullable Object arguments() {
        return content;
    }

    /**
     * Encodes the arguments, which the caller may then change.
     *
     * @throws RuntimeException if they do not fit the form; the call is as before then
     */
    final void encode(Envelope as) {
        content = as.encode(argumentsCodec(), content);
        form = as;
    }

    /** Returns whether the arguments are encoded, and still there: not written, or kept for another attempt. */
    final boolean isEncoded() {
        return form != null && content != null;
    }

    /** Returns the form of the encoded arguments, or of the request that was sent. */
    final Envelope form() {
        return requireNonNull(form, "form");
    }

    /** Records why the arguments cannot be sent in the form that every server understands. */
    final void fitsOnlyNative(Throwable why) {
        onlyNative = why;
    }

    /**
     * Converts the encoded arguments to the form that every server understands. Few calls need it, so it is converted
     * from the preferred form on demand.
     *
     * @return why the arguments do not fit that form; null on success
     */
    final @Nullable Throwable fallBack(Envelope every) {
        if (form().codec() == Frame.NATIVE && onlyNative == null) {
            try {
                byte[] bytes = encoded();
                Object decoded = form().decode(argumentsCodec(), bytes, 0, bytes.length);
                content = every.encode(argumentsCodec(), decoded);
                form = every;
            } catch (Throwable e) { // also an Error of a user's codec: other calls must still be sent
                onlyNative = e;
            }
        }
        return onlyNative;
    }

    /** Returns the codec of the arguments. */
    @SuppressWarnings("unchecked") // stubs pass arguments of that type, and filters have to keep to it
    final Codec<Object> argumentsCodec() {
        return (Codec<Object>) method.arguments();
    }

    /**
     * Hands over the arguments of a call that is not encoded, to be written in a form; they are not needed any more.
     */
    final @Nullable Object takeArguments(Envelope as) {
        Object taken = content;
        content = null;
        form = as;
        return taken;
    }

    /** Hands over the encoded arguments, to be written; they are not needed any more. */
    final byte[] takeEncoded() {
        byte[] taken = encoded();
        content = null;
        return taken;
    }

    /** Returns the encoded arguments, to be written and kept until the call is answered. */
    final byte[] encoded() {
        return (byte[]) requireNonNull(content, "content");
    }

    /** Records how many bytes the body of the request has that was just written. */
    void written(int bytes) {}

    /** Transfers the call to a new owner, which is notified when the call or its context is cancelled. */
    final void transferTo(CallOwner next) {
        owner = next;
        if (context != null && canceller == null) {
            Runnable task = this::cancel;
            canceller = task;
            Internals.get().onEarlyCancel(context, task); // the call ends at the deadline by itself
        }
    }

    private void leaveContext() {
        if (context != null && canceller != null) {
            Internals.get().forget(context, canceller);
        }
    }

    final @Nullable CallOwner owner() {
        return owner;
    }

    /** Returns the server that the call goes to, or is to go to, for messages. */
    final String endpoint() {
        CallOwner present = owner;
        return present == null ? destination : present.endpoint();
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

    /** Returns whether the call waits for its deadline: it was taken over by the event loop and has not ended. */
    final boolean isInWheel() {
        return bucket != NOT_IN_WHEEL;
    }

    /** Sets the route of the call over the endpoints of its service. */
    final void routeBy(CallRoute over) {
        route = over;
    }

    /** Takes the call, which was not sent, to another server, and returns whether there was one. */
    final boolean retryElsewhere() {
        CallRoute present = route;
        return present != null && present.retryUnsent(this);
    }

    final boolean hasEnded() {
        return ended;
    }

    /** Ends the call with the body of its response, in a buffer of the connection. Never throws. */
    final void end(Envelope form, byte[] bytes, int offset, int length) {
        ended = true;
        content = null;
        try {
            leaveContext();
            CallRoute present = route;
            if (present != null) {
                present.answered(status(form, bytes, offset, length));
            }
            responded(form, bytes, offset, length);
        } catch (Throwable e) { // such as no memory to copy the response
            tell(CallFailure.broken("the response cannot be handed over", e, false));
        }
    }

    /** Returns the code of a response; of one that cannot be read the one that the caller will see. */
    private static StatusCode status(Envelope form, byte[] bytes, int offset, int length) {
        try {
            return form.readStatus(bytes, offset, length);
        } catch (CodecException e) {
            return StatusCode.INTERNAL;
        }
    }

    /** Ends the call with a failure. Never throws. */
    final void end(CallFailure failure) {
        ended = true;
        content = null;
        try {
            leaveContext();
            CallRoute present = route;
            if (present != null) {
                present.failed(failure);
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

    /** Takes a body that is there until this method returns. */
    abstract void responded(Envelope form, byte[] bytes, int offset, int length);

    abstract void failed(CallFailure failure);
}
