package io.minirpc.gochat.chat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minirpc.gochat.chat.CommittedMessage.Audience;
import io.minirpc.gochat.chat.LargeGroups.Way;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.route.Bus;
import io.minirpc.gochat.route.Route;
import io.minirpc.gochat.route.Routing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes committed messages to the gateways of those who may see them, in the order of their conversation. Thread-safe.
 * Nothing waits for it and nothing depends on it: a push that is lost here heals as docs/delivery.md says.
 */
final class FanOut implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);
    private static final int THREADS = 2;
    private static final Duration LOOK_UP = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final Routing routing;
    private final ServiceMetrics metrics;
    private final LargeGroups large;
    private final ExecutorService threads;
    private final Lanes lanes = new Lanes();
    private final RecentIds published = new RecentIds();
    private final AtomicLong lost = new AtomicLong();

    FanOut(Routing routing) {
        this(routing, System::nanoTime);
    }

    FanOut(Routing routing, LongSupplier nanoTime) {
        this(routing, nanoTime, new ServiceMetrics(new SimpleMeterRegistry()));
    }

    FanOut(Routing routing, LongSupplier nanoTime, ServiceMetrics metrics) {
        this.routing = routing;
        this.metrics = metrics;
        this.large = new LargeGroups(nanoTime);
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "gochat-fan-out-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Takes a message over. Never blocks, never throws; the push is lost where too many wait. */
    void publish(CommittedMessage message) {
        try {
            switch (lanes.add(message)) {
                case FULL -> {
                    lost.incrementAndGet();
                    message.trace().lost("too many messages wait to be pushed");
                    routing.bus().giveUp();
                }
                case WAITS -> published.add(message.messageId());
                case FIRST -> {
                    published.add(message.messageId());
                    threads.execute(() -> next(message.conversation()));
                }
            }
        } catch (RejectedExecutionException e) {
            lost.incrementAndGet();
            message.trace().lost("the service stops");
        }
    }

    /** Returns whether a message was taken over, which is known of the last ones only. */
    boolean hasPublished(long messageId) {
        return published.contains(messageId);
    }

    /** Returns how many messages were lost here, as far as pushes are concerned. */
    long lost() {
        return lost.get();
    }

    /** Returns how many messages wait to be pushed. */
    int waiting() {
        return lanes.waiting();
    }

    /** Looks up those who get what gathered in a conversation, publishes it, and goes on until nothing is left. */
    private void next(String conversation) {
        List<Routed> messages = lanes.take(conversation).stream()
                .map(message -> new Routed(message, large.wayOf(message)))
                .toList();
        if (!messages.isEmpty()) {
            keep(conversation, messages);
            find(conversation, messages)
                    .whenCompleteAsync(
                            (found, failure) -> {
                                if (failure == null) {
                                    messages.forEach(message -> push(message, found));
                                    hint(conversation, messages, found);
                                } else {
                                    lose(messages, failure);
                                }
                                next(conversation);
                            },
                            threads);
        }
    }

    /** Adds messages to the cache, each under the edit version that it was committed with. */
    private void keep(String conversation, List<Routed> messages) {
        Map<Long, List<Message>> byVersion = new LinkedHashMap<>();
        for (Routed routed : messages) {
            long version = routed.message().editVersion();
            if (version != CommittedMessage.UNKNOWN) {
                byVersion
                        .computeIfAbsent(version, any -> new ArrayList<>())
                        .add(routed.message().frame());
            }
        }
        byVersion.forEach((version, some) -> routing.hot().add(conversation, version, some));
    }

    private record Routed(CommittedMessage message, Way way) {
        /** Returns those who are pushed to by user. */
        List<Audience> addressed() {
            return way == Way.TO_GATEWAYS ? message.others() : message.audiences();
        }
    }

    /** @param gateways of the group, where one of the messages goes to them */
    private record Found(Map<Long, List<Route>> routes, Collection<String> gateways) {}

    private CompletionStage<Found> find(String conversation, List<Routed> messages) {
        List<Long> users = messages.stream()
                .flatMap(message -> message.addressed().stream())
                .flatMap(audience -> audience.users().stream())
                .distinct()
                .toList();
        boolean toGateways = messages.stream().anyMatch(message -> message.way() != Way.TO_USERS);
        CompletableFuture<Map<Long, List<Route>>> routes = users.isEmpty()
                ? CompletableFuture.completedFuture(Map.of())
                : lookUp(() -> routing.routes().find(users));
        CompletableFuture<Collection<String>> gateways = toGateways
                ? lookUp(() -> routing.groups().find(conversation))
                : CompletableFuture.completedFuture(List.of());
        return routes.thenCombine(gateways, Found::new);
    }

    private static <T> CompletableFuture<T> lookUp(Supplier<CompletionStage<T>> find) {
        try {
            return find.get().toCompletableFuture().copy().orTimeout(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Addresses first whoever joins or is out with a message: what the gateways of a group are told is for the rest.
     */
    private void push(Routed routed, Found found) {
        CommittedMessage message = routed.message();
        message.trace().found();
        String trace = message.trace().carried();
        try {
            int gateways = 0;
            int users = 0;
            for (Audience audience : routed.addressed()) {
                gateways += push(audience, found.routes(), trace);
                users += audience.users().size();
            }
            if (routed.way() != Way.TO_USERS) {
                Bus.Push push = new Bus.ToGroup(message.frame(), message.version(), trace);
                found.gateways().forEach(gateway -> routing.bus().publish(gateway, push));
                gateways += found.gateways().size();
            }
            message.trace().published(gateways, users);
            metrics.published(gateways, message.trace().ageNanos());
        } catch (RuntimeException e) {
            lose(List.of(routed), e);
        }
    }

    /** Notes the conversation for those who are not connected; in groups that are pushed to as one, for nobody. */
    private void hint(String conversation, List<Routed> messages, Found found) {
        Set<Long> absent = messages.stream()
                .filter(message -> message.way() == Way.TO_USERS)
                .flatMap(message -> message.addressed().stream())
                .flatMap(audience -> audience.users().stream())
                .filter(user -> !found.routes().containsKey(user))
                .collect(Collectors.toSet());
        if (!absent.isEmpty()) {
            routing.hints().add(conversation, absent);
        }
    }

    /** Returns to how many gateways it went. */
    private int push(Audience audience, Map<Long, List<Route>> routes, @Nullable String trace) {
        Map<String, List<Long>> gateways = new LinkedHashMap<>();
        for (long user : audience.users()) {
            for (Route route : routes.getOrDefault(user, List.of())) {
                List<Long> users = gateways.computeIfAbsent(route.gateway(), id -> new ArrayList<>());
                if (users.isEmpty() || users.get(users.size() - 1) != user) {
                    users.add(user); // once, however many devices are there
                }
            }
        }
        gateways.forEach((gateway, users) ->
                routing.bus().publish(gateway, new Bus.ToUsers(users, audience.frame(), null, audience.left(), trace)));
        return gateways.size();
    }

    private void lose(List<Routed> messages, Throwable reason) {
        lost.addAndGet(messages.size());
        messages.forEach(
                routed -> routed.message().trace().lost(reason.getClass().getSimpleName()));
        routing.bus().giveUp();
        LOG.info("{} messages were not pushed: {}", messages.size(), reason.toString());
    }

    /** Publishes what was taken over, as far as that takes less than 2 s. */
    @Override
    public void close() {
        lanes.awaitEmpty(CLOSING);
        threads.shutdown();
    }
}
