package io.minirpc.client;

import io.minirpc.CallContext;
import io.minirpc.MethodDescriptor;
import io.minirpc.internal.CancellingFuture;
import io.minirpc.internal.envelope.Envelope;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A call that completes a future, on the event loop or by an executor of the user's. */
final class AsyncCall<R> extends PendingCall {
    private final CancellingFuture<R> future = new Cancelling<>(this);
    private final @Nullable Executor executor;

    AsyncCall(
            MethodDescriptor<?, R> method,
            @Nullable Object arguments,
            long deadlineNanos,
            @Nullable CallContext context,
            String destination,
            @Nullable Executor executor) {
        super(method, arguments, deadlineNanos, context, destination);
        this.executor = executor;
    }

    CompletableFuture<R> future() {
        return future;
    }

    /** Returns the method with the type of its reply: a field for it would make each call longer. */
    @SuppressWarnings("unchecked") // the constructor takes no other
    private MethodDescriptor<?, R> descriptor() {
        return (MethodDescriptor<?, R>) method();
    }

    @Override
    void responded(Envelope form, byte[] bytes, int offset, int length) {
        if (executor == null) {
            complete(form, bytes, offset, length);
        } else {
            byte[] body = Arrays.copyOfRange(bytes, offset, offset + length);
            Callbacks.run(executor, deadlineNanos(), () -> complete(form, body, 0, length));
        }
    }

    @Override
    void failed(CallFailure failure) {
        Callbacks.run(
                executor, deadlineNanos(), () -> completeExceptionally(failure.toException(method(), endpoint())));
    }

    private void complete(Envelope form, byte[] bytes, int offset, int length) {
        R reply;
        try {
            reply = Replies.read(this, descriptor(), form, bytes, offset, length);
        } catch (Throwable e) {
            completeExceptionally(e);
            return;
        }
        complete(reply);
    }

    /** Callbacks go on in the context that the call was made in. */
    @SuppressWarnings("NullAway") // a reply may be null, although the future's type does not say so
    private void complete(@Nullable R reply) {
        CallContext context = context();
        if (context == null) {
            future.succeed(reply);
        } else {
            context.run(() -> future.succeed(reply));
        }
    }

    private void completeExceptionally(Throwable failure) {
        CallContext context = context();
        if (context == null) {
            future.fail(failure);
        } else {
            context.run(() -> future.fail(failure));
        }
    }

    private static final class Cancelling<R> extends CancellingFuture<R> {
        private final PendingCall call;

        Cancelling(PendingCall call) {
            this.call = call;
        }

        @Override
        protected void cancelCall() {
            call.cancel();
        }
    }
}
