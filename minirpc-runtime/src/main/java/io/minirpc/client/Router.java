package io.minirpc.client;

import io.minirpc.MethodDescriptor;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Finds the connection for each call of a client. Thread-safe. */
interface Router {
    /**
     * Chooses where a call is to go, for filters that want to know before it goes there; null where no server is known
     * yet or none can be reached. A choice that is not made use of costs nothing.
     */
    <Q> @Nullable Chosen choose(MethodDescriptor<Q, ?> method, @Nullable Q arguments, @Nullable String hashKey);

    /**
     * Takes a call over and sees to it that it ends.
     *
     * @param timeoutNanos how long the call may take from now on
     * @param hashKey what the caller wants calls to be told apart by, or null for what the method says
     * @param chosen where the call is to go, if that is still possible; null for anywhere
     */
    <Q> void start(
            PendingCall call,
            MethodDescriptor<Q, ?> method,
            @Nullable Q arguments,
            long timeoutNanos,
            @Nullable String hashKey,
            @Nullable Chosen chosen);

    /** Says where calls go that have not found a server yet, for messages. */
    String destination();

    /** Ends all connections with all calls on them; returns what completes then. */
    CompletableFuture<Void> close();
}
