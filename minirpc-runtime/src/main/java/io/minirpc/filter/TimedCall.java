package io.minirpc.filter;

import io.minirpc.CallContext;
import io.minirpc.Invocation;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A call that ends at its deadline, or before. Thread-safe. */
final class TimedCall {
    private final Invocation call;
    private final CallContext part;
    private final Duration allowed;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();

    /** Says who was first, the deadline or an end of the call; the JDK drops its timer when it is the latter. */
    private final CompletableFuture<Boolean> expiry = new CompletableFuture<>();

    /** @param part the context of what is inside */
    TimedCall(Invocation call, CallContext part, long nanos) {
        this.call = call;
        this.part = part;
        allowed = Duration.ofNanos(nanos);
        CompletionStage<Boolean> first = expiry.completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS);
        first.thenAccept(expired -> {
            if (expired) {
                // Not on the JDK's timer thread, which everybody shares: who waits for the reply may take a while.
                expiry.defaultExecutor().execute(this::expire);
            }
        });
    }

    CompletionStage<Reply> reply() {
        return reply;
    }

    void end(@Nullable Reply ended, @Nullable Throwable thrown) {
        if (expiry.complete(false)) {
            reply.complete(thrown == null && ended != null ? ended : failed(thrown));
        }
    }

    private Reply failed(@Nullable Throwable thrown) {
        Throwable why = thrown == null ? new NullPointerException("a reply of null (expected: a Reply)") : thrown;
        return Reply.failed(call.method(), why);
    }

    private void expire() {
        part.cancel();
        RpcException late = new RpcException(
                StatusCode.DEADLINE_EXCEEDED,
                call.method() + ": no reply within " + allowed.toMillis() + " ms, the call was given up");
        call.context().run(() -> reply.complete(Reply.failed(call.method(), late)));
    }
}
