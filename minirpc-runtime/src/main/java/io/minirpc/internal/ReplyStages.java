package io.minirpc.internal;

import io.minirpc.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Helpers for stages that keep the promise of {@link io.minirpc.Invoker}: they never fail. */
public final class ReplyStages {
    private ReplyStages() {}

    /**
     * Runs an action with the reply, and returns a stage that completes after it. A stage that is complete already is
     * returned itself, since most calls of a server end on the thread that they started on.
     */
    public static CompletionStage<Reply> onEnd(CompletionStage<Reply> stage, Consumer<? super Reply> action) {
        if (stage instanceof CompletableFuture<Reply> future && future.isDone()) {
            action.accept(future.join());
            return stage;
        }
        return stage.thenApply(reply -> {
            action.accept(reply);
            return reply;
        });
    }
}
