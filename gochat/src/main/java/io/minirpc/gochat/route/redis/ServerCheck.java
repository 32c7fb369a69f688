package io.minirpc.gochat.route.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The demands on a Redis, checked at the start. Stateless. */
final class ServerCheck {
    private ServerCheck() {}

    /** Done when it may be used; fails with an IllegalStateException that says why not. */
    static CompletableFuture<Void> check(Link<StatefulRedisConnection<String, byte[]>> link) {
        return link.call(redis -> redis.async().info("memory"))
                .thenCombine(link.call(redis -> redis.async().info("replication")), (memory, replication) -> {
                    check(memory, replication);
                    return null;
                });
    }

    static void check(String memory, String replication) {
        String policy = fields(memory).getOrDefault("maxmemory_policy", "unknown");
        if (!policy.equals("noeviction")) {
            throw new IllegalStateException(
                    "maxmemory-policy is " + policy
                            + ", so routes and leases would be evicted (expected: noeviction; CONFIG SET maxmemory-policy noeviction)");
        }
        String role = fields(replication).getOrDefault("role", "unknown");
        if (!role.equals("master")) {
            throw new IllegalStateException("it is a " + role + ", which refuses writes (expected: the master)");
        }
    }

    private static Map<String, String> fields(String info) {
        Map<String, String> fields = new HashMap<>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).trim());
            }
        });
        return fields;
    }
}
