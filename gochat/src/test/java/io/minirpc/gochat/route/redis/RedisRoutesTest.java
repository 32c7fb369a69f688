package io.minirpc.gochat.route.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.route.Bus.ToUsers;
import io.minirpc.gochat.route.Route;
import io.minirpc.gochat.route.Routes;
import io.minirpc.gochat.route.RoutesContract;
import io.minirpc.localservers.RedisServer;
import io.minirpc.tests.servers.RequiresRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RequiresRedis
class RedisRoutesTest extends RoutesContract {
    private static RedisServer redis;
    private RedisRouting routing;
    private Routes routes;

    @BeforeAll
    static void start() throws IOException {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    /** The gateways of the contract are alive. */
    @BeforeEach
    void open() throws IOException {
        redis.command("FLUSHALL");
        for (String gateway : List.of("g", "g1", "g2")) {
            redis.command("SET", "e:lease:" + gateway, "held");
        }
        routing = RedisRouting.open(redis.url(), "e");
        routes = routing.routing().routes();
    }

    @AfterEach
    void close() {
        routing.close();
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    @Test
    void gatewaysWithoutLeaseAreNotOnline() {
        done(routes.add(7, new Route("a", "killed")));
        done(routes.add(8, new Route("b", "killed")));
        done(routes.add(8, new Route("c", "g1")));

        assertThat(done(routes.online(List.of(7L, 8L)))).containsExactly(8L);
        assertThat(done(routes.find(List.of(7L)))).containsKey(7L); // pushes go there all the same
    }

    /** Fields of killed gateways would stay as long as their user writes others. */
    @Test
    void fieldsOfGatewaysThatNobodyHearsAreDeletedByWhoeverMeetsThem() throws Exception {
        done(routes.add(7, new Route("a", "killed")));
        done(routes.add(7, new Route("b", "g1")));
        routing.routing().bus().publish("killed", new ToUsers(List.of(7L), new ServerFrame.Behind(), null));
        routing.routing().bus().publish("g1", new ToUsers(List.of(7L), new ServerFrame.Behind(), null));

        await().untilAsserted(
                        () -> assertThat(done(routes.find(List.of(7L))).get(7L)).containsExactly(new Route("b", "g1")));
    }

    @Test
    void readerOfPresenceDeletesThemToo() {
        done(routes.add(7, new Route("a", "killed")));
        await().untilAsserted(() -> {
            assertThat(done(routes.online(List.of(7L)))).isEmpty();
            assertThat(done(routes.find(List.of(7L)))).isEmpty();
        });
    }

    @Test
    void routesAreForgottenTenMinutesAfterTheyWereWritten() throws IOException {
        done(routes.add(7, new Route("a", "g1")));
        assertThat(Long.parseLong(redis.command("TTL", "e:routes:7"))).isBetween(590L, 600L);
    }

    /** A gateway writes all its routes again at once, which is more than the queue of a connection takes. */
    @Test
    void fifteenThousandRoutesAreWrittenAtOnce() {
        List<CompletableFuture<Void>> all = LongStream.range(0, 15_000)
                .mapToObj(user -> routes.add(user, new Route("c" + user, "g1")).toCompletableFuture())
                .toList();
        await().atMost(Duration.ofSeconds(60)).until(() -> all.stream().allMatch(CompletableFuture::isDone));
        assertThat(all.stream().filter(CompletableFuture::isCompletedExceptionally))
                .as("writes that failed, for a slow machine")
                .hasSizeLessThan(1_000);
        LongStream.range(14_950, 15_000).forEach(user -> done(routes.add(user, new Route("c" + user, "g1"))));

        assertThat(done(routes.find(LongStream.range(14_950, 15_000).boxed().toList())))
                .hasSize(50);
    }

    @Test
    void keysOfAWrongTypeAreHealed() throws IOException {
        redis.command("SET", "e:routes:7", "garbage");
        assertThat(routes.find(List.of(7L)).toCompletableFuture()).failsWithin(5, TimeUnit.SECONDS);
        await().until(() -> redis.command("EXISTS", "e:routes:7").equals("0"));

        done(routes.add(7, new Route("a", "g1")));
        assertThat(done(routes.find(List.of(7L)))).containsOnlyKeys(7L);
    }

    @Test
    void keysBeginWithTheEpoch() throws IOException {
        done(routes.add(7, new Route("a", "g1")));
        try (RedisRouting other = RedisRouting.open(redis.url(), "restored")) {
            assertThat(done(other.routing().routes().find(List.of(7L)))).isEmpty();
        }
        assertThat(redis.command("KEYS", "*").lines()).allMatch(key -> key.startsWith("e:"));
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
