package io.minirpc.gochat.route.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.minirpc.gochat.route.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Gateways that nobody hears: a push to them reached no subscriber. Entries that name one are deleted by whoever meets
 * them, if the gateway has no lease either. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is not deleted now is met again
final class GoneGateways {
    private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int MAX_GATEWAYS = 10_000;

    /** Deletes if there is no lease, which a gateway takes before it writes anything. */
    private static final String DELETE_ROUTES =
            "if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end local n = 0 for i = 2, #ARGV do "
                    + "if redis.call('HGET', KEYS[1], ARGV[i]) == ARGV[1] then n = n + redis.call('HDEL', KEYS[1], ARGV[i]) end end return n";

    private static final String DELETE_MEMBER =
            "if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end return redis.call('SREM', KEYS[1], ARGV[1])";

    private final Keys keys;
    private final Link<StatefulRedisConnection<String, byte[]>> link;
    private final Map<String, Long> gateways = new ConcurrentHashMap<>();

    GoneGateways(Keys keys, Link<StatefulRedisConnection<String, byte[]>> link) {
        this.keys = keys;
        this.link = link;
    }

    /** Notes that nobody received a push to a gateway. */
    void unheard(String gateway) {
        if (gateways.size() < MAX_GATEWAYS) {
            gateways.put(gateway, System.nanoTime());
        }
    }

    /** Notes that somebody received a push to a gateway. */
    void heard(String gateway) {
        if (!gateways.isEmpty()) {
            gateways.remove(gateway);
        }
    }

    /** Forgets what was noted long ago. */
    void sweep() {
        long now = System.nanoTime();
        gateways.values().removeIf(noted -> now - noted > REMEMBERED_NANOS);
    }

    /** Looks at the routes of a user, as they were read. */
    void met(String key, List<Route> routes) {
        if (gateways.isEmpty()) {
            return;
        }
        Set<String> named = new HashSet<>();
        routes.forEach(route -> named.add(route.gateway()));
        for (String gateway : named) {
            if (gateways.containsKey(gateway)) {
                List<byte[]> arguments = new ArrayList<>(List.of(bytes(gateway)));
                routes.stream()
                        .filter(route -> route.gateway().equals(gateway))
                        .forEach(route -> arguments.add(bytes(route.connection())));
                delete(DELETE_ROUTES, key, gateway, arguments);
            }
        }
    }

    /** Looks at the gateways of a group, as they were read. */
    void metMembers(String key, Collection<String> members) {
        if (!gateways.isEmpty()) {
            members.stream()
                    .filter(gateways::containsKey)
                    .forEach(gateway -> delete(DELETE_MEMBER, key, gateway, List.of(bytes(gateway))));
        }
    }

    private void delete(String script, String key, String gateway, List<byte[]> arguments) {
        String[] scriptKeys = {key, keys.lease(gateway)};
        link.call(redis -> redis.async()
                .<Long>eval(script, ScriptOutputType.INTEGER, scriptKeys, arguments.toArray(byte[][]::new)));
    }

    /** Returns those of the gateways that have a lease; asks for subscribers of the others. */
    CompletableFuture<Set<String>> withLease(Set<String> named) {
        if (named.isEmpty()) {
            return CompletableFuture.completedFuture(Set.of());
        }
        Map<String, String> leases = new java.util.HashMap<>();
        named.forEach(gateway -> leases.put(keys.lease(gateway), gateway));
        return link.call(redis -> redis.async().mget(leases.keySet().toArray(String[]::new)))
                .thenApply(values -> {
                    Set<String> alive = new HashSet<>();
                    values.stream()
                            .filter(KeyValue::hasValue)
                            .map(value -> leases.get(value.getKey()))
                            .forEach(alive::add);
                    named.stream().filter(gateway -> !alive.contains(gateway)).forEach(this::askForSubscribers);
                    return alive;
                });
    }

    private void askForSubscribers(String gateway) {
        String channel = keys.channel(gateway);
        link.call(redis -> redis.async().pubsubNumsub(channel)).thenAccept(counts -> {
            if (counts.getOrDefault(channel, 0L) == 0) {
                unheard(gateway);
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
