package io.minirpc.gochat.route.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.minirpc.codec.CodecException;
import io.minirpc.gochat.route.Bus.Push;
import io.minirpc.gochat.route.redis.BusHeader.Count;
import io.minirpc.gochat.route.redis.BusHeader.Numbered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The pushes of this process to gateways. Pushes are numbered for each gateway from 1, by which it notices what it did
 * not receive; number and PUBLISH happen under one lock on one connection, so they come in this order, and a number is
 * used up though PUBLISH fails. Every 2 s each gateway is told the count. Thread-safe; never blocks.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures are seen before
final class Publisher {
    /** The most bytes that Redis has not taken yet. */
    static final long MAX_BYTES = 32 << 20;

    /** The most messages that wait for Redis; the rest of the queue is left for counts. */
    private static final int MAX_MESSAGES = RedisConnections.MAX_COMMANDS * 9 / 10;

    private static final int MAX_GATEWAYS = 10_000;
    private static final long FORGOTTEN_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LEAVING_MILLIS = 500;

    private final String id = UUID.randomUUID().toString();
    private final Keys keys;
    private final Link<StatefulRedisConnection<String, byte[]>> link;
    private final GoneGateways gone;
    private final PublishFault fault;
    private final ThrottledLog log = new ThrottledLog();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger messages = new AtomicInteger();

    private final Map<String, Target> targets = new HashMap<>();
    private boolean active;
    private boolean leaving;
    private long givenUp;
    private @Nullable Push lastPush;
    private byte[] lastBytes = {};

    private static final class Target {
        long sent;
        long seen = System.nanoTime();
    }

    Publisher(Keys keys, Link<StatefulRedisConnection<String, byte[]>> link, GoneGateways gone, PublishFault fault) {
        this.keys = keys;
        this.link = link;
        this.gone = gone;
        this.fault = fault;
    }

    /** Begins to count for all gateways; returns the id by which they know this publisher. */
    synchronized String activate() {
        active = true;
        return id;
    }

    synchronized void giveUp() {
        active = true;
        givenUp++;
    }

    synchronized void publish(String gateway, Push push) {
        active = true;
        Target target = target(gateway);
        if (target == null) {
            givenUp++;
            return;
        }
        long n = ++target.sent;
        if (isFull()) {
            failed("Redis does not keep up: " + MAX_MESSAGES + " messages or " + MAX_BYTES + " bytes wait");
            return;
        }
        try {
            byte[] message = BusCodec.join(BusCodec.encode(new Numbered(id, n)), line(push));
            if (!fault.loses(gateway)) {
                send(gateway, message);
            }
        } catch (CodecException e) {
            failed(e.toString());
        }
    }

    /** Returns a push as bytes, which are the same for all its gateways. */
    private byte[] line(Push push) {
        if (push != lastPush) {
            lastBytes = BusCodec.encode(push);
            lastPush = push;
        }
        return lastBytes;
    }

    private @Nullable Target target(String gateway) {
        Target known = targets.get(gateway);
        if (known != null || targets.size() >= MAX_GATEWAYS || gateway.length() > Heard.MAX_NAME) {
            return known;
        }
        Target added = new Target();
        targets.put(gateway, added);
        return added;
    }

    private boolean isFull() {
        return bytes.get() >= MAX_BYTES || messages.get() >= MAX_MESSAGES;
    }

    private CompletableFuture<Long> send(String gateway, byte[] message) {
        bytes.addAndGet(message.length);
        messages.incrementAndGet();
        CompletableFuture<Long> receivers = link.call(redis -> redis.async().publish(keys.channel(gateway), message));
        receivers.whenComplete((count, failure) -> {
            bytes.addAndGet(-message.length);
            messages.decrementAndGet();
            if (failure != null) {
                failed(failure.toString());
            } else if (count == 0) {
                gone.unheard(gateway);
            } else {
                gone.heard(gateway);
            }
        });
        return receivers;
    }

    private void failed(String reason) {
        log.warn("a push or count was not published; gateways notice: " + reason);
    }

    /** Tells all gateways the counts, and looks for new ones. Every 2 s. */
    synchronized void tell() {
        if (!active) {
            return;
        }
        targets.forEach(this::count);
        link.call(redis -> redis.async().pubsubChannels(keys.anyChannel())).thenAccept(this::see);
    }

    private CompletableFuture<Long> count(String gateway, Target target) {
        return send(gateway, BusCodec.encode(new Count(id, target.sent, givenUp, leaving)));
    }

    /** Takes the channels that somebody listens to. */
    private synchronized void see(List<String> channels) {
        long now = System.nanoTime();
        for (String channel : channels) {
            String gateway = keys.gatewayOf(channel);
            if (gateway == null) {
                continue;
            }
            boolean isNew = !targets.containsKey(gateway);
            Target target = target(gateway);
            if (target != null) {
                target.seen = now;
                if (isNew) {
                    count(gateway, target);
                }
            }
        }
        targets.values().removeIf(target -> now - target.seen > FORGOTTEN_NANOS);
    }

    /** Returns how many bytes Redis has not taken yet. */
    long bytes() {
        return bytes.get();
    }

    /** Tells all gateways that this publisher stops on purpose, and waits until that is written. */
    void leave() {
        CompletableFuture<?> told;
        synchronized (this) {
            leaving = true;
            told = active
                    ? CompletableFuture.allOf(targets.entrySet().stream()
                            .map(entry -> count(entry.getKey(), entry.getValue()))
                            .toArray(CompletableFuture<?>[]::new))
                    : CompletableFuture.completedFuture(null);
            active = false;
        }
        try {
            told.get(LEAVING_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("gateways were not told that this publisher leaves", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
