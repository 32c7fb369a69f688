package io.minirpc.gochat.chat;

import io.minirpc.gochat.route.Bus;
import io.minirpc.gochat.route.Route;
import io.minirpc.gochat.route.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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

    private final Routes routes;
    private final Bus bus;
    private final ExecutorService threads;
    private final Lanes lanes = new Lanes();
    private final RecentIds published = new RecentIds();
    private final AtomicLong lost = new AtomicLong();

    FanOut(Routes routes, Bus bus) {
        this.routes = routes;
        this.bus = bus;
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
                case FULL -> lost.incrementAndGet();
                case WAITS -> published.add(message.messageId());
                case FIRST -> {
                    published.add(message.messageId());
                    threads.execute(() -> next(message.conversation()));
                }
            }
        } catch (RejectedExecutionException e) {
            lost.incrementAndGet(); // closed
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

    /** Looks up those who get what gathered in a conversation, publishes it, and goes on until nothing is left. */
    private void next(String conversation) {
        List<CommittedMessage> messages = lanes.take(conversation);
        if (!messages.isEmpty()) {
            find(messages)
                    .whenCompleteAsync(
                            (found, failure) -> {
                                if (failure == null) {
                                    messages.forEach(message -> push(message, found));
                                } else {
                                    lose(messages.size(), failure);
                                }
                                next(conversation);
                            },
                            threads);
        }
    }

    private CompletionStage<Map<Long, List<Route>>> find(List<CommittedMessage> messages) {
        List<Long> users = messages.stream()
                .flatMap(message -> message.members().stream())
                .distinct()
                .toList();
        try {
            return routes.find(users).toCompletableFuture().copy().orTimeout(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void push(CommittedMessage message, Map<Long, List<Route>> routes) {
        Map<String, List<Long>> gateways = new LinkedHashMap<>();
        for (long member : message.members()) {
            routes.getOrDefault(member, List.of()).stream()
                    .map(Route::gateway)
                    .distinct()
                    .forEach(gateway -> gateways.computeIfAbsent(gateway, id -> new ArrayList<>())
                            .add(member));
        }
        try {
            gateways.forEach((gateway, users) -> bus.publish(gateway, new Bus.ToUsers(users, message.frame(), null)));
        } catch (RuntimeException e) {
            lose(1, e);
        }
    }

    private void lose(int messages, Throwable reason) {
        lost.addAndGet(messages);
        LOG.info("{} messages were not pushed: {}", messages, reason.toString());
    }

    /** Publishes what was taken over, as far as that takes less than 2 s. */
    @Override
    public void close() {
        lanes.awaitEmpty(CLOSING);
        threads.shutdown();
    }
}
