package io.minirpc.internal;

import static java.util.Objects.requireNonNull;

import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** A reply to come. It never fails: where a filter makes it, as by a timeout, that is a reply too. */
public final class ReplyFuture extends CompletableFuture<Reply> {
    private final MethodDescriptor<?, ?> method;

    /** Creates the reply to come of a call. */
    public ReplyFuture(MethodDescriptor<?, ?> method) {
        this.method = requireNonNull(method, "method");
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
