package io.minirpc.client;

import io.minirpc.Invocation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Finds the connection for each call of a client. Thread-safe. */
interface Router {
    /**
     * Selects the endpoint of an attempt, for filters that want to know it before the call goes there; returns null if
     * no endpoint is known. A selection that is not used costs nothing.
     */
    @Nullable
    Selection select(Invocation call);

    /**
     * Starts a call, and makes sure that it ends.
     *
     * @param selection the endpoint to use, if it can still be reached; null to choose one
     */
    void start(PendingCall call, @Nullable Selection selection);

    /** Returns the endpoints of a service; none without a registry, and before the service's first call. */
    default List<EndpointStatus> status(String service) {
        return List.of();
    }

    /** Returns the destination of calls that have no server yet, for messages. */
    String destination();

    /** Ends all connections with all calls on them; returns a future of their end. */
    CompletableFuture<Void> close();
}
