package io.minirpc.gochat.gateway;

import static io.minirpc.gochat.gateway.GatewayFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.Delivered;
import io.minirpc.gochat.frame.ServerFrame.Bye;
import io.minirpc.gochat.frame.ServerFrame.Ok;
import io.minirpc.gochat.frame.ServerFrame.Presence;
import io.minirpc.gochat.frame.ServerFrame.Welcome;
import io.minirpc.gochat.route.Route;
import io.minirpc.gochat.route.Routes;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How connections end, and what is left of a gateway; who is online. */
class LifeTest {
    @Test
    void connectionsOfAnEndedSessionAreClosedAndOthersStay() throws Exception { // "Log-out left the socket open"
        try (GatewayFixture fixture = GatewayFixture.start(settings().with(Timing.REVOCATIONS, Duration.ofMillis(50)));
                TestClient ended = fixture.connect();
                TestClient second = fixture.connect();
                TestClient other = fixture.connect()) {
            ended.hello(7, 70, "phone", false);
            assertThat(ended.next()).isInstanceOf(Welcome.class);
            second.hello(7, 70, "phone", false);
            assertThat(second.next()).isInstanceOf(Welcome.class);
            other.hello(7, 71, "desk", false);
            assertThat(other.next()).isInstanceOf(Welcome.class);
            fixture.fakes.endedSessions.add(70L);
            assertThat(ended.closeCode()).isEqualTo(4401);
            assertThat(second.closeCode()).isEqualTo(4401);
            other.say("{\"block\":{\"id\":2,\"user\":\"8\"}}");
            assertThat(other.next()).isEqualTo(new Ok(2));
            assertThat(fixture.routesOf(7)).isOne();
        }
    }

