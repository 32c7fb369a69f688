package io.minirpc.client;

import io.minirpc.MethodDescriptor;
import io.minirpc.envelope.Envelope;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A call that completes a future, on the event loop or by an executor of the user's. */
final class AsyncCall<R> extends PendingCall {
    private final CompletableFuture<R> future = new CompletableFuture<>();
    private final MethodDescriptor<?, R> descriptor;
    private final String endpoint;
    private final @Nullable Executor executor;

    AsyncCall(MethodDescriptor<?, R> method, long deadlineNanos, String endpoint, @Nullable Executor executor) {
        super(method, deadlineNanos);
        this.descriptor = method;
        this.endpoint = endpoint;
        this.executor = executor;
    }

    CompletableFuture<R> future() {
        return future;
    }

    @Override
    void responded(Envelope form, byte[] bytes, int offset, int length) {
        if (executor == null) {
            complete(form, bytes, offset, length);
        } else {
            byte[] body = Arrays.copyOfRange(bytes, offset, offset + length);
            execute(executor, () -> complete(form, body, 0, length));
        }
    }

    @Override
    void failed(CallFailure failure) {
        if (executor == null) {
            future.completeExceptionally(failure.toException(descriptor, endpoint));
        } else {
            execute(executor, () -> future.completeExceptionally(failure.toException(descriptor, endpoint)));
        }
    }

    /**
     * Completes the future here and now where the executor takes no more tasks: late callbacks are better than none.
     */
    private static void execute(Executor executor, Runnable completion) {
        try {
            executor.execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run();
        }
    }

    @SuppressWarnings("NullAway") // a reply may be null, although the future's type does not say so
    private void complete(Envelope form, byte[] bytes, int offset, int length) {
        R reply;
        try {
            reply = Replies.read(descriptor, endpoint, form, bytes, offset, length);
        } catch (Throwable e) {
            future.completeExceptionally(e);
            return;
        }
        future.complete(reply);
    }
}
