package io.minirpc.gochat.route.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.route.Bus;
import io.minirpc.gochat.route.Bus.Push;
import io.minirpc.gochat.route.Bus.ToUsers;
import io.minirpc.gochat.route.Route;
import io.minirpc.gochat.route.Routes;
import io.minirpc.localservers.RedisServer;
import io.minirpc.tests.servers.RequiresRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** C6: what may be lost in Redis, and that the gateway knows. A service and a gateway have a routing each. */
@RequiresRedis
@Tag("chaos")
class RedisFaultsTest {
    private static RedisServer redis;

    private final String id = UUID.randomUUID().toString();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final AtomicInteger published = new AtomicInteger();
    private final AtomicInteger loseEach = new AtomicInteger(Integer.MAX_VALUE);
    private final Witness gateway = new Witness();
    private RedisRouting gatewayRouting;
    private RedisRouting service;

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
        gatewayRouting = opened(RedisRouting.open(redis.url(), "e"));
        service = opened(RedisRouting.open(redis.url(), "e", to -> published.incrementAndGet() % loseEach.get() == 0));
        opened(gatewayRouting.routing().bus().subscribe(id, gateway));
        gatewayRouting.expect(Set.of(service.publisher()));
        await().until(() -> redis.command("EXISTS", lease()).equals("1"));
        publish(1);
        await().until(() -> gateway.pushes().size() == 1);
    }

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    /** A planned stop and a start, 10,000 pushes, and more time than an expected publisher may be silent. */
    @Test
    @Tag("soak")
    void calmIsNotSuspicious() {
        RedisRouting second = opened(RedisRouting.open(redis.url(), "e"));
        gatewayRouting.expect(Set.of(service.publisher(), second.publisher()));
        long end = System.nanoTime() + Duration.ofMillis(7_500).toNanos();
        int count = 0;
        while (System.nanoTime() - end < 0 || count < 10_000) {
            for (int i = 0; i < 100; i++) {
                (i % 2 == 0 ? service : second).routing().bus().publish(id, push(count++));
            }
            int all = count + 1;
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> gateway.pushes().size() == all);
        }
        second.close(); // and is still listed for a while
        RedisRouting third = opened(RedisRouting.open(redis.url(), "e"));
        gatewayRouting.expect(Set.of(service.publisher(), second.publisher(), third.publisher()));
        third.routing().bus().publish(id, push(count));
        int all = count + 2;
        await().until(() -> gateway.pushes().size() == all);

        assertThat(gateway.reasons()).isEmpty();
        assertThat(gateway.written()).isEqualTo(1);
    }

    @Test
    void emptiedRedisHasTheGatewayWriteAgain() throws IOException {
        redis.command("FLUSHALL");
        gateway.awaitSuspicion("the lease is gone");
        assertThat(gateway.written()).isEqualTo(2);
        assertThat(redis.command("EXISTS", lease())).isEqualTo("1");
        arrives();
    }

    /** C6.1: FLUSHALL comes while the routes are written, with the lease set before and not seen after. */
    @Test
    void redisThatIsEmptiedWhileRoutesAreWrittenIsNoticed() throws IOException {
        AtomicInteger times = new AtomicInteger();
        gateway.whileWriting(() -> {
            if (times.incrementAndGet() <= 2) {
                run("FLUSHALL");
            }
        });
        redis.command("FLUSHALL");
        gateway.awaitSuspicion();
        assertThat(times.get()).isEqualTo(3);
        assertThat(redis.command("EXISTS", lease())).isEqualTo("1");
    }

    /** C6.1, the same at the start: the routes of the first clients may be gone. */
    @Test
    void redisThatIsEmptiedWhileAGatewayStartsIsNoticed() {
        Witness late = new Witness();
        AtomicBoolean first = new AtomicBoolean(true);
        late.whileWriting(() -> {
            if (first.getAndSet(false)) {
                run("FLUSHALL");
            }
        });
        opened(gatewayRouting.routing().bus().subscribe(UUID.randomUUID().toString(), late));
        late.awaitSuspicion();
        assertThat(late.written()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void killedRedisThatComesBackEmptyHasTheGatewayWriteAgain() throws IOException {
        redis.kill();
        Routes routes = service.routing().routes();
        await().until(() -> routes.find(List.of(1L)).toCompletableFuture().isCompletedExceptionally());
        assertThat(routes.add(1, new Route("c", id)).toCompletableFuture()).isCompletedExceptionally();
        publish(1); // lost, and counted
        gateway.awaitSuspicion("there is no subscription"); // while it is away
        int written = gateway.written();
        int suspected = gateway.reasons().size();
        redis.restart();

        await().atMost(Witness.PROMISED).until(() -> gateway.reasons().size() > suspected);
        await().atMost(Witness.PROMISED).until(() -> gateway.written() > written);
        await().atMost(Witness.PROMISED)
                .until(() -> redis.command("EXISTS", lease()).equals("1"));
        arrives();
    }

    @Test
    void killedSubscriberIsSuspiciousAndReceivesAgain() throws IOException {
        redis.command("CLIENT", "KILL", "TYPE", "pubsub");
        gateway.awaitSuspicion("the subscription was renewed");
        arrives();
    }

    @Test
    @Tag("soak")
    void allConnectionsMayBeKilled() throws IOException {
        redis.command("CLIENT", "KILL", "TYPE", "normal");
        redis.command("CLIENT", "KILL", "TYPE", "pubsub");
        gateway.awaitSuspicion();
        await().atMost(Witness.PROMISED).until(() -> gateway.written() >= 2);
        arrives();
    }

    /** Longer than the lease and all timeouts. Nothing blocks, nothing grows. */
    @Test
    void frozenRedisIsNoticedAndBounded() throws Exception {
        redis.stop();
        try {
            long begun = System.nanoTime();
            CompletableFuture<?> found =
                    service.routing().routes().find(List.of(1L)).toCompletableFuture();
            String large = "x".repeat(16_000);
            for (int i = 0; i < 5_000; i++) {
                service.routing().bus().publish(id, new ToUsers(List.of(1L), message(large), null));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            assertThat(service.unsentBytes()).isBetween(Publisher.MAX_BYTES / 2, Publisher.MAX_BYTES + 100_000);
            assertThat(found).failsWithin(5, TimeUnit.SECONDS);
            gateway.awaitSuspicion();
        } finally {
            redis.cont();
        }
        int written = gateway.written();
        await().atMost(Witness.PROMISED).until(() -> gateway.written() > written || written > 1);
        arrives();
    }

    /** C6.7: one of a hundred, after its number was taken. */
    @Test
    void lostPushesAreNoticed() {
        loseEach.set(100);
        publish(300);
        gateway.awaitSuspicion("are missing");
    }

    /** Nothing comes after it: the count says so. */
    @Test
    void lostLastPushIsNoticed() {
        loseEach.set(1);
        publish(1);
        gateway.awaitSuspicion("pushes 2 to 2");
    }

    /** C6.5 */
    @Test
    void failedLookUpIsNoticed() {
        service.routing().bus().giveUp();
        gateway.awaitSuspicion("gave up");
    }

    /** C6.4: its only message was lost, and no count ever came. */
    @Test
    @Tag("soak")
    void publisherThatIsKilledAfterItsFirstMessageIsNoticed() {
        RedisRouting born = opened(RedisRouting.open(redis.url(), "e", to -> true));
        born.routing().bus().publish(id, push(0));
        gatewayRouting.expect(Set.of(service.publisher(), born.publisher()));
        born.abandon();

        gateway.awaitSuspicion("publisher " + born.publisher() + " is not heard");
    }

    /**
     * C6.2: the gateway was stopped for longer than its lease; pushes meanwhile wait for it, or nobody numbers them.
     */
    @Test
    void gatewayThatHasLostItsLeaseWritesAgain() throws IOException {
        redis.command("DEL", lease());
        gateway.awaitSuspicion("the lease is gone");
        assertThat(gateway.written()).isEqualTo(2);
    }

    /** C6.3: commands reach another server than the subscription does, as after a failover. */
    @Test
    void leaseThatIsAnotherOneIsTakenAnew() throws IOException {
        redis.command("SET", lease(), "another", "PX", "60000");
        gateway.awaitSuspicion("another one");
        assertThat(gateway.written()).isEqualTo(2);
    }

    @Test
    void leaseOfAWrongTypeIsTakenAnew() throws IOException {
        redis.command("DEL", lease());
        redis.command("RPUSH", lease(), "garbage");
        gateway.awaitSuspicion();
        await().until(() -> redis.command("TYPE", lease()).equals("string"));
    }

    @Test
    void garbageIsIgnored() throws IOException {
        for (int i = 0; i < 50; i++) {
            redis.command("PUBLISH", "e:gateway:" + id, "garbage " + i);
        }
        arrives();
        assertThat(gatewayRouting.garbage()).isEqualTo(50);
        assertThat(gateway.reasons()).isEmpty();
    }

    @Test
    void gatewayThatEndsGivesItsLeaseBack() throws Exception {
        String other = UUID.randomUUID().toString();
        AutoCloseable subscription = gatewayRouting.routing().bus().subscribe(other, new Witness());
        await().until(() -> redis.command("EXISTS", "e:lease:" + other).equals("1"));
        subscription.close();
        await().until(() -> redis.command("EXISTS", "e:lease:" + other).equals("0"));
    }

    /** Pushes reach the gateway, whatever was before. */
    private void arrives() {
        Push push = push(System.nanoTime());
        await().atMost(Witness.PROMISED).until(() -> {
            service.routing().bus().publish(id, push);
            return gateway.pushes().contains(push);
        });
    }

    private void publish(int count) {
        Bus bus = service.routing().bus();
        for (int i = 0; i < count; i++) {
            bus.publish(id, push(i));
        }
    }

    private static Push push(long number) {
        return new ToUsers(List.of(1L), new ServerFrame.Mark(number), null);
    }

    private static ServerFrame.Message message(String content) {
        return new ServerFrame.Message("p:1:2", 1, 0, "1", "2", "text", content, 1_000, null);
    }

    private String lease() {
        return "e:lease:" + id;
    }

    private static void run(String... words) {
        try {
            redis.command(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }
}
