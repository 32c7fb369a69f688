package io.minirpc.client;

import io.minirpc.CallContext;
import io.minirpc.Invocation;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.internal.CancellingFuture;
import io.minirpc.internal.Internals;
import io.minirpc.internal.Timers;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The future of a call that goes through filters. It ends soon after the deadline, whatever the filters do, and cancels
 * all attempts when it ends.
 */
final class FilteredFuture<R> extends CancellingFuture<R> {
    private final Invocation call;
    private final @Nullable CallContext caller;
    private final @Nullable Executor executor;
    private volatile @Nullable Future<?> timer;

    /** @param caller the context in which the future is completed, or null for none */
    FilteredFuture(Invocation call, @Nullable CallContext caller, @Nullable Executor executor) {
        this.call = call;
        this.caller = caller;
        this.executor = executor;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with this future
    void endWith(CompletionStage<Reply> stage) {
        stage.thenAccept(reply -> Internals.get().runIn(caller, () -> end(reply)));
        if (!isDone() && !endsByItself(stage)) {
            Future<?> started = Timers.start(call.context().remainingNanos() + Waiting.PATIENCE_NANOS, this::expire);
            timer = started;
            if (isDone()) {
                started.cancel(false);
            }
        }
    }

    /** Returns whether a stage is an attempt, with no filter around it, that ends within this call's time. */
    private boolean endsByItself(CompletionStage<Reply> stage) {
        long remaining = call.context().remainingNanos();
        return stage instanceof FilteredCall.PendingReply attempt
                && attempt.deadlineNanos() - System.nanoTime() <= remaining + Waiting.PATIENCE_NANOS;
    }

    @SuppressWarnings({"NullAway", "unchecked"}) // a filter that replaces the value must keep its type
    private void end(Reply reply) {
        Throwable failure = reply.failure();
        if (failure == null) {
            succeed((R) reply.value());
        } else {
            fail(failure);
        }
        stopTimer(); // after completion, so that either this or endWith sees the other
    }

    private void stopTimer() {
        Future<?> started = timer;
        if (started != null) {
            started.cancel(false);
        }
    }

    private void expire() {
        RpcException late = FilteredCalls.unanswered(call);
        Callbacks.run(
                executor,
                System.nanoTime(),
                () -> Internals.get().runIn(caller, () -> {
                    if (fail(late)) {
                        cancelCall();
                    }
                }));
    }

    @Override
    protected void cancelCall() {
        stopTimer();
        call.context().cancel();
    }
}
