package io.minirpc.internal;

import io.minirpc.Reply;
import java.util.concurrent.CompletableFuture;

/** A reply to come from where the calls themselves are made, which is known not to fail. */
public final class ReplyFuture extends CompletableFuture<Reply> {
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
