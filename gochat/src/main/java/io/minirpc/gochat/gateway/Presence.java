package io.minirpc.gochat.gateway;

import io.minirpc.gochat.api.InboxService;
import io.minirpc.gochat.route.Routes;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The presence that connections watch. The routes of all watched users are read every 4 s; a user counts as offline
 * after two readings without a route, so that a moment between two connections does not show. Who may be watched is
 * asked again every 20 s. Thread-safe: all state belongs to one executor.
 */
@SuppressWarnings("FutureReturnValueIgnored") // tasks that cannot fail
final class Presence {
    private static final int MAX_USERS = 500;
    private static final int MAX_CHECKS = 200;

    private final InboxService inbox;
    private final Routes routes;
    private final Connections connections;
    private final EventExecutor executor;
    private final GatewaySettings settings;
    private final WatchedUsers watched = new WatchedUsers();
    private final Map<Connection, Watcher> watchers = new LinkedHashMap<>();

    Presence(
            InboxService inbox,
            Routes routes,
            Connections connections,
            EventExecutor executor,
            GatewaySettings settings) {
        this.inbox = inbox;
        this.routes = routes;
        this.connections = connections;
        this.executor = executor;
        this.settings = settings;
    }

    void start() {
        long interval = settings.millis(Timing.PRESENCE);
        executor.scheduleWithFixedDelay(this::poll, interval, interval, TimeUnit.MILLISECONDS);
    }

    /** Replaces the users whose presence a connection is shown. Done when it is known who of them may be. */
    CompletionStage<Void> watch(Connection connection, List<Long> users) {
        Watcher watcher = new Watcher(users, System.nanoTime());
        return inbox.watchable(connection.session().user(), users)
                .thenCompose(allowed -> onExecutor(() -> set(connection, watcher, allowed, true)));
    }

    /** Forgets a connection that was removed from the gateway's connections before. */
    void unwatch(Connection connection) {
        onExecutor(() -> {
            if (watchers.remove(connection) != null) {
                watched.set(connection, Set.of(), false);
            }
        });
    }

    /** Asks again who may be watched, for the connections of both. */
    void blocksChanged(long user, long other) {
        onExecutor(() -> {
            connections.ofUser(user).forEach(this::check);
            connections.ofUser(other).forEach(this::check);
        });
    }

    private CompletionStage<Void> onExecutor(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                task.run();
                done.complete(null);
            });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    private void set(Connection connection, Watcher watcher, List<Long> allowed, boolean again) {
        if (!connections.ofUser(connection.session().user()).contains(connection)) {
            return; // it has gone, and nothing would forget it
        }
        watchers.put(connection, watcher);
        Set<Long> unknown = watched.set(connection, Set.copyOf(allowed), again);
        if (!unknown.isEmpty()) {
            read(unknown);
        }
    }

    private void poll() {
        List<Long> users = new ArrayList<>(watched.users());
        for (int from = 0; from < users.size(); from += MAX_USERS) {
            read(users.subList(from, Math.min(users.size(), from + MAX_USERS)));
        }
        long before = System.nanoTime() - settings.nanos(Timing.WATCHABLE);
        watchers.entrySet().stream()
                .filter(entry -> entry.getValue().checked - before <= 0)
                .limit(MAX_CHECKS)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::check);
    }

    private void read(Collection<Long> users) {
        CompletionStage<Set<Long>> found;
        try {
            found = routes.online(users);
        } catch (RuntimeException e) {
            found = CompletableFuture.failedStage(e);
        }
        found.whenComplete((online, failure) -> {
            if (failure != null) {
                Failures.ignore(failure); // what is unknown stays as it was
            } else {
                List<Long> read = List.copyOf(users);
                onExecutor(() -> read.forEach(user -> watched.read(user, online.contains(user))));
            }
        });
    }

    private void check(Connection connection) {
        Watcher watcher = watchers.get(connection);
        if (watcher == null) {
            return;
        }
        watcher.checked = System.nanoTime();
        try {
            inbox.watchable(connection.session().user(), watcher.users)
                    .thenAccept(allowed -> onExecutor(() -> {
                        if (watchers.get(connection) == watcher) {
                            set(connection, watcher, allowed, false);
                        }
                    }));
        } catch (RuntimeException e) {
            Failures.ignore(e);
        }
    }

    /** What a connection asked for. */
    private static final class Watcher {
        final List<Long> users;
        long checked;

        Watcher(List<Long> users, long now) {
            this.users = users;
            checked = now;
        }
    }
}
