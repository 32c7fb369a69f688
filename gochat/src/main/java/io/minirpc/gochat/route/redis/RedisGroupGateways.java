package io.minirpc.gochat.route.redis;

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
    private final Entries entries;
    private final Pacer writes;
    private final GoneGateways gone;

    RedisGroupGateways(Keys keys, Entries entries, Pacer writes, GoneGateways gone) {
        this.keys = keys;
        this.entries = entries;
        this.writes = writes;
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
                .map(key -> writes.submit(() -> entries.call(key, redis -> change.apply(redis, key))))
                .toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public CompletionStage<Collection<String>> find(String group) {
        String key = keys.gateways(group);
        return entries.call(key, redis -> redis.smembers(key)).thenApply(members -> {
            Set<String> gateways = new HashSet<>();
            members.stream()
                    .limit(MAX_GATEWAYS)
                    .forEach(member -> gateways.add(new String(member, StandardCharsets.UTF_8)));
            gone.metMembers(key, gateways);
            return gateways;
        });
    }
}
