package io.minirpc.gochat.route.memory;

import io.minirpc.gochat.route.GroupGateways;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** The gateways of groups, in this process. Thread-safe. */
public final class MemoryGroupGateways implements GroupGateways {
    private final Map<String, Set<String>> gateways = new ConcurrentHashMap<>(); // the sets never change

    @Override
    public CompletionStage<Void> add(Collection<String> groups, String gateway) {
        groups.forEach(group -> gateways.merge(group, Set.of(gateway), MemoryGroupGateways::union));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> remove(Collection<String> groups, String gateway) {
        groups.forEach(group -> gateways.computeIfPresent(group, (id, before) -> {
            Set<String> left = new HashSet<>(before);
            left.remove(gateway);
            return left.isEmpty() ? null : Set.copyOf(left);
        }));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Collection<String>> find(String group) {
        return CompletableFuture.completedFuture(gateways.getOrDefault(group, Set.of()));
    }

    private static Set<String> union(Set<String> before, Set<String> added) {
        Set<String> all = new HashSet<>(before);
        all.addAll(added);
        return Set.copyOf(all);
    }
}
