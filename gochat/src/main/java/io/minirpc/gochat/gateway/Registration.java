package io.minirpc.gochat.gateway;

import io.minirpc.gochat.api.Opened;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.route.Route;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is written so that pushes find a connection: its route, and the gateway's registrations for its large groups.
 * All of it is written again every 45 s, with the groups as they are then: a store that was emptied, and a group that
 * has become large, heal. It makes pushes fast, so nothing waits long for it; heartbeats heal what it misses. Belongs
 * to the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures are seen before
final class Registration {
    private static final long NEVER = Long.MAX_VALUE;

    private final Hub hub;
    private final Connection connection;
    private @Nullable CompletionStage<Void> route;
    private @Nullable CompletableFuture<List<String>> asked;
    private boolean joinedSince;
    private long next = NEVER;

    Registration(Hub hub, Connection connection) {
        this.hub = hub;
        this.connection = connection;
    }

    /** Writes the route. Done, and never failing, with whether that is so; false where it takes too long. */
    CompletionStage<Boolean> begin() {
        hub.largeGroups().open(connection);
        return bounded(writeRoute().thenApply(done -> true), false);
    }

    private CompletionStage<Void> writeRoute() {
        CompletionStage<Void> written;
        try {
            written = hub.routing().routes().add(user(), new Route(connection.id(), hub.gateway()));
        } catch (RuntimeException e) {
            Failures.ignore(e);
            written = CompletableFuture.failedStage(e);
        }
        route = written;
        return written;
    }

    /**
     * Registers for the user's large groups, and reads the truth again if that was not so when it was read: what was
     * committed in between is part of it, and what is committed later finds the registration. Never fails.
     *
     * @param since when the truth was read, as of {@code System.nanoTime}
     */
    CompletionStage<Truth> register(Opened opened, long since) {
        if (opened.groups().isEmpty()) {
            return CompletableFuture.completedStage(opened.truth());
        }
        return bounded(hub.largeGroups().add(connection, opened.groups(), since), true)
                .thenCompose(isNew -> isNew
                        ? hub.heartbeats().ask(user()).exceptionally(failure -> opened.truth())
                        : CompletableFuture.completedFuture(opened.truth()));
    }

    private <T> CompletionStage<T> bounded(CompletionStage<T> stage, T otherwise) {
        CompletableFuture<T> bounded = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> bounded.complete(failure == null ? value : otherwise));
        connection
                .loop()
                .events()
                .schedule(
                        () -> bounded.complete(otherwise), hub.settings().millis(Timing.ROUTE), TimeUnit.MILLISECONDS);
        return bounded;
    }

    /** Begins to write all again, at a random moment, so that this is spread although clients come together. */
    void start(long now) {
        next = now + ThreadLocalRandom.current().nextLong(hub.settings().nanos(Timing.RENEWAL)) + 1;
    }

    void sweep(long now) {
        if (now >= next) {
            next = now + hub.settings().nanos(Timing.RENEWAL);
            renew();
        }
    }

    /** Writes the route and the known large groups again. Done, and never failing, when they were written. */
    CompletableFuture<Void> writeAgain() {
        if (route == null) {
            return CompletableFuture.completedFuture(null); // not written before
        }
        CompletableFuture<Void> groups = hub.largeGroups().writeAgain(connection);
        return CompletableFuture.allOf(writeRoute().toCompletableFuture(), groups)
                .exceptionally(failure -> null);
    }

    private void renew() {
        if (route != null && route.toCompletableFuture().isDone()) {
            writeRoute();
        }
        if (asked == null) {
            joinedSince = false;
            asked = hub.largeGroupsOf().ask(user());
            asked.whenComplete((groups, failure) -> connection.run(() -> answered(groups)));
        }
    }

    private void answered(@Nullable List<String> groups) {
        asked = null;
        if (groups == null) {
            return; // the next time will do
        }
        if (joinedSince) {
            hub.largeGroups().add(connection, groups, System.nanoTime());
        } else {
            hub.largeGroups().replace(connection, groups);
        }
    }

    /** Registers for a group that the user was added to, large or not: the next renewal knows. */
    void joined(String group) {
        joinedSince = true;
        hub.largeGroups().add(connection, List.of(group), System.nanoTime());
    }

    /** Takes everything back, the route after it was written. */
    void end() {
        next = NEVER;
        hub.largeGroups().close(connection);
        if (asked != null) {
            asked.cancel(false); // not asked any more, if it was not yet
        }
        if (route != null) {
            route.whenComplete((done, failure) -> removeRoute());
        }
    }

    private void removeRoute() {
        try {
            hub.routing().routes().remove(user(), connection.id());
        } catch (RuntimeException e) {
            Failures.ignore(e);
        }
    }

    private long user() {
        return connection.session().user();
    }
}
