package io.minirpc.gochat.route.memory;

import io.minirpc.gochat.route.Route;
import io.minirpc.gochat.route.Routes;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Routes in this process. Thread-safe. */
public final class MemoryRoutes implements Routes {
    /** By user, then by connection; the inner maps never change. */
    private final Map<Long, Map<String, Route>> routes = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Void> add(long user, Route route) {
        routes.merge(user, Map.of(route.connection(), route), MemoryRoutes::union);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> remove(long user, String connection) {
        routes.computeIfPresent(user, (id, before) -> {
            Map<String, Route> left = new HashMap<>(before);
            left.remove(connection);
            return left.isEmpty() ? null : Map.copyOf(left);
        });
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Map<Long, List<Route>>> find(Collection<Long> users) {
        Map<Long, List<Route>> found = new HashMap<>();
        for (Long user : users) {
            Map<String, Route> of = routes.get(user);
            if (of != null) {
                found.put(user, List.copyOf(of.values()));
            }
        }
        return CompletableFuture.completedFuture(found);
    }

    private static Map<String, Route> union(Map<String, Route> before, Map<String, Route> added) {
        Map<String, Route> all = new HashMap<>(before);
        all.putAll(added);
        return Map.copyOf(all);
    }
}
