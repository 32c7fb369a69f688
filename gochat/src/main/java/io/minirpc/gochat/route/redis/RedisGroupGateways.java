package io.minirpc.gochat.route.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.minirpc.gochat.route.GroupGateways;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/**
 * The gateways of large groups in Redis: a set for each group, forgotten 10 minutes after it was last written.
 * Thread-safe.
 */
final class RedisGroupGateways implements GroupGateways {
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    /** The most gateways of a group that are pushed to. */
    private static final int MAX_GATEWAYS = 10_000;

    private final Keys keys;
    private final Link<StatefulRedisConnection<String, byte[]>> link;
    private final Pacer writes;
    private final WrongTypes wrongTypes;
    private final GoneGateways gone;

    RedisGroupGateways(
            Keys keys,
            Link<StatefulRedisConnection<String, byte[]>> link,
            Pacer writes,
            WrongTypes wrongTypes,
            GoneGateways gone) {
        this.keys = keys;
        this.link = link;
        this.writes = writes;
        this.wrongTypes = wrongTypes;
        this.gone = gone;
    }

    @Override
    public CompletionStage<Void> add(Collection<String> groups, String gateway) {
        byte[] member = gateway.getBytes(StandardCharsets.UTF_8);
        return forEach(groups, (redis, key) -> {
            CompletionStage<Long> added = redis.sadd(key, member);
            return redis.expire(key, FORGOTTEN).thenCombine(added, (expires, count) -> (Void) null);
        });
    }

    @Override
    public CompletionStage<Void> remove(Collection<String> groups, String gateway) {
        byte[] member = gateway.getBytes(StandardCharsets.UTF_8);
        return forEach(groups, (redis, key) -> redis.srem(key, member).thenApply(count -> (Void) null));
    }

    private CompletionStage<Void> forEach(
            Collection<String> groups,
            BiFunction<RedisAsyncCommands<String, byte[]>, String, CompletionStage<Void>> change) {
        return CompletableFuture.allOf(groups.stream()
                .map(keys::gateways)
                .map(key -> writes.submit(() ->
                        wrongTypes.healed(key, link.call(connection -> change.apply(connection.async(), key)))))
                .toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public CompletionStage<Collection<String>> find(String group) {
        String key = keys.gateways(group);
        return wrongTypes
                .healed(key, link.call(redis -> redis.async().smembers(key)))
                .thenApply(members -> {
                    Set<String> gateways = new HashSet<>();
                    members.stream()
                            .limit(MAX_GATEWAYS)
                            .forEach(member -> gateways.add(new String(member, StandardCharsets.UTF_8)));
                    gone.metMembers(key, gateways);
                    return gateways;
                });
    }
}
