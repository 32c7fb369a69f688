package io.minirpc.internal;

import static java.util.Objects.requireNonNull;

import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import java.util.concurrent.CancellationException;

/**
 * The future reply of a call. It never fails: an exception, such as that of a filter's timeout, becomes a reply. If a
 * filter completes it, the call is cancelled.
 */
public class ReplyFuture extends CancellingFuture<Reply> {
    private final MethodDescriptor<?, ?> method;

    /** Creates the future reply of a call. */
    public ReplyFuture(MethodDescriptor<?, ?> method) {
        this.method = requireNonNull(method, "method");
    }

    /** Cancels the call after a filter has completed this. Does nothing by default. */
    @Override
    protected void cancelCall() {}

    /** Completes this with the call's reply, and returns whether it was not completed before. */
    public final boolean end(Reply reply) {
        return succeed(reply);
    }

    @Override
    public boolean completeExceptionally(Throwable thrown) {
        return complete(Reply.failed(method, thrown));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return complete(Reply.failed(method, new CancellationException()));
    }
}
