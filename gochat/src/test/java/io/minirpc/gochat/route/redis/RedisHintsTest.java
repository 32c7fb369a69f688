package io.minirpc.gochat.route.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.route.Hints;
import io.minirpc.gochat.route.HintsContract;
import io.minirpc.localservers.RedisServer;
import io.minirpc.tests.servers.RequiresRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RequiresRedis
class RedisHintsTest extends HintsContract {
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
        redis.command("CONFIG", "RESETSTAT");
        routing = RedisRouting.open(redis.url(), "e");
    }

    @AfterEach
    void close() {
        routing.close();
    }

    @Override
    protected Hints hints() {
        return routing.routing().hints();
    }

    @Override
    protected void settle() {
        await().pollInterval(Duration.ofMillis(10)).until(() -> ((RedisHints) hints()).isSettled());
    }

    /** H6: 189 absent members of a busy group cost 189 commands a minute, not 189 for each message. */
    @Test
    void userIsPushedToOnceWhileTheConversationIsTheSame() throws IOException {
        List<Long> absent = LongStream.range(0, 189).boxed().toList();
        for (int i = 0; i < 50; i++) {
            hints().add("g:5", absent);
            settle();
        }
        assertThat(calls("rpush")).isEqualTo(189);
        assertThat(calls("expire")).isEqualTo(189); // new lists
        assertThat(calls("ltrim")).isZero();
    }

    @Test
    void conversationsOfOneBatchAreOneCommand() throws IOException {
        IntStream.range(0, 50).forEach(i -> hints().add("g:" + i, List.of(1L)));
        settle();
        assertThat(calls("rpush")).isLessThan(10);
        assertThat(redis.command("LLEN", "e:hints:1")).isEqualTo("50");
    }

    @Test
    void listIsCutWhenItIsLong() throws IOException {
        for (int i = 0; i < RedisHints.MAX_LENGTH; i++) {
            redis.command("RPUSH", "e:hints:1", "g:1");
        }
        hints().add("g:2", List.of(1L));
        await().until(() -> redis.command("LLEN", "e:hints:1").equals(Integer.toString(RedisHints.KEPT)));
        assertThat(calls("ltrim")).isEqualTo(1);
    }

    @Test
    void garbageIsBounded() throws IOException {
        redis.command("RPUSH", "e:hints:1", "x".repeat(100_000), "g:1");
        assertThat(hints().take(1).toCompletableFuture().join()).containsExactly("g:1");
        redis.command("SET", "e:hints:1", "garbage");
        assertThat(hints().take(1).toCompletableFuture()).failsWithin(5, TimeUnit.SECONDS);
        await().until(() -> redis.command("EXISTS", "e:hints:1").equals("0"));
    }

    /** How often a command was called, as Redis counts it. */
    private static int calls(String command) throws IOException {
        return redis.command("INFO", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":calls="))
                .map(line -> line.replaceAll(".*:calls=(\\d+),.*", "$1"))
                .mapToInt(Integer::parseInt)
                .sum();
    }
}
