package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.localservers.RedisServer;
import io.minirpc.tests.servers.RequiresRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresRedis
class WaysTest {
    @TempDir
    Path data;

    /** A service that is started again while Redis is away too does not end for that. */
    @Test
    void startWaitsForRedis() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            Settings settings =
                    SettingsReader.read(Map.of("data", data.toString(), "redis", redis.url()), Map.of(), null);
            redis.kill();
            CompletableFuture<Ways> opening =
                    CompletableFuture.supplyAsync(() -> Ways.open(settings, "epoch", UnaryOperator.identity()));
            await().during(Duration.ofSeconds(1)).until(() -> !opening.isDone());

            redis.restart();

            assertThat(opening).succeedsWithin(Duration.ofSeconds(60)).satisfies(Ways::close);
        }
    }
}
