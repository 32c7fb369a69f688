package io.minirpc.gochat.route.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.minirpc.gochat.route.Bus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The bus in Redis: a channel for each gateway. What a gateway misses it notices by the numbers and counts of
 * publishers, by its lease, or by their silence. Thread-safe.
 */
final class RedisBus implements Bus, AutoCloseable {
    private static final long SUBSCRIBING_MILLIS = 2_000;

    private final Keys keys;
    private final Publisher publisher;
    private final Link<StatefulRedisConnection<String, byte[]>> commands;
    private final Link<StatefulRedisPubSubConnection<String, byte[]>> link;
    private final SteadyClock clock = new SteadyClock();
    private final ThrottledLog garbage = new ThrottledLog();
    private final Map<String, List<Subscription>> subscriptions = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "gochat-bus");
        made.setDaemon(true);
        return made;
    });
    private volatile Set<String> expected = Set.of();

    RedisBus(
            Keys keys,
            Publisher publisher,
            Link<StatefulRedisConnection<String, byte[]>> commands,
            RedisConnections connections) {
        this.keys = keys;
        this.publisher = publisher;
        this.commands = commands;
        link = connections.subscriber(this::renewed);
    }

    CompletableFuture<?> open() {
        return link.open().thenAccept(this::listen).toCompletableFuture();
    }

    Link<?> link() {
        return link;
    }

    private void listen(StatefulRedisPubSubConnection<String, byte[]> connection) {
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, byte[] message) {
                String gateway = keys.gatewayOf(channel);
                if (gateway != null) {
                    subscriptions.getOrDefault(gateway, List.of()).forEach(one -> one.receive(message));
                }
            }
        });
    }

    /** Subscribes again, on a new connection. */
    private void renewed(StatefulRedisPubSubConnection<String, byte[]> connection) {
        listen(connection);
        String[] channels = subscriptions.keySet().stream().map(keys::channel).toArray(String[]::new);
        if (channels.length > 0) {
            connection.async().subscribe(channels).whenComplete((done, failure) -> {
                if (failure == null) {
                    forEach(one -> one.suspect("the subscription was renewed"));
                } else {
                    link.renew("it does not subscribe: " + failure);
                }
            });
        }
    }

    @Override
    public void publish(String gateway, Push push) {
        publisher.publish(gateway, push);
    }

    @Override
    public void giveUp() {
        publisher.giveUp();
    }

    /** Waits for the subscription, for 2 s at most. */
    @Override
    public AutoCloseable subscribe(String gateway, Listener listener) {
        Subscription subscription = new Subscription(
                gateway,
                listener,
                thread,
                clock,
                garbage,
                made -> new Lease(keys.lease(gateway), commands, link, made::writeAgain, made::suspect));
        subscriptions
                .computeIfAbsent(gateway, id -> new CopyOnWriteArrayList<>())
                .add(subscription);
        await(link.call(redis -> redis.async().subscribe(keys.channel(gateway))));
        subscription.lease().tick();
        return () -> end(subscription);
    }

    private static void await(CompletableFuture<Void> subscribed) {
        try {
            subscribed.get(SUBSCRIBING_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return; // the next connection subscribes
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(Subscription subscription) {
        subscription.close();
        subscriptions.computeIfPresent(subscription.gateway(), (id, all) -> {
            all.remove(subscription);
            return all.isEmpty() ? null : all;
        });
        if (!subscriptions.containsKey(subscription.gateway())) {
            await(link.call(redis -> redis.async().unsubscribe(keys.channel(subscription.gateway()))));
        }
    }

    void expect(Set<String> publishers) {
        expected = Set.copyOf(publishers);
    }

    /** Begins with all leases anew, since the connection for commands is another one. */
    void commandsRenewed() {
        forEach(one -> one.lease().lose("the connection to Redis was renewed"));
    }

    /** Looks what is due. Every second. */
    void tick() {
        clock.tick();
        boolean isOpen = link.isOpen();
        forEach(one -> one.tick(expected, isOpen));
    }

    /** Takes or renews leases. Every 2 s. */
    void tickLeases() {
        forEach(one -> one.lease().tick());
    }

    private void forEach(Consumer<Subscription> task) {
        subscriptions.values().forEach(all -> all.forEach(task));
    }

    /** Returns how much could not be read. */
    long garbage() {
        return garbage.count();
    }

    @Override
    public void close() {
        forEach(Subscription::close);
        subscriptions.clear();
        link.close();
        thread.shutdown();
    }
}
