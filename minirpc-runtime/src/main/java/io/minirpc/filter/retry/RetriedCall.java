package io.minirpc.filter.retry;

import io.minirpc.CallContext;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.internal.Internals;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A call and its attempts, one after the other. Each hands over to the next, so there is nothing to lock. */
final class RetriedCall {
    private final RetryFilter filter;
    private final Invocation call;
    private final Invoker next;
    private final CompletableFuture<Reply> result = new CompletableFuture<>();
    private final FailedAttempts failures = new FailedAttempts();
    private int retries;

    RetriedCall(RetryFilter filter, Invocation call, Invoker next) {
        this.filter = filter;
        this.call = call;
        this.next = next;
    }

    CompletionStage<Reply> start() {
        attempt();
        return result;
    }

    private void attempt() {
        Invocation attempt = retries == 0 ? call : call.withMetadata(RetryFilter.ATTEMPT, Integer.toString(retries));
        Duration timeout = filter.attemptTimeout();
        Invocation timed = timeout == null ? attempt : attempt.withTimeout(timeout);
        next.invoke(timed).thenAccept(reply -> ended(timed, reply));
    }

    private void ended(Invocation attempt, Reply reply) {
        if (reply.isOk()) {
            end(reply);
            return;
        }
        RetryPolicy policy = filter.policy(call.method());
        PushBack pushBack = PushBack.of(reply);
        if (policy.maxAttempts() == 1
                || call.context().isCancelled()
                || !filter.isWorthRetrying(call, attempt, reply)
                || (pushBack != null && pushBack.isFinal())) {
            end(failures.last(call.method(), reply));
        } else if (retries + 1 == policy.maxAttempts()) {
            end(failures.lastOfAll(call.method(), reply));
        } else {
            retry(reply, filter.waitNanos(policy, retries, pushBack));
        }
    }

    private void retry(Reply reply, long waitNanos) {
        if (call.context().remainingNanos() <= waitNanos) {
            end(failures.last(call.method(), reply));
        } else if (!filter.budget().take()) {
            end(failures.lastOfAll(call.method(), reply));
        } else {
            failures.add(reply);
            retries++;
            pause(waitNanos);
        }
    }

    private void pause(long nanos) {
        CallContext context = call.context();
        Pause pause = filter.pause(nanos);
        Runnable cancel = () -> {
            if (pause.end()) {
                end(cancelled());
            }
        };
        Internals.get().onEarlyCancel(context, cancel); // no timer is needed: the pause ends before the deadline
        pause.thenGoOn(() -> {
            Internals.get().forget(context, cancel);
            context.run(this::attempt);
        });
    }

    private Reply cancelled() {
        String message = call.method() + ": the caller cancelled the call while it waited to be retried";
        Reply reply = Reply.failed(call.method(), new RpcException(StatusCode.CANCELLED, message));
        return failures.last(call.method(), reply);
    }

    private void end(Reply reply) {
        Internals.get().runIn(call.context(), () -> result.complete(reply));
    }
}
