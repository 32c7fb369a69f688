package io.minirpc;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Code around calls, the same on either side: it may act before a call and after it, change what is sent and what comes
 * back, make the call several times or not at all.
 *
 * <pre>{@code
 * Filter timing = (call, next) -> {
 *   long start = System.nanoTime();
 *   return next.invoke(call).thenApply(reply -> {
 *     record(call.method(), reply.code(), System.nanoTime() - start);
 *     return reply;
 *   });
 * };
 * }</pre>
 *
 * Filters are thread-safe, since calls come from many threads, and never block: before {@code next} they run on the
 * caller's thread or the handler's, after it on whichever thread brings the reply, most often an event loop. Both parts
 * run in the {@link CallContext} of the call. Where the filters are put together is said at
 * {@code RpcClientBuilder.filter} and {@code RpcServerBuilder.filter}.
 */
@FunctionalInterface
public interface Filter {
    /**
     * Handles a call.
     *
     * @param call what is called, by whom, until when
     * @param next the rest of the way; may be called any number of times, with this invocation or one made from it
     * @return the reply to come, never null; a failed call is a {@link Reply} too. What is thrown here, and what the
     *     stage fails with, becomes such a reply for the filters outside of this one.
     */
    CompletionStage<Reply> filter(Invocation call, Invoker next);

    /** Returns this filter for some methods only; the calls of others go past it. */
    default Filter onlyFor(Predicate<? super MethodDescriptor<?, ?>> methods) {
        requireNonNull(methods, "methods");
        return (call, next) -> methods.test(call.method()) ? filter(call, next) : next.invoke(call);
    }
}
