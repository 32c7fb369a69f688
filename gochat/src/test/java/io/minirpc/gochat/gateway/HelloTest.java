package io.minirpc.gochat.gateway;

import static io.minirpc.gochat.gateway.GatewayFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.gochat.api.Opened;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.frame.ServerFrame.Welcome;
import io.minirpc.gochat.route.Route;
import io.minirpc.gochat.route.Routes;
import io.minirpc.gochat.route.memory.MemoryRoutes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HelloTest {
    @Test
    void helloIsAnsweredByWelcome() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.connect()) {
            client.hello(7);
            Welcome welcome = (Welcome) client.next();
            assertThat(welcome.id()).isEqualTo(1);
            assertThat(welcome.user().id()).isEqualTo("7");
            assertThat(welcome.session()).isEqualTo("70");
            assertThat(welcome.epoch()).isEqualTo("epoch");
            assertThat(welcome.truth()).isEqualTo(new Truth(1, 0, 0));
            assertThat(welcome.limits()).isEqualTo(new ServerFrame.Limits(16_384, 500, 3_600_000));
            assertThat(fixture.routesOf(7)).isOne();
            assertThat(fixture.meter("connections", "state", "live")).isOne();
        }
    }

    @Test
    void connectionWithoutHelloIsClosed() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(settings().with(Timing.HELLO, Duration.ofMillis(100)));
                TestClient client = fixture.connect()) {
            assertThat(client.closeCode()).isEqualTo(1013);
        }
    }

    @Test
    void firstFrameThatIsNoHelloClosesTheConnection() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.connect();
                TestClient garbled = fixture.connect()) {
            client.say("{\"sync\":{\"id\":1,\"have\":{}}}");
            assertThat(client.closeCode()).isEqualTo(4400);
            garbled.say("hello?");
            assertThat(garbled.nextError().code()).isEqualTo(ErrorCode.BAD_FRAME);
            assertThat(garbled.closeCode()).isEqualTo(4400);
        }
    }

    @Test
    void clientsThatSpeakOnlyNewerVersionsAreTooOldForNobody() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient newer = fixture.connect();
                TestClient both = fixture.connect()) {
            newer.say("{\"hello\":{\"id\":1,\"v\":3,\"min_v\":2,\"device\":\"d\",\"token\":\""
                    + FakeServices.token(7, 70) + "\"}}");
            assertThat(newer.closeCode()).isEqualTo(4426);
            both.say("{\"hello\":{\"id\":1,\"v\":3,\"min_v\":1,\"device\":\"d\",\"token\":\""
                    + FakeServices.token(7, 70) + "\"}}");
            assertThat(((Welcome) both.next()).v()).isEqualTo(1);
        }
    }

    @Test
    void badDeviceIsSaid() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.connect()) {
            client.hello(7, 70, "two words", false);
            assertThat(client.nextError().code()).isEqualTo(ErrorCode.INVALID);
            assertThat(client.closeCode()).isEqualTo(4400);
        }
    }

    @Test
    void badTokenClosesTheConnection() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.connect()) {
            client.say("{\"hello\":{\"id\":1,\"v\":1,\"min_v\":1,\"device\":\"d\",\"token\":\"forged\"}}");
            assertThat(client.closeCode()).isEqualTo(4401);
            assertThat(fixture.fakes.opened).isEmpty();
        }
    }

    @Test
    void endedSessionClosesTheConnectionAndLeavesNothing() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.connect()) {
            fixture.fakes.open = openings -> CompletableFuture.completedStage(
                    List.of(new Opened(null, new Truth(0, 0, 0), "epoch", List.of(), null)));
            client.hello(7);
            assertThat(client.closeCode()).isEqualTo(4401);
            await().until(() -> fixture.routesOf(7) == 0);
        }
    }

    @Test
    void servicesThatDoNotAnswerCloseTheConnectionForNow() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.connect()) {
            fixture.fakes.open =
                    openings -> CompletableFuture.failedStage(new RpcException(StatusCode.UNAVAILABLE, "frozen"));
            client.hello(7);
            assertThat(client.closeCode()).isEqualTo(1013);
            await().until(() -> fixture.routesOf(7) == 0);
        }
    }

    @Test
    void helloThatWaitsTooLongIsForLater() throws Exception { // a frozen database answers nothing at all
        try (GatewayFixture fixture = GatewayFixture.start(settings().with(Timing.WELCOME, Duration.ofMillis(200)));
                TestClient client = fixture.connect()) {
            fixture.fakes.open = openings -> new CompletableFuture<>();
            client.hello(7);
            assertThat(client.closeCode()).isEqualTo(1013);
            await().until(() -> fixture.routesOf(7) == 0);
        }
    }

    @Test
    void routeIsWrittenBeforeTheTruthIsRead() throws Exception { // "Connecting": commits are in one or the other
        SlowRoutes routes = new SlowRoutes();
        try (GatewayFixture fixture =
                        GatewayFixture.start(settings().with(Timing.ROUTE, Duration.ofMinutes(1)), routes);
                TestClient client = fixture.connect()) {
            client.hello(7);
            await().until(() -> routes.adding.size() == 1);
            await().during(Duration.ofMillis(200)).until(fixture.fakes.opened::isEmpty);
            routes.complete(0);
            assertThat(client.next()).isInstanceOf(Welcome.class);
        }
    }

    @Test
    void pushBetweenRouteAndWelcomeIsNotLost() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.connect()) {
            CompletableFuture<List<Opened>> answer = new CompletableFuture<>();
            fixture.fakes.open = openings -> answer;
            client.hello(7);
            await().until(() -> fixture.fakes.opened.size() == 1);
            Message message = fixture.push(7, 1, "early");
            fixture.push(7, new ServerFrame.Cursor(null, GatewayFixture.CONVERSATION, 1, 0, 1));
            await().until(() -> fixture.meter("connections", "state", "greeting") == 1);
            answer.complete(List.of(FakeServices.opened(new io.minirpc.gochat.api.Opening(7, 70))));
            assertThat(client.next()).isInstanceOf(Welcome.class);
            List<ServerFrame> pushed = new ArrayList<>(client.nextMarked());
            assertThat(pushed).contains(message);
            assertThat(pushed.get(0)).isInstanceOf(ServerFrame.Cursor.class);
        }
    }

    @Test
    void tooManyPushesBeforeWelcomeMakeTheConnectionBehind() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(settings().with(Limit.WINDOW_MESSAGES, 4));
                TestClient client = fixture.connect()) {
            CompletableFuture<List<Opened>> answer = new CompletableFuture<>();
            fixture.fakes.open = openings -> answer;
            client.hello(7);
            await().until(() -> fixture.fakes.opened.size() == 1);
            for (int seq = 1; seq <= 5; seq++) {
                fixture.push(7, seq, "early");
            }
            fixture.push(7, new ServerFrame.Cursor(null, GatewayFixture.CONVERSATION, 1, 0, 1));
            answer.completeOnTimeout(
                    List.of(FakeServices.opened(new io.minirpc.gochat.api.Opening(7, 70))),
                    300,
                    java.util.concurrent.TimeUnit.MILLISECONDS);
            assertThat(client.next()).isInstanceOf(Welcome.class);
            client.next(ServerFrame.Behind.class);
        }
    }

    @Test
    void connectionThatEndsBeforeItsRouteIsWrittenLeavesNoRoute() throws Exception {
        SlowRoutes routes = new SlowRoutes();
        try (GatewayFixture fixture = GatewayFixture.start(settings(), routes)) {
            try (TestClient client = fixture.connect()) {
                client.hello(7);
                await().until(() -> routes.adding.size() == 1);
            }
            await().until(() -> fixture.meter("connections", "state", "greeting") == 0);
            routes.complete(0);
            await().until(() -> routes.removed.get() == 1);
            assertThat(fixture.routesOf(7)).isZero();
            assertThat(fixture.fakes.opened).isEmpty();
        }
        assertThat(routes.removed.get()).isOne();
    }

    @Test
    void lateCloseDoesNotRemoveTheRouteOfANewerConnection() throws Exception {
        SlowRoutes routes = new SlowRoutes();
        try (GatewayFixture fixture =
                GatewayFixture.start(settings().with(Timing.ROUTE, Duration.ofMinutes(1)), routes)) {
            TestClient older = fixture.connect();
            older.hello(7);
            await().until(() -> routes.adding.size() == 1);
            older.close();
            try (TestClient newer = fixture.connect()) {
                newer.hello(7);
                await().until(() -> routes.adding.size() == 2);
                routes.complete(1);
                assertThat(newer.next()).isInstanceOf(Welcome.class);
                routes.complete(0); // and is removed only now
                await().until(() -> routes.removed.get() == 1);
                assertThat(fixture.routesOf(7)).isOne();
                Message message = fixture.push(7, 1, "hi");
                assertThat(newer.next()).isEqualTo(message);
            }
        }
    }

    @Test
    void routesThatDoNotAnswerDelayHelloOnlyForAWhile() throws Exception {
        try (GatewayFixture fixture =
                        GatewayFixture.start(settings().with(Timing.ROUTE, Duration.ofMillis(50)), new SlowRoutes());
                TestClient client = fixture.connect()) {
            client.hello(7);
            assertThat(client.next()).isInstanceOf(Welcome.class);
        }
    }

    @Test
    void ninthConnectionOfADeviceReplacesTheOldest() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(settings().with(Limit.CONNECTIONS_PER_DEVICE, 2));
                TestClient first = fixture.welcomed(7);
                TestClient second = fixture.welcomed(7);
                TestClient third = fixture.welcomed(7)) {
            assertThat(first.closeCode()).isEqualTo(4409);
            await().until(() -> fixture.routesOf(7) == 2);
            Message message = fixture.push(7, 1, "hi");
            assertThat(second.next()).isEqualTo(message);
            assertThat(third.next()).isEqualTo(message);
        }
    }

    @Test
    void tooManyConnectionsOfAUserReplaceTheOldestOfAnyDevice() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(settings().with(Limit.CONNECTIONS_PER_USER, 1));
                TestClient first = fixture.connect();
                TestClient second = fixture.connect()) {
            first.hello(7, 70, "phone", false);
            assertThat(first.next()).isInstanceOf(Welcome.class);
            second.hello(7, 71, "desk", false);
            assertThat(second.next()).isInstanceOf(Welcome.class);
            assertThat(first.closeCode()).isEqualTo(4409);
        }
    }

    @Test
    void takeOverClosesTheOthersOfThisDeviceOnly() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient phone = fixture.connect();
                TestClient desk = fixture.welcomed(7);
                TestClient taking = fixture.connect()) {
            phone.hello(7, 70, "phone", false);
            assertThat(phone.next()).isInstanceOf(Welcome.class);
            taking.hello(7, 70, "device", true);
            assertThat(taking.next()).isInstanceOf(Welcome.class);
            assertThat(desk.closeCode()).isEqualTo(4409);
            Message message = fixture.push(7, 1, "hi");
            assertThat(phone.next()).isEqualTo(message);
        }
    }

    @Test
    void hellosThatGatherAreOneCall() throws Exception { // "Everyone returned in the same second"
        try (GatewayFixture fixture = GatewayFixture.start()) {
            CompletableFuture<Void> thaw = new CompletableFuture<>();
            fixture.fakes.open = openings -> thaw.thenApply(
                    done -> openings.stream().map(FakeServices::opened).toList());
            List<TestClient> clients = new ArrayList<>();
            for (int user = 1; user <= 60; user++) {
                TestClient client = fixture.connect();
                clients.add(client);
                client.hello(user);
            }
            await().until(() -> fixture.meter("connections", "state", "greeting") == 60);
            thaw.complete(null);
            for (TestClient client : clients) {
                assertThat(client.next()).isInstanceOf(Welcome.class);
                client.close();
            }
            assertThat(fixture.fakes.opened).hasSizeLessThanOrEqualTo(6);
        }
    }

    /** Routes that answer when the test says so; as a fake of Redis that lags. */
    private static final class SlowRoutes implements Routes {
        final List<CompletableFuture<Void>> adding = new java.util.concurrent.CopyOnWriteArrayList<>();
        final AtomicInteger removed = new AtomicInteger();
        private final MemoryRoutes routes = new MemoryRoutes();

        void complete(int index) {
            adding.get(index).complete(null);
        }

        @Override
        public CompletionStage<Void> add(long user, Route route) {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            adding.add(answer);
            return answer.thenCompose(done -> routes.add(user, route));
        }

        @Override
        public CompletionStage<Void> remove(long user, String connection) {
            return routes.remove(user, connection).thenRun(removed::incrementAndGet);
        }

        @Override
        public CompletionStage<Map<Long, List<Route>>> find(Collection<Long> users) {
            return routes.find(users);
        }
    }
}
