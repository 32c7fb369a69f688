package io.minirpc.gochat.gateway;

import io.minirpc.gochat.route.GroupGateways;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * The large groups of the connections of this gateway. It is registered for each, so that services know where to send
 * the group's messages, from its first connection to its last. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is written again later
final class LargeGroups {
    private static final int MAX_GROUPS = 5_000;

    private final String gateway;
    private final GroupGateways store;
    private final long againNanos;
    private final Consumer<String> whenLeft;
    private final ConcurrentMap<String, Registered> groups = new ConcurrentHashMap<>();
    private final Map<Connection, Set<String>> byConnection = new HashMap<>();

    /**
     * Creates a registry without connections.
     *
     * @param againNanos the age from which on a registration is written again when it is named again
     * @param whenLeft is told of groups without connections
     */
    LargeGroups(String gateway, GroupGateways store, long againNanos, Consumer<String> whenLeft) {
        this.gateway = gateway;
        this.store = store;
        this.againNanos = againNanos;
        this.whenLeft = whenLeft;
    }

    /** Begins with a connection; without it nothing is added. */
    synchronized void open(Connection connection) {
        byConnection.putIfAbsent(connection, new HashSet<>());
    }

    /**
     * Adds a connection to groups.
     *
     * @param since a time of {@code System.nanoTime}
     * @return done, and never failing, when the gateway is registered; false if it was for all of them since that time
     */
    synchronized CompletionStage<Boolean> add(Connection connection, Collection<String> named, long since) {
        Set<String> own = byConnection.get(connection);
        if (own == null) {
            return CompletableFuture.completedStage(false);
        }
        List<Registered> all = join(connection, own, named);
        boolean isNew = all.stream().anyMatch(registered -> !registered.wasWritten(since));
        long now = System.nanoTime();
        write(
                all.stream()
                        .filter(registered -> registered.isDue(now, againNanos))
                        .toList(),
                now);
        return CompletableFuture.allOf(all.stream().map(one -> one.writing).toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> isNew);
    }

    private List<Registered> join(Connection connection, Set<String> own, Collection<String> named) {
        List<Registered> joined = new ArrayList<>();
        for (String group : named) {
            if (own.size() < MAX_GROUPS || own.contains(group)) {
                own.add(group);
                Registered registered = groups.computeIfAbsent(group, Registered::new);
                registered.connections.add(connection);
                joined.add(registered);
            }
        }
        return joined;
    }

    /** Makes these the groups of a connection. */
    synchronized void replace(Connection connection, Collection<String> named) {
        Set<String> own = byConnection.get(connection);
        if (own == null) {
            return;
        }
        Set<String> gone = new HashSet<>(own);
        named.forEach(gone::remove);
        own.removeAll(gone);
        remove(connection, gone);
        add(connection, named, System.nanoTime());
    }

    /** Registers again for the groups of a connection. Done, and never failing, when that was written. */
    synchronized CompletableFuture<Void> writeAgain(Connection connection) {
        List<Registered> all = byConnection.getOrDefault(connection, Set.of()).stream()
                .map(groups::get)
                .filter(Objects::nonNull)
                .toList();
        write(all.stream().filter(one -> one.writing.isDone()).toList(), System.nanoTime());
        return CompletableFuture.allOf(all.stream().map(one -> one.writing).toArray(CompletableFuture<?>[]::new));
    }

    /** Ends with a connection. */
    synchronized void close(Connection connection) {
        Set<String> own = byConnection.remove(connection);
        if (own != null) {
            remove(connection, own);
        }
    }

    private void remove(Connection connection, Collection<String> some) {
        List<String> left = new ArrayList<>();
        for (String group : some) {
            Registered registered = groups.get(group);
            if (registered != null) {
                registered.connections.remove(connection);
                if (registered.connections.isEmpty()) {
                    groups.remove(group);
                    left.add(group);
                }
            }
        }
        if (!left.isEmpty()) {
            left.forEach(whenLeft);
            try {
                store.remove(left, gateway);
            } catch (RuntimeException e) {
                Failures.ignore(e); // messages come for nobody until the entry is found to be stale
            }
        }
    }

    private void write(List<Registered> due, long now) {
        if (due.isEmpty()) {
            return;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        due.forEach(registered -> registered.writing(done, now));
        try {
            store.add(due.stream().map(registered -> registered.group).toList(), gateway)
                    .whenComplete((ignored, failure) -> {
                        if (failure == null) {
                            due.forEach(Registered::written);
                        } else {
                            Failures.ignore(failure);
                        }
                        done.complete(null);
                    });
        } catch (RuntimeException e) {
            Failures.ignore(e);
            done.complete(null);
        }
    }

    /** Returns the connections of a group. */
    Collection<Connection> of(String group) {
        Registered registered = groups.get(group);
        return registered == null ? List.of() : registered.connections;
    }

    /** Returns how many groups the gateway is registered for. */
    int size() {
        return groups.size();
    }

    /** A group of which somebody is connected. */
    private static final class Registered {
        final String group;
        final Set<Connection> connections = ConcurrentHashMap.newKeySet();
        CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
        private long begun;
        private boolean isBegun;
        private volatile boolean isWritten;
        private volatile long written;

        Registered(String group) {
            this.group = group;
        }

        boolean isDue(long now, long againNanos) {
            return writing.isDone() && (!isWritten || !isBegun || now - begun >= againNanos);
        }

        void writing(CompletableFuture<Void> done, long now) {
            writing = done;
            begun = now;
            isBegun = true;
        }

        /** The first time counts: later ones are there for a store that has forgotten. */
        void written() {
            if (!isWritten) {
                written = System.nanoTime();
                isWritten = true;
            }
        }

        boolean wasWritten(long since) {
            return isWritten && written - since <= 0;
        }
    }
}
