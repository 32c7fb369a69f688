package io.minirpc.gochat.chat;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.gochat.store.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A translation of failures of the store for callers: the kind, and no word of SQL. */
final class StoreFailures {
    private static final Logger LOG = LoggerFactory.getLogger(StoreFailures.class);

    private StoreFailures() {}

    /** Returns a stage that fails with an {@link RpcException}: UNAVAILABLE if the call may succeed later. */
    static <T> CompletionStage<T> translated(CompletionStage<T> stage) {
        CompletableFuture<T> result = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(translate(failure));
            }
        });
        return result;
    }

    static RpcException translate(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RpcException rpc) {
            return rpc;
        }
        if (cause instanceof StoreException store && store.kind().temporary()) {
            return new RpcException(StatusCode.UNAVAILABLE, "the database failed: " + store.kind(), store);
        }
        LOG.warn("an unexpected failure of the store", cause);
        return new RpcException(StatusCode.INTERNAL, "an unexpected failure of the store", cause);
    }
}
