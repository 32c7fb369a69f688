package io.minirpc.client;

import io.minirpc.CallContext;
import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.internal.FilterChain;
import io.minirpc.internal.Internals;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The way of a client's calls through its filters. Thread-safe. */
final class FilteredCalls {
    private final Router router;
    private final @Nullable Executor executor;
    private final long callTimeoutNanos;
    private final Invoker chain;
    private final Invoker attempts;

    /** @param callTimeoutNanos how long calls may take that a filter has taken out of their context */
    FilteredCalls(
            List<Filter> filters,
            List<Filter> attemptFilters,
            Router router,
            @Nullable Executor executor,
            long callTimeoutNanos) {
        this.router = router;
        this.executor = executor;
        this.callTimeoutNanos = callTimeoutNanos;
        // stub -> filters, the first added outermost, once a call -> balancer
        //      -> attempt filters, the first added outermost, once for each time that a filter has called next
        //      -> connection
        attempts = FilterChain.of(attemptFilters, this::start);
        chain = FilterChain.of(filters, attemptFilters.isEmpty() ? this::start : this::attempt);
    }

    /** Makes a call whose outcome is told in the caller's context, or outside of any. */
    <R> CompletableFuture<R> call(Invocation call, @Nullable CallContext caller) {
        FilteredFuture<R> future = new FilteredFuture<>(call, caller, executor);
        future.endWith(chain.invoke(call));
        return future;
    }

    /**
     * Makes a call and waits for its outcome.
     *
     * @throws Throwable what the call failed with
     */
    @Nullable
    Object callBlocking(Invocation call) throws Throwable {
        Reply reply = await(call, chain.invoke(call).toCompletableFuture());
        Throwable failure = reply.failure();
        if (failure == null) {
            return reply.value();
        }
        throw failure instanceof RpcException rpc ? Internals.get().thrownHere(rpc) : failure;
    }

    private static Reply await(Invocation call, CompletableFuture<Reply> reply) throws Exception {
        long deadline = System.nanoTime() + call.context().remainingNanos(); // a call always has one
        switch (Waiting.await(new ReplyWaiter(reply), deadline)) {
            case DONE -> {
                return reply.get();
            }
            case LATE -> {
                call.context().cancel();
                throw unanswered(call);
            }
            default -> {
                call.context().cancel();
                throw new RpcException(StatusCode.CANCELLED, call.method() + ": the waiting thread was interrupted");
            }
        }
    }

    /** Returns the failure of a call whose filters have not answered in time. */
    static RpcException unanswered(Invocation call) {
        return new RpcException(
                StatusCode.DEADLINE_EXCEEDED, call.method() + ": the deadline passed, and no filter has answered");
    }

    /** Has the balancer choose a server, which attempt filters then know. */
    private CompletionStage<Reply> attempt(Invocation call) {
        Selection selection;
        try {
            selection = router.select(call);
        } catch (Throwable e) { // by a balancer or the function for the call's key
            CallFailure why = CallFailure.broken("no server can be chosen", e, true);
            return CompletableFuture.completedFuture(
                    Reply.failed(call.method(), why.toException(call.method(), router.destination())));
        }
        return attempts.invoke(
                selection == null ? call : Internals.get().withPeer(call, selection.address(), selection));
    }

    private CompletionStage<Reply> start(Invocation call) {
        CallContext context = call.context();
        long timeout = context.hasDeadline() ? context.remainingNanos() : callTimeoutNanos;
        FilteredCall pending = new FilteredCall(call, System.nanoTime() + timeout, router.destination(), executor);
        if (timeout <= 0) {
            pending.end(CallFailure.notExecuted(StatusCode.DEADLINE_EXCEEDED, "the deadline has passed"));
        } else if (Internals.get().isCancelledEarly(context)) {
            pending.end(CallFailure.cancelled(true));
        } else {
            router.start(pending, (Selection) Internals.get().attachmentOf(call));
        }
        return pending.reply();
    }

    /** A thread that waits for the reply of filters. */
    private record ReplyWaiter(CompletableFuture<Reply> reply) implements Waiting.Waiter {
        @Override
        public boolean isDone() {
            return reply.isDone();
        }

        @Override
        public void park(long nanos) {
            try {
                reply.get(nanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                // The caller looks.
            }
        }
    }
}
