package io.minirpc.gochat.route.redis;

import io.minirpc.gochat.route.Bus;
import io.minirpc.gochat.route.BusContract;
import io.minirpc.localservers.RedisServer;
import io.minirpc.tests.servers.RequiresRedis;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

@RequiresRedis
class RedisBusTest extends BusContract {
    private static RedisServer redis;
    private RedisRouting routing;

    @BeforeAll
    static void start() throws IOException {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        routing = RedisRouting.open(redis.url(), "e");
    }

    @AfterEach
    void close() {
        routing.close();
    }

    @Override
    protected Bus bus() {
        return routing.routing().bus();
    }
}
