package io.minirpc.filter;

import io.minirpc.CallContext;
import io.minirpc.Invocation;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.internal.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** A call that ends at its deadline, or before. Thread-safe. */
final class TimedCall {
    private final Invocation call;
    private final CallContext part;
    private final Duration allowed;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();

    /** True once the call has ended or its deadline has passed. */
    private final AtomicBoolean isOver = new AtomicBoolean();

    private final Future<?> timer;

    /** @param part the context of what is inside */
    TimedCall(Invocation call, CallContext part, long nanos) {
        this.call = call;
        this.part = part;
        allowed = Duration.ofNanos(nanos);
        timer = Timers.start(nanos, this::expire);
    }

    CompletionStage<Reply> reply() {
        return reply;
    }

    void end(Reply ended) {
        if (isOver.compareAndSet(false, true)) {
            timer.cancel(false);
            answer(ended);
        }
    }

    /** Answers with the outcome, or as late if the context has ended a moment before the timer. */
    private void answer(Reply ended) {
        if (part.remainingNanos() > 0 || ended.code() == StatusCode.DEADLINE_EXCEEDED) {
            reply.complete(ended);
        } else {
            answerLate();
        }
    }

    private void expire() {
        if (isOver.compareAndSet(false, true)) {
            part.cancel();
            answerLate();
        }
    }

    private void answerLate() {
        RpcException late = new RpcException(
                StatusCode.DEADLINE_EXCEEDED,
                call.method() + ": no reply within " + allowed.toMillis() + " ms, the call was cancelled");
        call.context().run(() -> reply.complete(Reply.failed(call.method(), late)));
    }
}
