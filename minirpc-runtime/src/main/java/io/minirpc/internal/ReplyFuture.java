package io.minirpc.internal;

import static java.util.Objects.requireNonNull;

import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * A reply to come. It never fails: where a filter makes it, as by a timeout, that is a reply too. A filter that ends it
 * cancels the call.
 */
public class ReplyFuture extends CompletableFuture<Reply> {
    private final MethodDescriptor<?, ?> method;

    /** Creates the reply to come of a call. */
    public ReplyFuture(MethodDescriptor<?, ?> method) {
        this.method = requireNonNull(method, "method");
    }

    /** Cancels the call, which nobody waits for any more. */
    protected void giveUp() {}

    /** Ends this with the call's reply. */
    public final boolean end(Reply reply) {
        return super.complete(reply);
    }

    @Override
    public boolean complete(Reply reply) {
        boolean ended = super.complete(reply);
        if (ended) {
            giveUp();
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
