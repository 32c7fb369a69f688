package io.minirpc.gochat.route.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.localservers.RedisServer;
import io.minirpc.tests.servers.RequiresRedis;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresRedis
class RedisStartTest {
    private static RedisServer redis;

    @BeforeAll
    static void start() throws IOException {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void redisThatEvictsIsRefused() throws IOException {
        redis.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        try {
            assertThatThrownBy(() -> RedisRouting.open(redis.url(), "e"))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("127.0.0.1:" + redis.port())
                    .hasMessageContaining("maxmemory-policy is allkeys-lru")
                    .hasMessageContaining("noeviction");
        } finally {
            redis.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
        }
    }

    @Test
    void replicaIsRefused() throws IOException {
        redis.command("REPLICAOF", "127.0.0.1", "1");
        try {
            assertThatThrownBy(() -> RedisRouting.open(redis.url(), "e"))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("slave");
        } finally {
            redis.command("REPLICAOF", "NO", "ONE");
        }
    }

    @Test
    void redisThatCannotBeReachedIsToldWithTheReason() {
        assertThatThrownBy(() -> RedisRouting.open("redis://user:secret@127.0.0.1:1", "e"))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("refused")
                .satisfies(RedisStartTest::hasNoSecret);
    }

    @Test
    void wrongPasswordIsRefusedWithoutNamingIt() {
        String url = "redis://nobody:secret@127.0.0.1:" + redis.port();
        assertThatThrownBy(() -> RedisRouting.open(url, "e"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("(?s).*(WRONGPASS|the right user and password).*")
                .satisfies(RedisStartTest::hasNoSecret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.0.0.1:6379",
                "http://user:secret@127.0.0.1:6379",
                "redis://",
                "redis://user:secret@",
                "redis://user:secret@ho st:1",
                "redis://user:secret@host:port"
            })
    void urlThatIsNoneIsRefusedWithoutItsPassword(String url) {
        assertThatThrownBy(() -> RedisRouting.open(url, "e"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: redis://")
                .satisfies(RedisStartTest::hasNoSecret);
    }

    private static void hasNoSecret(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain("secret");
        }
    }
}
