package io.minirpc.gochat.route.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.route.Bus.ToUsers;
import io.minirpc.gochat.route.GroupGateways;
import io.minirpc.gochat.route.GroupGatewaysContract;
import io.minirpc.localservers.RedisServer;
import io.minirpc.tests.servers.RequiresRedis;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RequiresRedis
class RedisGroupGatewaysTest extends GroupGatewaysContract {
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
    void open() throws IOException {
        redis.command("FLUSHALL");
        routing = RedisRouting.open(redis.url(), "e");
    }

    @AfterEach
    void close() {
        routing.close();
    }

    @Override
    protected GroupGateways groups() {
        return routing.routing().groups();
    }

    @Test
    void gatewaysThatNobodyHearsAreRemoved() {
        groups().add(List.of("g:1"), "killed").toCompletableFuture().join();
        routing.routing().bus().publish("killed", new ToUsers(List.of(7L), new ServerFrame.Behind(), null));
        await().until(() -> groups().find("g:1").toCompletableFuture().join().isEmpty());
    }

    @Test
    void keysOfAWrongTypeAreHealed() throws IOException {
        redis.command("SET", "e:group:g:1:gateways", "garbage");
        assertThat(groups().find("g:1").toCompletableFuture()).failsWithin(5, TimeUnit.SECONDS);
        await().until(() -> groups().find("g:1").toCompletableFuture().join().isEmpty());
    }
}
