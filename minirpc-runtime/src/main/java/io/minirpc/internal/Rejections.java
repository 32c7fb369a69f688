package io.minirpc.internal;

import io.minirpc.Invocation;
import io.minirpc.Metadata;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** How filters turn calls away that may come again later. */
public final class Rejections {
    private Rejections() {}

    /**
     * Returns the end of a call that did not run, which says when to come again, in milliseconds rounded up: in the
     * reply's metadata for the other side, in the exception's for this one.
     */
    public static CompletionStage<Reply> comeAgain(Invocation call, StatusCode code, String message, long nanos) {
        long millis = (nanos + TimeUnit.MILLISECONDS.toNanos(1) - 1) / TimeUnit.MILLISECONDS.toNanos(1);
        Metadata when = Metadata.of(Metadata.RETRY_AFTER, Long.toString(Math.max(millis, 1)));
        RpcException refusal = RpcException.rejected(code, message).withMetadata(when);
        return CompletableFuture.completedFuture(Reply.failed(call.method(), refusal));
    }
}
