package io.minirpc.gochat.chat;

import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.route.Bus;
import io.minirpc.gochat.route.Route;
import io.minirpc.gochat.route.Routes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pushes to users who are connected. Thread-safe, never blocks. What is lost heals by the truth of the heartbeats. */
final class Notices {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Routes routes;
    private final Bus bus;

    Notices(Routes routes, Bus bus) {
        this.routes = routes;
        this.bus = bus;
    }

    /** @param except a connection that does not get it, or null */
    record Notice(
            List<Long> users, ServerFrame frame, @Nullable String except) {
        Notice(long user, ServerFrame frame, @Nullable String except) {
            this(List.of(user), frame, except);
        }
    }

    /** Pushes in order, after one look-up for all; never throws. */
    void send(List<Notice> notices) {
        send(notices, () -> true);
    }

    /**
     * Pushes what members only are told; drops it where the ways are found later than a second after the members were
     * read, since somebody may be out by then.
     *
     * @param read when the members were read, as of {@code System.nanoTime}
     */
    void sendToMembers(List<Notice> notices, long read) {
        send(notices, () -> System.nanoTime() - read < FRESH_NANOS);
    }

    private void send(List<Notice> notices, BooleanSupplier due) {
        if (notices.isEmpty()) {
            return;
        }
        Set<Long> users =
                notices.stream().flatMap(notice -> notice.users().stream()).collect(Collectors.toSet());
        find(users).whenComplete((found, failure) -> {
            if (failure == null && due.getAsBoolean()) {
                notices.forEach(notice -> publish(notice, found));
            } else if (failure != null) {
                LOG.debug("cannot look up the routes of {} users", users.size(), failure);
            }
        });
    }

    private CompletionStage<Map<Long, List<Route>>> find(Set<Long> users) {
        try {
            return routes.find(users);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** One push for each gateway. */
    private void publish(Notice notice, Map<Long, List<Route>> found) {
        Map<String, List<Long>> gateways = new LinkedHashMap<>();
        for (long user : notice.users()) {
            found.getOrDefault(user, List.of()).stream()
                    .filter(route -> !route.connection().equals(notice.except()))
                    .map(Route::gateway)
                    .distinct()
                    .forEach(gateway -> gateways.computeIfAbsent(gateway, id -> new ArrayList<>())
                            .add(user));
        }
        gateways.forEach(
                (gateway, users) -> bus.publish(gateway, new Bus.ToUsers(users, notice.frame(), notice.except())));
    }
}
