package io.minirpc.client;

import io.minirpc.Invocation;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Finds the connection for each call of a client. Thread-safe. */
interface Router {
    /**
     * Chooses where a call is to go, for filters that want to know before it goes there; null where no server is known
     * yet or none can be reached. A choice that is not made use of costs nothing.
     */
    @Nullable
    Chosen choose(Invocation call);

    /**
     * Starts a call, and makes sure that it ends.
     *
     * @param chosen where the call is to go, if that is still possible; null for anywhere
     */
    void start(PendingCall call, @Nullable Chosen chosen);

    /** Says where calls go that have not found a server yet, for messages. */
    String destination();

    /** Ends all connections with all calls on them; returns what completes then. */
    CompletableFuture<Void> close();
}
