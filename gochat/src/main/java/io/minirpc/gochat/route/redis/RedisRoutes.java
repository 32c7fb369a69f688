package io.minirpc.gochat.route.redis;

import io.minirpc.gochat.route.Route;
import io.minirpc.gochat.route.Routes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Routes in Redis: for each user a hash with a field for each connection, whose value is the gateway. Removing a
 * connection is exact, since the field is its id. A hash is forgotten 10 minutes after it was last written.
 * Thread-safe.
 */
final class RedisRoutes implements Routes {
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    /** The most routes of a user that are looked at; a user has fewer connections. */
    private static final int MAX_ROUTES = 1_000;

    private static final int MAX_AT_ONCE = 1_000;

    private final Keys keys;
    private final Entries entries;
    private final Pacer writes;
    private final GoneGateways gone;

    RedisRoutes(Keys keys, Entries entries, Pacer writes, GoneGateways gone) {
        this.keys = keys;
        this.entries = entries;
        this.writes = writes;
        this.gone = gone;
    }

    @Override
    public CompletionStage<Void> add(long user, Route route) {
        String key = keys.routes(user);
        byte[] gateway = route.gateway().getBytes(StandardCharsets.UTF_8);
        return writes.submit(() -> entries.call(key, redis -> {
            CompletionStage<Boolean> written = redis.hset(key, route.connection(), gateway);
            return redis.expire(key, FORGOTTEN).thenCombine(written, (expires, isNew) -> (Void) null);
        }));
    }

    @Override
    public CompletionStage<Void> remove(long user, String connection) {
        String key = keys.routes(user);
        return writes.submit(() ->
                entries.call(key, redis -> redis.hdel(key, connection).thenApply(count -> (Void) null)));
    }

    @Override
    public CompletionStage<Map<Long, List<Route>>> find(Collection<Long> users) {
        return read(users).thenApply(found -> {
            found.forEach((user, routes) -> gone.met(keys.routes(user), routes));
            return found;
        });
    }

    /** The gateways of users whose lease has run out are left out. */
    @Override
    public CompletionStage<Set<Long>> online(Collection<Long> users) {
        return read(users).thenCompose(found -> {
            Set<String> gateways = found.values().stream()
                    .flatMap(List::stream)
                    .map(Route::gateway)
                    .collect(Collectors.toSet());
            return gone.withLease(gateways).thenApply(alive -> {
                found.forEach((user, routes) -> gone.met(keys.routes(user), routes));
                return online(found, alive);
            });
        });
    }

    private static Set<Long> online(Map<Long, List<Route>> found, Set<String> alive) {
        Set<Long> online = new HashSet<>();
        found.forEach((user, routes) -> {
            if (routes.stream().anyMatch(route -> alive.contains(route.gateway()))) {
                online.add(user);
            }
        });
        return online;
    }

    /** Reads so many at a time, so that a large group does not fill the queue of the connection. */
    private CompletableFuture<Map<Long, List<Route>>> read(Collection<Long> users) {
        List<Long> all = List.copyOf(users);
        CompletableFuture<Map<Long, List<Route>>> found = readSome(all.subList(0, Math.min(all.size(), MAX_AT_ONCE)));
        for (int from = MAX_AT_ONCE; from < all.size(); from += MAX_AT_ONCE) {
            List<Long> next = all.subList(from, Math.min(all.size(), from + MAX_AT_ONCE));
            found = found.thenCompose(before -> readSome(next).thenApply(after -> {
                before.putAll(after);
                return before;
            }));
        }
        return found;
    }

    private CompletableFuture<Map<Long, List<Route>>> readSome(Collection<Long> users) {
        Map<Long, CompletableFuture<Map<String, byte[]>>> answers = new LinkedHashMap<>();
        for (Long user : users) {
            String key = keys.routes(user);
            answers.computeIfAbsent(user, ignored -> entries.call(key, redis -> redis.hgetall(key)));
        }
        return CompletableFuture.allOf(answers.values().toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    Map<Long, List<Route>> found = new HashMap<>();
                    answers.forEach((user, answer) -> {
                        if (!answer.join().isEmpty()) {
                            found.put(user, routes(answer.join()));
                        }
                    });
                    return found;
                });
    }

    private static List<Route> routes(Map<String, byte[]> fields) {
        List<Route> routes = new ArrayList<>();
        fields.entrySet().stream()
                .limit(MAX_ROUTES)
                .forEach(field ->
                        routes.add(new Route(field.getKey(), new String(field.getValue(), StandardCharsets.UTF_8))));
        return routes;
    }
}
