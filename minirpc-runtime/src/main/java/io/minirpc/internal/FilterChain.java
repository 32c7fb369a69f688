package io.minirpc.internal;

import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Composes filters, once, when a client or a server is built. */
public final class FilterChain {
    private FilterChain() {}

    /**
     * Returns filters around an invoker, in the order added: the first is the outermost, sees calls first and replies
     * last. Without filters that is the invoker itself.
     *
     * @param last the innermost invoker, which must keep the promise of {@link Invoker#invoke}
     */
    public static Invoker of(List<Filter> filters, Invoker last) {
        Invoker chain = last;
        for (int i = filters.size() - 1; i >= 0; i--) {
            chain = new Link(filters.get(i), chain);
        }
        return chain;
    }

    /** A filter and the rest of the way. Whatever the filter does wrong becomes a reply, so the stage never fails. */
    private record Link(Filter filter, Invoker next) implements Invoker {
        @Override
        public CompletionStage<Reply> invoke(Invocation call) {
            CompletionStage<Reply> stage;
            try {
                stage = filter.filter(call, next);
            } catch (Throwable thrown) {
                return checked(call, null, thrown).completed();
            }
            if (stage instanceof ReplyFuture) {
                return stage; // from behind the filter, and never fails
            }
            if (stage == null) {
                return checked(call, null, new NullPointerException(filter + " returned null (expected: a stage)"))
                        .completed();
            }
            // Subclasses may throw from isDone() and the like, as the stage of completedStage() does.
            return stage.getClass() == CompletableFuture.class && stage instanceof CompletableFuture<Reply> future
                    ? checked(call, future)
                    : followed(call, stage);
        }

        private CompletionStage<Reply> checked(Invocation call, CompletableFuture<Reply> future) {
            if (!future.isDone() || future.isCompletedExceptionally()) {
                return future.handle((reply, thrown) -> checked(call, reply, thrown));
            }
            Reply given = future.join();
            Reply reply = checked(call, given, null);
            return reply == given ? future : reply.completed();
        }

        /** Follows a stage of a user's class, which may complete twice or throw from any method. */
        private CompletionStage<Reply> followed(Invocation call, CompletionStage<Reply> stage) {
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            try {
                stage.whenComplete((ended, thrown) -> reply.complete(checked(call, ended, thrown)));
            } catch (Throwable thrown) {
                reply.complete(checked(call, null, thrown));
            }
            return reply;
        }

        /** Returns the reply, or the failure of a filter; on a server with the frames of the call. */
        private Reply checked(Invocation call, @Nullable Reply given, @Nullable Throwable thrown) {
            Reply reply = given;
            if (thrown != null) {
                reply = Reply.failed(call.method(), thrown);
            } else if (reply == null) {
                reply = Reply.failed(
                        call.method(), new NullPointerException(filter + " replied null (expected: a Reply)"));
            }
            ExchangeSource exchange = Internals.get().exchangeOf(call);
            return exchange == null ? reply : Internals.get().withExchange(reply, exchange);
        }
    }
}