    @Test
    void connectionsThatABanEndedAreClosedWithACodeOfTheirOwn() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(settings().with(Timing.REVOCATIONS, Duration.ofMillis(50)));
                TestClient banned = fixture.connect();
                TestClient ended = fixture.connect()) {
            banned.hello(7, 70, "phone", false);
            assertThat(banned.next()).isInstanceOf(Welcome.class);
            ended.hello(8, 80, "desk", false);
            assertThat(ended.next()).isInstanceOf(Welcome.class);
            fixture.fakes.bannedSessions.add(70L);
            fixture.fakes.endedSessions.addAll(List.of(70L, 80L));
            assertThat(banned.closeCode()).isEqualTo(4403);
            assertThat(ended.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void closesOfADrainAreSpreadAndHinted() throws Exception {
        Duration drain = Duration.ofMillis(1_000);
        try (GatewayFixture fixture = GatewayFixture.start()) {
            List<TestClient> clients = new ArrayList<>();
            for (int user = 1; user <= 20; user++) {
                clients.add(fixture.welcomed(user));
            }
            List<Long> closes = new CopyOnWriteArrayList<>();
            List<Long> hints = new CopyOnWriteArrayList<>();
            List<Thread> readers = new ArrayList<>();
            long start = System.nanoTime();
            for (TestClient client : clients) {
                Thread reader = new Thread(() -> {
                    try (client) {
                        Bye bye = client.next(Bye.class);
                        assertThat(bye.code()).isEqualTo(4450);
                        hints.add(bye.retryAfterMs());
                        client.say("{\"block\":{\"id\":2,\"user\":\"99\"}}"); // served until its own moment
                        if (client.closeCode() == 4450) {
                            closes.add(
                                    Duration.ofNanos(System.nanoTime() - start).toMillis());
                        }
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
                reader.start();
                readers.add(reader);
            }
            fixture.gateway.stop(drain);
            for (Thread reader : readers) {
                reader.join();
            }
            assertThat(closes).hasSize(20);
            long spread = closes.stream().mapToLong(x -> x).max().orElse(0)
                    - closes.stream().mapToLong(x -> x).min().orElse(0);
            assertThat(spread).isGreaterThan(300); // 20 random moments within a second: by chance less in 1 of 10^8
            assertThat(new HashSet<>(hints)).hasSizeGreaterThan(10);
            assertThat(hints).allMatch(hint -> hint > 0 && hint <= 1_001);
        }
    }

    @Test
    void stoppedGatewayLeavesNothing() throws Exception {
        Set<Thread> before = threads();
        int port;
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            port = fixture.gateway.port();
            fixture.push(7, 1, "x");
            client.nextMarked();
            fixture.gateway.stop(Duration.ZERO);
            assertThat(client.raw().ends()).isTrue();
            assertThat(fixture.routesOf(7)).isZero();
            assertThat(fixture.meter("connections")).isZero();
        }
        new ServerSocket(port).close();
        await().untilAsserted(() -> {
            Set<Thread> left = threads();
            left.removeAll(before);
            assertThat(left).as("threads").isEmpty();
        });
    }

    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("gochat"));
        return threads;
    }

    @Test
    void lastPositionsAreToldAtTheEnd() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(settings().with(Timing.DELIVERED, Duration.ofMinutes(1)));
                TestClient client = fixture.welcomed(7)) {
            client.say("{\"ack\":{\"n\":0,\"at\":{\"p:7:8\":3}}}\n{\"block\":{\"id\":2,\"user\":\"8\"}}");
            assertThat(client.next()).isEqualTo(new Ok(2));
            fixture.gateway.stop(Duration.ZERO);
            assertThat(fixture.fakes.delivered).containsExactly(List.of(new Delivered(7, "p:7:8", 3)));
        }
    }

    @Test
    void idsOfGatewaysAreNewAtEachStart() throws Exception {
        try (GatewayFixture one = GatewayFixture.start();
                GatewayFixture other = GatewayFixture.start()) {
            assertThat(one.gateway.id()).isNotEqualTo(other.gateway.id());
        }
    }

    @Test
    void watchedUsersAreShownOnlineAndOfflineAfterTwoReadings() throws Exception {
        // "online for days after a crash; away because one of two devices closed"
        try (GatewayFixture fixture = GatewayFixture.start(settings().with(Timing.PRESENCE, Duration.ofMillis(100)));
                TestClient client = fixture.welcomed(7)) {
            client.say("{\"watch\":{\"id\":2,\"users\":[\"8\",\"9\"]}}");
            assertThat(client.next()).isEqualTo(new Ok(2));
            TestClient phone = fixture.welcomed(8);
            assertThat(client.next()).isEqualTo(new Presence("8", true));
            TestClient desk = fixture.welcomed(8);
            phone.close();
            await().until(() -> fixture.routesOf(8) == 1);
            fixture.welcomed(9).close(); // may be seen or not; it ends offline
            desk.close();
            Presence last = client.next(Presence.class);
            while (!last.equals(new Presence("8", false))) {
                assertThat(last.user()).isEqualTo("9");
                last = client.next(Presence.class);
            }
        }
    }

    @Test
    void oneReadingWithoutARouteIsNotOffline() throws Exception { // a moment between two connections
        Iterator<Boolean> readings = List.of(true, false, true, false, false).iterator();
        AtomicInteger read = new AtomicInteger();
        Routes routes = new Routes() {
            @Override
            public CompletionStage<Void> add(long user, Route route) {
                return CompletableFuture.completedStage(null);
            }

            @Override
            public CompletionStage<Void> remove(long user, String connection) {
                return CompletableFuture.completedStage(null);
            }

            @Override
            public synchronized CompletionStage<Map<Long, List<Route>>> find(Collection<Long> users) {
                read.incrementAndGet();
                boolean online = readings.hasNext() && readings.next();
                return CompletableFuture.completedStage(online ? Map.of(8L, List.of(new Route("c", "g"))) : Map.of());
            }
        };
        try (GatewayFixture fixture =
                        GatewayFixture.start(settings().with(Timing.PRESENCE, Duration.ofMillis(100)), routes);
                TestClient client = fixture.welcomed(7)) {
            client.say("{\"watch\":{\"id\":2,\"users\":[\"8\"]}}");
            assertThat(List.of(client.next(), client.next()))
                    .containsExactlyInAnyOrder(new Ok(2), new Presence("8", true)); // either may be first
            assertThat(client.next()).isEqualTo(new Presence("8", false));
            assertThat(read.get()).isGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void watchTellsOnlyOfThoseWhoMayBeWatched() throws Exception { // attacks M1
        try (GatewayFixture fixture = GatewayFixture.start(settings()
                        .with(Timing.PRESENCE, Duration.ofMillis(50))
                        .with(Timing.WATCHABLE, Duration.ofMillis(100)));
                TestClient client = fixture.welcomed(7);
                TestClient friend = fixture.welcomed(8);
                TestClient stranger = fixture.welcomed(9)) {
            fixture.fakes.watchable = (user, users) -> CompletableFuture.completedStage(List.of(8L));
            client.say("{\"watch\":{\"id\":2,\"users\":[\"8\",\"9\"]}}");
            assertThat(List.of(client.next(), client.next()))
                    .containsExactlyInAnyOrder(new Ok(2), new Presence("8", true)); // either may be first
            fixture.fakes.watchable = (user, users) -> CompletableFuture.completedStage(List.of()); // 8 has blocked 7
            assertThat(client.next()).isEqualTo(new Presence("8", false));
        }
    }

    @Test
    void watchIsOfFiftyUsersAtMost() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            CompletableFuture<Integer> asked = new CompletableFuture<>();
            fixture.fakes.watchable = (user, users) -> {
                asked.complete(users.size());
                return CompletableFuture.completedStage(users);
            };
            StringBuilder users = new StringBuilder();
            for (int user = 100; user < 200; user++) {
                users.append(users.isEmpty() ? "\"" : ",\"").append(user).append('"');
            }
            client.say("{\"watch\":{\"id\":2,\"users\":[" + users + "]}}");
            assertThat(client.next()).isEqualTo(new Ok(2));
            assertThat(asked.join()).isEqualTo(50);
        }
    }
}
