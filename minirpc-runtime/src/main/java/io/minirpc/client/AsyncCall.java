package io.minirpc.client;

import io.minirpc.CallContext;
import io.minirpc.MethodDescriptor;
import io.minirpc.envelope.Envelope;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A call that completes a future, on the event loop or by an executor of the user's. */
final class AsyncCall<R> extends PendingCall {
    private final CompletableFuture<R> future = new Cancelling<>(this);
    private final @Nullable Executor executor;

    AsyncCall(
            MethodDescriptor<?, R> method,
            long deadlineNanos,
            @Nullable CallContext context,
            String destination,
            @Nullable Executor executor) {
        super(method, deadlineNanos, context, destination);
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
            Callbacks.run(executor, () -> complete(form, body, 0, length));
        }
    }

    @Override
    void failed(CallFailure failure) {
        Callbacks.run(executor, () -> completeExceptionally(failure.toException(method(), endpoint())));
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
            future.complete(reply);
        } else {
            context.run(() -> future.complete(reply));
        }
    }

    private void completeExceptionally(Throwable failure) {
        CallContext context = context();
        if (context == null) {
            future.completeExceptionally(failure);
        } else {
            context.run(() -> future.completeExceptionally(failure));
        }
    }

    /** Takes the call with it when it is cancelled. */
    private static final class Cancelling<R> extends CompletableFuture<R> {
        private final PendingCall call;

        Cancelling(PendingCall call) {
            this.call = call;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                call.cancel();
            }
            return cancelled;
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>();
        }
    }
}
