package io.minirpc.tests.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.localservers.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@RequiresRedis
class RedisServerTest {
    @Test
    void restartedServerIsEmptyOnTheSamePort() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            String url = redis.url();
            assertThat(redis.command("SET", "käse", "a b\r\nc")).isEqualTo("OK");
            assertThat(redis.command("GET", "käse")).isEqualTo("a b\r\nc");

            redis.kill();
            assertThatThrownBy(() -> redis.command("PING")).isInstanceOf(IOException.class);
            redis.restart();
            assertThat(redis.url()).isEqualTo(url).isEqualTo("redis://127.0.0.1:" + redis.port());
            assertThat(redis.command("GET", "käse")).isEmpty();
        }
    }

    @Test
    void frozenServerAnswersWhenItGoesOn() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            redis.stop();
            CompletableFuture<String> pong = CompletableFuture.supplyAsync(() -> ping(redis));
            Thread.sleep(200); // an answer would have come by now
            assertThat(pong).isNotDone();
            redis.cont();
            assertThat(pong.get(10, TimeUnit.SECONDS)).isEqualTo("PONG");
        }
    }

    @Test
    void repliesAreTextAndErrorsAreThrown() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            assertThat(redis.command("RPUSH", "list", "one", "two")).isEqualTo("2");
            assertThat(redis.command("LRANGE", "list", "0", "-1")).isEqualTo("one\ntwo");
            assertThatThrownBy(() -> redis.command("GET", "list")).hasMessageContaining("WRONGTYPE");
        }
    }

    @Test
    void closedServerLeavesNoProcessAndNoFolder() throws Exception {
        RedisServer redis = RedisServer.start();
        Path folder = Path.of(redis.command("CONFIG", "GET", "dir").substring("dir\n".length()));
        long pid = redis.command("INFO", "server")
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .mapToLong(line -> Long.parseLong(line.substring("process_id:".length())))
                .sum();
        assertThat(folder).isDirectory();
        redis.stop(); // also a frozen one
        redis.close();
        await().until(() -> ProcessHandle.of(pid).isEmpty());
        assertThat(Files.exists(folder.getParent())).isFalse();
    }

    private static String ping(RedisServer redis) {
        try {
            return redis.command("PING");
        } catch (IOException e) {
            return e.toString();
        }
    }
}
