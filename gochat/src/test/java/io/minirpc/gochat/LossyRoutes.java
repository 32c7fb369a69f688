package io.minirpc.gochat;

import io.minirpc.gochat.route.Route;
import io.minirpc.gochat.route.Routes;
import io.minirpc.gochat.route.memory.MemoryRoutes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Routes that fail or are forgotten as told, as those of a Redis that is away or was emptied. */
final class LossyRoutes implements Routes {
    private volatile Routes routes = new MemoryRoutes();
    volatile boolean failing;

    void forget() {
        routes = new MemoryRoutes();
    }

    @Override
    public CompletionStage<Void> add(long user, Route route) {
        return routes.add(user, route);
    }

    @Override
    public CompletionStage<Void> remove(long user, String connection) {
        return routes.remove(user, connection);
    }

    @Override
    public CompletionStage<Map<Long, List<Route>>> find(Collection<Long> users) {
        return failing
                ? CompletableFuture.failedStage(new IllegalStateException("routes are away"))
                : routes.find(users);
    }
}
