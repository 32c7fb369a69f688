package io.minirpc.gochat.route.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The client of one Redis, and its threads. Whatever waits for Redis is bounded: commands by number and by time. What
 * is published has no time of its own, so that its bytes are counted until Redis has them or the connection ends.
 */
final class RedisConnections implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** The most unanswered commands of a connection. */
    static final int MAX_COMMANDS = 10_000;

    /** Without it the last tasks of closed connections would not run, which release their buffers. */
    private static final Duration QUIET = Duration.ofMillis(20);

    private static final int THREADS = 2;
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private final RedisAddress address;
    private final ScheduledExecutorService timer;
    private final ClientResources resources;
    private final RedisClient client;

    RedisConnections(RedisAddress address, ScheduledExecutorService timer) {
        this.address = address;
        this.timer = timer;
        resources = DefaultClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .build();
        client = RedisClient.create(resources, address.uri());
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false) // it would send commands again
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MAX_COMMANDS)
                .timeoutOptions(TimeoutOptions.builder()
                        .timeoutCommands(true)
                        .timeoutSource(new Timeouts())
                        .build())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(TIMEOUT)
                        .keepAlive(true)
                        .build())
                .build());
    }

    private static final class Timeouts extends TimeoutOptions.TimeoutSource {
        @Override
        public long getTimeout(RedisCommand<?, ?, ?> command) {
            return command.getType() == CommandType.PUBLISH ? 0 : TIMEOUT.toMillis();
        }

        @Override
        public TimeUnit getTimeUnit() {
            return TimeUnit.MILLISECONDS;
        }
    }

    Link<StatefulRedisConnection<String, byte[]>> link(
            String name, Consumer<StatefulRedisConnection<String, byte[]>> whenOpened) {
        return new Link<>(name, this::connect, timer, whenOpened);
    }

    Link<StatefulRedisPubSubConnection<String, byte[]>> subscriber(
            Consumer<StatefulRedisPubSubConnection<String, byte[]>> whenOpened) {
        return new Link<>("subscriptions", this::connectPubSub, timer, whenOpened);
    }

    private CompletionStage<StatefulRedisConnection<String, byte[]>> connect() {
        return client.connectAsync(CODEC, address.uri());
    }

    private CompletionStage<StatefulRedisPubSubConnection<String, byte[]>> connectPubSub() {
        return client.connectPubSubAsync(CODEC, address.uri());
    }

    /** Ends all connections and threads. */
    @Override
    public void close() {
        client.shutdown(QUIET, Duration.ofSeconds(2));
        resources.shutdown(QUIET.toMillis(), 2_000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
