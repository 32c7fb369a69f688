package io.minirpc.filter.retry;

import io.minirpc.CallContext;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.Reply;
import io.minirpc.internal.Internals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A call and its attempts, side by side. Thread-safe; locks itself, never while code of others runs. */
final class HedgedCall {
    private final HedgingFilter filter;
    private final HedgePolicy policy;
    private final Invocation call;
    private final Invoker next;
    private final CompletableFuture<Reply> result = new CompletableFuture<>();
    private final FailedAttempts failures = new FailedAttempts();
    private final List<CallContext> inFlight = new ArrayList<>(2);
    private int started;
    private boolean mayHedge = true;
    private boolean hasEnded;
    private @Nullable Pause pause;

    HedgedCall(HedgingFilter filter, HedgePolicy policy, Invocation call, Invoker next) {
        this.filter = filter;
        this.policy = policy;
        this.call = call;
        this.next = next;
    }

    CompletionStage<Reply> start() {
        attempt();
        return result;
    }

    private void attempt() {
        Invocation attempt = call.withContext(call.context().fork());
        CallContext context = attempt.context();
        if (!begin(context)) {
            return;
        }
        next.invoke(attempt).thenAccept(reply -> ended(context, reply));
        waitForIt(policy.delay().toNanos());
    }

    private synchronized boolean begin(CallContext attempt) {
        if (hasEnded || started == policy.maxAttempts()) {
            return false;
        }
        started++;
        inFlight.add(attempt);
        return true;
    }

    /** Has another attempt made after a time, unless the call ends before or has had its attempts. */
    private void waitForIt(long nanos) {
        Pause begun;
        synchronized (this) {
            if (hasEnded || !mayHedge || started >= policy.maxAttempts()) {
                return;
            }
            if (pause != null) {
                pause.end();
            }
            begun = filter.pause(nanos);
            pause = begun;
        }
        begun.thenGoOn(this::hedge);
    }

    private void hedge() {
        CallContext context = call.context();
        boolean isWanted = !result.isDone() && !context.isCancelled();
        if (isWanted && filter.budget().take()) {
            context.run(this::attempt);
        }
    }

    private void ended(CallContext attempt, Reply reply) {
        PushBack pushBack = reply.isOk() ? null : PushBack.of(reply);
        Reply last;
        synchronized (this) {
            if (hasEnded) {
                return;
            }
            inFlight.remove(attempt);
            if (mayWaitForOthers(reply)) {
                failures.add(reply);
                mayHedge &= pushBack == null || !pushBack.isFinal();
                last = null;
            } else {
                hasEnded = true;
                last = reply.isOk() ? reply : failures.last(call.method(), reply);
            }
        }
        if (last != null) {
            end(last);
        } else if (pushBack != null) {
            pushBack(pushBack);
        }
    }

    private boolean mayWaitForOthers(Reply reply) {
        return !reply.isOk() && !inFlight.isEmpty() && filter.isPassing(reply);
    }

    private void pushBack(PushBack pushBack) {
        if (pushBack.isFinal()) {
            stopPause();
        } else {
            waitForIt(Math.max(policy.delay().toNanos(), pushBack.nanos()));
        }
    }

    private void end(Reply reply) {
        stopPause();
        inFlight.forEach(CallContext::cancel); // which nobody changes any more
        Internals.get().runIn(call.context(), () -> result.complete(reply));
    }

    private void stopPause() {
        Pause last;
        synchronized (this) {
            last = pause;
        }
        if (last != null) {
            last.end();
        }
    }
}
