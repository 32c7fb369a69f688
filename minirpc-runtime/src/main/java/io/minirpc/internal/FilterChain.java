package io.minirpc.internal;

import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Puts filters together, once, when a client or a server is built. */
public final class FilterChain {
    private FilterChain() {}

    /**
     * Returns filters around an invoker, in the order added: the first is the outermost, sees calls first and replies
     * last. Without filters that is the invoker itself.
     *
     * @param last what the filters are around, which keeps to what {@link Invoker#invoke} says
     */
    public static Invoker of(List<Filter> filters, Invoker last) {
        Invoker chain = last;
        for (int i = filters.size() - 1; i >= 0; i--) {
            chain = new Link(filters.get(i), chain);
        }
        return chain;
    }

    /** A filter and what is behind it; whatever the filter does wrong becomes a reply. */
    private record Link(Filter filter, Invoker next) implements Invoker {
        @Override
        public CompletionStage<Reply> invoke(Invocation call) {
            CompletionStage<Reply> stage;
            try {
                stage = filter.filter(call, next);
            } catch (Throwable thrown) {
                return failed(call, thrown);
            }
            if (stage instanceof ReplyFuture) {
                return stage; // from behind the filter, and never fails
            }
            if (stage == null) {
                return failed(call, new NullPointerException(filter + " returned null (expected: a stage)"));
            }
            // Subclasses may throw from isDone() and the like, as the stage of completedStage() does.
            if (stage.getClass() == CompletableFuture.class && stage instanceof CompletableFuture<Reply> future) {
                return future.isDone()
                        ? checked(call, future)
                        : future.handle((reply, thrown) -> checked(call, reply, thrown));
            }
            return followed(call, stage);
        }

        /** Follows a stage of a user's class, which may complete twice or throw from any method. */
        private CompletionStage<Reply> followed(Invocation call, CompletionStage<Reply> stage) {
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            try {
                stage.whenComplete((ended, thrown) -> reply.complete(checked(call, ended, thrown)));
            } catch (Throwable thrown) {
                reply.complete(Reply.failed(call.method(), thrown));
            }
            return reply;
        }

        private CompletionStage<Reply> checked(Invocation call, CompletableFuture<Reply> done) {
            if (!done.isCompletedExceptionally() && done.getNow(null) != null) {
                return done;
            }
            return done.handle((reply, thrown) -> checked(call, reply, thrown));
        }

        @SuppressWarnings("ConstantValue") // whoever writes filters may not know
        private Reply checked(Invocation call, Reply reply, Throwable thrown) {
            if (thrown == null && reply == null) {
                return Reply.failed(
                        call.method(), new NullPointerException(filter + " replied null (expected: a Reply)"));
            }
            return thrown == null ? reply : Reply.failed(call.method(), thrown);
        }

        private static CompletionStage<Reply> failed(Invocation call, Throwable thrown) {
            return CompletableFuture.completedFuture(Reply.failed(call.method(), thrown));
        }
    }
}
