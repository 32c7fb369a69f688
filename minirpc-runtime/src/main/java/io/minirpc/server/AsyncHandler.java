package io.minirpc.server;

import java.util.concurrent.CompletionStage;

/**
 * A method of a service whose reply comes later. Called by many threads at once.
 *
 * @param <Q> the arguments
 * @param <R> the reply
 */
@FunctionalInterface
public interface AsyncHandler<Q, R> {
    /**
     * Starts answering a call.
     *
     * @param arguments the arguments; null for methods without any, and where the only argument is null
     * @return the reply to come, never null; it may be completed by any thread
     * @throws Exception as if the stage had failed with it; see {@link BlockingHandler#handle}
     */
    CompletionStage<? extends R> handle(Q arguments) throws Exception;
}
