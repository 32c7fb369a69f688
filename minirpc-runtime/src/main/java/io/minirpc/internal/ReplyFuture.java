package io.minirpc.internal;

import static java.util.Objects.requireNonNull;

import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * The future reply of a call. It never fails: an exception, such as that of a filter's timeout, becomes a reply. If a
 * filter completes it, the call is cancelled.
 */
public class ReplyFuture extends CompletableFuture<Reply> {
    private final MethodDescriptor<?, ?> method;

    /** Creates the future reply of a call. */
    public ReplyFuture(MethodDescriptor<?, ?> method) {
        this.method = requireNonNull(method, "method");
    }

    /** Cancels the call after a filter has completed this. Does nothing by default. */
    protected void cancelCall() {}

    /** Completes this with the call's reply, and returns whether it was not completed before. */
    public final boolean end(Reply reply) {
        return super.complete(reply);
    }

    @Override
    public boolean complete(Reply reply) {
        boolean ended = super.complete(reply);
        if (ended) {
            cancelCall();
        }
        return ended;
    }

    @Override
    public boolean completeExceptionally(Throwable thrown) {
        return complete(Reply.failed(method, thrown));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return complete(Reply.failed(method, new CancellationException()));
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
