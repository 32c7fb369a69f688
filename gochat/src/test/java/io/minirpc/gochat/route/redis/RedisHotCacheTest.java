package io.minirpc.gochat.route.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.route.HotCache;
import io.minirpc.gochat.route.HotCacheContract;
import io.minirpc.localservers.RedisServer;
import io.minirpc.tests.servers.RequiresRedis;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RequiresRedis
class RedisHotCacheTest extends HotCacheContract {
    private static final String KEY = "e:hot:" + CONVERSATION + ":1";
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
    protected HotCache cache() {
        return routing.routing().hot();
    }

    @Test
    void conversationIsForgottenTwoMinutesAfterItsLastMessage() throws IOException {
        add(1, 5, 6);
        awaitSeqs(1, 5, 6);
        assertThat(Long.parseLong(redis.command("TTL", KEY))).isBetween(100L, 120L);
    }

    @Test
    void largeMessagesAreLeftOut() {
        String large = "x".repeat(RedisHotCache.MAX_BYTES);
        cache().add(CONVERSATION, 1, List.of(new Message(CONVERSATION, 5, 4, "105", "1", "text", large, 1, null)));
        add(1, 6, 6);
        awaitSeqs(1, 6, 6);
        assertThat(read(1, 5, 6)).isEmpty();
    }

    @Test
    void garbageIsIgnored() throws IOException {
        add(1, 5, 6);
        awaitSeqs(1, 5, 6);
        redis.command("ZREMRANGEBYSCORE", KEY, "6", "6");
        redis.command("ZADD", KEY, "6", "garbage");
        assertThat(read(1, 5, 6)).isEmpty();
        assertThat(read(1, 5, 5)).hasSize(1);
    }

    @Test
    void messageOfAnotherConversationIsIgnored() throws IOException {
        cache().add("p:1:3", 1, List.of(new Message("p:1:3", 5, 4, "105", "1", "text", "secret", 1, null)));
        await().until(() -> redis.command("EXISTS", "e:hot:p:1:3:1").equals("1"));
        redis.command("RENAME", "e:hot:p:1:3:1", KEY);
        assertThat(read(1, 5, 5)).isEmpty();
    }

    @Test
    void rangesAboveWhatIsKeptAreNotAskedFor() {
        assertThat(read(1, 1, 1_000_000_000L)).isEmpty();
        assertThat(read(1, 6, 5)).isEmpty();
    }
}
