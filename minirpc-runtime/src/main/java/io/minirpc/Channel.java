package io.minirpc;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The way of a generated stub's calls to a server and of their outcome back. {@code RpcClient} is one. Implementations
 * are thread-safe.
 */
public interface Channel {
    /**
     * Starts a call and returns at once.
     *
     * @param method the method to call
     * @param arguments its arguments, or null for methods without any or where the only argument is null
     * @return the reply; fails with {@link RpcException}, or with the exception the method declares and the service
     *     threw. Never throws for what goes wrong with a call.
     */
    <Q, R> CompletableFuture<R> call(MethodDescriptor<Q, R> method, @Nullable Q arguments);

    /**
     * Makes a call and waits for its outcome.
     *
     * @param method the method to call
     * @param arguments its arguments, or null for methods without any or where the only argument is null
     * @return the reply, null where the service answered null
     * @throws RpcException if the call failed; an exception that the method declares is thrown as itself, although it
     *     may be a checked one
     */
    <Q, R> R callBlocking(MethodDescriptor<Q, R> method, @Nullable Q arguments);
}
