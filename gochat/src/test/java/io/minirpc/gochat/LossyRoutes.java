package io.minirpc.gochat;

import io.minirpc.gochat.route.Route;
import io.minirpc.gochat.route.Routes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Routes that fail or are forgotten as told, as those of a Redis that is away or was emptied. */
final class LossyRoutes {
    private final Queue<Supplier<CompletionStage<Void>>> removals = new ConcurrentLinkedQueue<>();
    volatile boolean failing;

    /** Removes all that were added so far. */
    void forget() {
        CompletableFuture.allOf(removals.stream()
                        .map(removal -> removal.get().toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }

    /** Returns routes that fail or are forgotten beside the other ones. */
    Routes over(Routes routes) {
        return new Routes() {
            @Override
            public CompletionStage<Void> add(long user, Route route) {
                removals.add(() -> routes.remove(user, route.connection()));
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

            @Override
            public CompletionStage<Set<Long>> online(Collection<Long> users) {
                return routes.online(users);
            }
        };
    }
}
