package io.minirpc.server;

import org.jspecify.annotations.Nullable;

/**
 * A method of a service that returns its reply. Called by many threads at once.
 *
 * @param <Q> the arguments
 * @param <R> the reply
 */
@FunctionalInterface
public interface BlockingHandler<Q, R> {
    /**
     * Answers a call.
     *
     * @param arguments the arguments; null for methods without any, and where the only argument is null
     * @return the reply; null from methods that return nothing
     * @throws Exception what the method declares reaches the caller as itself, an {@link io.minirpc.RpcException} with
     *     its code and message, anything else as INTERNAL without its text
     */
    @Nullable
    R handle(Q arguments) throws Exception;
}
