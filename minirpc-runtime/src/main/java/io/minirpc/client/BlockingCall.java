package io.minirpc.client;

import io.minirpc.CallContext;
import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.internal.envelope.Envelope;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A call that a thread waits for. The response is decoded by that thread, not by the event loop: with many callers the
 * loop is what there is too little of, and exceptions have the caller's stack trace.
 */
final class BlockingCall<R> extends PendingCall implements Waiting.Waiter {
    private final Thread caller = Thread.currentThread();
    private @Nullable Envelope form;
    private byte @Nullable [] body;
    private @Nullable CallFailure failure;
    private volatile boolean done;

    BlockingCall(
            MethodDescriptor<?, R> method,
            @Nullable Object arguments,
            long deadlineNanos,
            @Nullable CallContext context,
            String destination) {
        super(method, arguments, deadlineNanos, context, destination);
    }

    /** Returns the method with the type of its reply: a field for it would make each call longer. */
    @SuppressWarnings("unchecked") // the constructor takes no other
    private MethodDescriptor<?, R> descriptor() {
        return (MethodDescriptor<?, R>) method();
    }

    @Override
    void responded(Envelope form, byte[] bytes, int offset, int length) {
        this.form = form;
        body = Arrays.copyOfRange(bytes, offset, offset + length);
        wake();
    }

    @Override
    void failed(CallFailure failure) {
        this.failure = failure;
        wake();
    }

    /**
     * Waits for the call's end and returns the reply.
     *
     * @throws Throwable the declared exception that the service threw, or an {@link io.minirpc.RpcException}
     */
    @Nullable
    R await() throws Throwable {
        switch (Waiting.await(this, deadlineNanos())) {
            case DONE -> {}
            case LATE -> // the event loop ends a call at its deadline, unless a callback blocks the loop
                throw cancelled(StatusCode.DEADLINE_EXCEEDED, "the deadline passed, and the event loop is blocked");
            case INTERRUPTED -> throw cancelled(StatusCode.CANCELLED, "the waiting thread was interrupted");
        }
        if (form == null || body == null) {
            CallFailure why = failure == null ? CallFailure.of(StatusCode.INTERNAL, "no outcome") : failure;
            throw why.toException(method(), endpoint());
        }
        return Replies.read(this, descriptor(), form, body, 0, body.length);
    }

    private RpcException cancelled(StatusCode code, String reason) {
        cancel();
        return CallFailure.of(code, reason).toException(method(), endpoint());
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public void park(long nanos) {
        LockSupport.parkNanos(this, nanos);
    }

    private void wake() {
        done = true;
        LockSupport.unpark(caller);
    }
}
