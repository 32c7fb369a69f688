package io.minirpc.gochat.route.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.minirpc.gochat.route.Routing;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The ways to users in Redis, which all processes share. Everything in it may be lost at any moment: pushes are late
 * then, and nothing else. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // tasks that cannot fail
public final class RedisRouting implements AutoCloseable {
    private static final Duration STARTING = Duration.ofSeconds(5);

    /** The most changes of routes that are unanswered, and that wait. */
    private static final int RUNNING_WRITES = 200;

    private static final int WAITING_WRITES = 200_000;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "gochat-redis");
        made.setDaemon(true);
        return made;
    });
    private final ThrottledLog log = new ThrottledLog();
    private final RedisConnections connections;
    private final Link<StatefulRedisConnection<String, byte[]>> commands;
    private final Link<StatefulRedisConnection<String, byte[]>> publishing;
    private final Link<StatefulRedisConnection<String, byte[]>> cache;
    private final Publisher publisher;
    private final GoneGateways gone;
    private final RedisBus bus;
    private final Routing routing;
    private int ticks;

    private RedisRouting(RedisAddress address, Keys keys, PublishFault fault) {
        connections = new RedisConnections(address, timer);
        commands = connections.link("commands", ignored -> commandsRenewed());
        publishing = connections.link("publishing", ignored -> {});
        cache = connections.link("the cache", ignored -> {});
        gone = new GoneGateways(keys, commands);
        publisher = new Publisher(keys, publishing, gone, fault);
        bus = new RedisBus(keys, publisher, commands, connections);
        Entries entries = new Entries(commands);
        Pacer writes = new Pacer(RUNNING_WRITES, WAITING_WRITES);
        routing = new Routing(
                new RedisRoutes(keys, entries, writes, gone),
                new RedisGroupGateways(keys, entries, writes, gone),
                bus,
                new RedisHints(keys, entries, timer),
                new RedisHotCache(keys, new Entries(cache)));
    }

    /**
     * Connects to Redis. Blocks for 5 s at most.
     *
     * @param url {@code redis://[USER:PASSWORD@]HOST:PORT}, or {@code rediss://} with TLS
     * @param epoch of the database; every key and channel begins with it
     * @throws IllegalArgumentException if the URL is none
     * @throws RedisUnavailableException if Redis does not answer
     * @throws IllegalStateException if Redis cannot be used, with the reason
     */
    public static RedisRouting open(String url, String epoch) {
        return open(url, epoch, PublishFault.NONE);
    }

    /** For tests: with pushes that are lost after their number was taken. */
    static RedisRouting open(String url, String epoch, PublishFault fault) {
        RedisAddress address = RedisAddress.parse(url, RedisConnections.TIMEOUT);
        RedisRouting routing = new RedisRouting(address, new Keys(epoch), fault);
        try {
            routing.start(address);
            return routing;
        } catch (RuntimeException e) {
            routing.close();
            throw e;
        }
    }

    private void start(RedisAddress address) {
        CompletableFuture<?> started = commands.open()
                .thenCompose(opened -> ServerCheck.check(commands))
                .thenCompose(done -> publishing.open())
                .thenCompose(done -> cache.open())
                .thenCompose(done -> bus.open())
                .toCompletableFuture();
        try {
            started.get(STARTING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failed("redis at " + address + ": " + reason(e), e.getCause());
        } catch (TimeoutException e) {
            throw new RedisUnavailableException(
                    "redis at " + address + ": no answer within " + STARTING.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("redis at " + address + ": interrupted", e);
        }
        timer.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    private static IllegalStateException failed(String message, @Nullable Throwable cause) {
        return cause instanceof IllegalStateException
                ? new IllegalStateException(message, cause) // it answers, and cannot be used
                : new RedisUnavailableException(message, cause);
    }

    /** Returns the messages of the causes: what Lettuce says, and why. */
    private static String reason(Throwable failure) {
        StringBuilder reason = new StringBuilder();
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (reason.indexOf(message) < 0) {
                reason.append(reason.isEmpty() ? "" : ": ").append(message);
            }
        }
        return reason
                + (reason.indexOf("closed prematurely") < 0 ? "" : " (expected: the right user and password, if any)");
    }

    public Routing routing() {
        return routing;
    }

    /**
     * Begins to tell all gateways, every 2 s, how much this process has published. For services, at their start.
     *
     * @return the id by which gateways know this publisher, new at each start. A service registers it in the metadata
     *     of its endpoint, so that gateways can {@link #expect} it.
     */
    public String publisher() {
        return publisher.activate();
    }

    /**
     * Replaces the publishers that this process's gateways expect to hear: those of all services that discovery lists
     * now. A gateway that does not hear one of them for 7 s suspects losses until it hears it, or it is listed no more.
     */
    public void expect(Set<String> publishers) {
        bus.expect(publishers);
    }

    private void tick() {
        try {
            bus.tick();
            commands.check();
            publishing.check();
            cache.check();
            bus.link().check();
            gone.sweep();
            if (ticks++ % 2 == 0) {
                publisher.tell();
                bus.tickLeases();
            }
        } catch (RuntimeException e) {
            log.warn("a fault of this program", e); // and the next tick comes
        }
    }

    private void commandsRenewed() {
        bus.commandsRenewed();
    }

    /** Returns how many bytes of pushes Redis has not taken yet. */
    long unsentBytes() {
        return publisher.bytes();
    }

    /** Returns how much of what was published to gateways of this process could not be read. */
    long garbage() {
        return bus.garbage();
    }

    /** Tells gateways that this publisher leaves, and ends all connections. */
    @Override
    public void close() {
        publisher.leave();
        abandon();
    }

    /** Ends all connections, as a process does that is killed. */
    void abandon() {
        timer.shutdown();
        bus.close();
        publishing.close();
        cache.close();
        commands.close();
        connections.close();
    }
}
