package io.minirpc.gochat.gateway;

import static io.minirpc.gochat.gateway.GatewayFixture.CONVERSATION;
import static io.minirpc.gochat.gateway.GatewayFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.Delivered;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Mark;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.route.Bus.ToUsers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Messages on their way to clients: windows, marks, acknowledgements, falling behind. */
class PushTest {
    private static final String SYNC = "{\"sync\":{\"id\":5,\"have\":{\"p:7:8\":{\"seq\":1}}}}";

    @Test
    void messageEndsWithAMark() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            Message first = fixture.push(7, 1, "one");
            assertThat(client.nextMarked()).containsExactly(first, new Mark(1));
            client.ack(1);
            Message second = fixture.push(7, 2, "two");
            assertThat(client.nextMarked()).containsExactly(second, new Mark(2));
        }
    }

    @Test
    void messagesThatAreReadyTogetherAreOneFrame() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(settings().withLoops(1));
                TestClient client = fixture.connect()) {
            CompletableFuture<Void> thaw = new CompletableFuture<>();
            fixture.fakes.open = openings -> thaw.thenApply(
                    done -> openings.stream().map(FakeServices::opened).toList());
            client.hello(7);
            await().until(() -> fixture.fakes.opened.size() == 1);
            CompletableFuture<Void> last = new CompletableFuture<>();
            List<ServerFrame> expected = new ArrayList<>();
            for (int seq = 1; seq <= 20; seq++) {
                expected.add(fixture.push(7, seq, "ready"));
            }
            expected.add(new Mark(1));
            fixture.bus.subscribe("after", push -> last.complete(null));
            fixture.bus.publish("after", new ToUsers(List.of(7L), new ServerFrame.Behind(), null));
            last.join(); // one thread serves both: the messages were handed over
            thaw.complete(null);
            client.next();
            assertThat(client.nextMarked()).isEqualTo(expected);
            assertThat(client.webSocketFrames()).isEqualTo(2);
        }
    }

    @Test
    void everyConnectionOfAUserGetsTheMessageOnceButTheOneExcepted() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient first = fixture.welcomed(7);
                TestClient second = fixture.welcomed(7)) {
            String excepted = fixture.routes
                    .find(List.of(7L))
                    .toCompletableFuture()
                    .join()
                    .get(7L)
                    .get(0)
                    .connection();
            ServerFrame cursor = new ServerFrame.Cursor(null, CONVERSATION, 1, 0, 1);
            fixture.bus.publish(fixture.gateway.id(), new ToUsers(List.of(7L), cursor, excepted));
            Message message = fixture.push(7, 1, "all");
            List<ServerFrame> received = new ArrayList<>(first.nextMarked());
            received.addAll(second.nextMarked());
            assertThat(received).containsExactlyInAnyOrder(cursor, message, message, new Mark(1), new Mark(1));
        }
    }

    @Test
    void unacknowledgedMessagesAreSentOnceMoreThenTheConnectionIsBehind() throws Exception { // attacks H4
        GatewaySettings settings =
                settings().with(Timing.RESEND, Duration.ofMillis(100)).with(Timing.RESENT, Duration.ofMillis(200));
        try (GatewayFixture fixture = GatewayFixture.start(settings);
                TestClient client = fixture.welcomed(7)) {
            Message message = fixture.push(7, 1, "lost");
            assertThat(client.nextMarked()).containsExactly(message, new Mark(1));
            assertThat(client.nextMarked()).containsExactly(message, new Mark(2));
            assertThat(client.next()).isEqualTo(new ServerFrame.Behind());
            assertThat(fixture.meter("resent")).isOne();
            assertThat(fixture.meter("behind")).isOne();
        }
    }

    @Test
    void acknowledgedMessagesAreNotSentAgain() throws Exception {
        GatewaySettings settings =
                settings().with(Timing.RESEND, Duration.ofMillis(500)).with(Timing.RESENT, Duration.ofMillis(100));
        try (GatewayFixture fixture = GatewayFixture.start(settings);
                TestClient client = fixture.welcomed(7);
                TestClient silent = fixture.welcomed(9)) {
            fixture.push(7, 1, "x");
            client.nextMarked();
            client.ack(1);
            fixture.push(9, 1, "x");
            silent.next(ServerFrame.Behind.class); // later than it would be the other's turn
            assertThat(fixture.meter("behind")).isOne();
            assertThat(fixture.meter("resent")).isOne();
        }
    }

    @Test
    void ackOfAMarkThatWasNeverSentIsRefused() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.ack(1);
            assertThat(client.nextError().code()).isEqualTo(ErrorCode.INVALID);
        }
    }

    @Test
    void fullWindowMakesTheConnectionBehindUntilItSyncs() throws Exception { // attacks H4, "Window full"
        try (GatewayFixture fixture = GatewayFixture.start(settings().with(Limit.WINDOW_MESSAGES, 4));
                TestClient client = fixture.welcomed(7)) {
            for (int seq = 1; seq <= 5; seq++) {
                fixture.push(7, seq, "x");
            }
            client.next(ServerFrame.Behind.class);
            fixture.push(7, 6, "dropped");
            ServerFrame.Cursor cursor = new ServerFrame.Cursor(null, CONVERSATION, 1, 0, 1);
            fixture.push(7, cursor);
            assertThat(client.next()).isEqualTo(cursor);
            client.say(SYNC);
            assertThat(client.next()).isInstanceOf(ServerFrame.Synced.class);
            Message live = fixture.push(7, 7, "live");
            assertThat(client.next()).isEqualTo(live);
        }
    }

    @Test
    void fullWindowCountsBytes() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(settings().with(Limit.WINDOW_BYTES, 10_000));
                TestClient client = fixture.welcomed(7)) {
            fixture.push(7, 1, "x".repeat(6_000));
            fixture.push(7, 2, "x".repeat(6_000));
            client.next(ServerFrame.Behind.class);
        }
    }

    @Test
    void syncMakesLiveBeforeTheServiceIsAsked() throws Exception { // attacks H4: no hole between sync and live
        try (GatewayFixture fixture = GatewayFixture.start(settings().with(Limit.WINDOW_MESSAGES, 1));
                TestClient client = fixture.welcomed(7)) {
            CompletableFuture<Map<String, SyncEntry>> answer = new CompletableFuture<>();
            CompletableFuture<Void> asked = new CompletableFuture<>();
            fixture.fakes.sync = (user, have) -> {
                asked.complete(null);
                return answer;
            };
            fixture.push(7, 1, "x");
            fixture.push(7, 2, "x");
            client.next(ServerFrame.Behind.class);
            client.say(SYNC);
            asked.join();
            Message meanwhile = fixture.push(7, 3, "committed after the service has read");
            assertThat(client.next()).isEqualTo(meanwhile);
            answer.complete(Map.of());
            client.next(ServerFrame.Synced.class);
        }
    }

    @Test
    void connectionThatStaysBehindIsClosed() throws Exception {
        GatewaySettings settings =
                settings().with(Limit.WINDOW_MESSAGES, 1).with(Timing.BEHIND, Duration.ofMillis(200));
        try (GatewayFixture fixture = GatewayFixture.start(settings);
                TestClient client = fixture.welcomed(7)) {
            fixture.push(7, 1, "x");
            fixture.push(7, 2, "x");
            assertThat(client.closeCode()).isEqualTo(1013);
        }
    }

    @Test
    void slowReaderIsBehindAndThenPagesAtItsOwnPace() throws Exception {
        // "Slow reader: silent holes, or endless reconnects because the backlog overflowed again"
        GatewaySettings settings = settings()
                .with(Timing.UNWRITABLE, Duration.ofMillis(100))
                .with(Limit.WINDOW_MESSAGES, 1_000_000)
                .with(Limit.WINDOW_BYTES, 1 << 30);
        try (GatewayFixture fixture = GatewayFixture.start(settings);
                TestClient client = fixture.connect(4 << 10)) {
            client.hello(7);
            client.next();
            String content = "x".repeat(16_000);
            int pushed = 0;
            while (fixture.meter("behind") == 0) {
                fixture.push(7, ++pushed, content);
                Thread.sleep(1); // the pace of the pushes, not of the test
            }
            Map<String, SyncEntry> page = Map.of(CONVERSATION, entry(pushed));
            fixture.fakes.sync = (user, have) -> CompletableFuture.completedStage(page);
            client.next(ServerFrame.Behind.class);
            client.say(SYNC);
            assertThat(client.next(ServerFrame.Synced.class).conversations()).isEqualTo(page);
            Message live = fixture.push(7, pushed + 1, "live");
            assertThat(client.next()).isEqualTo(live);
        }
    }

    private static SyncEntry entry(long head) {
        return new SyncEntry(0, 0, head, null, false, 0, 0, 0, null, false, false, false, 0, 0);
    }

    @Test
    void stalledWriteClosesTheConnection() throws Exception {
        GatewaySettings settings = settings()
                .with(Timing.STALL, Duration.ofMillis(300))
                .with(Timing.LINGER, Duration.ofMillis(50))
                .with(Limit.WINDOW_MESSAGES, 1_000_000)
                .with(Limit.WINDOW_BYTES, 1 << 30);
        try (GatewayFixture fixture = GatewayFixture.start(settings);
                TestClient client = fixture.connect(4 << 10)) {
            client.hello(7);
            client.next();
            String content = "x".repeat(16_000);
            for (int seq = 1; fixture.meter("closes", "code", "1013") == 0; seq++) {
                fixture.push(7, seq, content);
                Thread.sleep(1); // the pace of the pushes
            }
            await().until(() -> fixture.routesOf(7) == 0);
            await().until(() -> fixture.meter("connections") == 0);
        }
    }

    @Test
    void pagesOfAClientThatDoesNotReadAreNotGathered() throws Exception { // memory of a connection is bounded
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.connect(4 << 10)) {
            client.hello(7);
            client.next();
            AtomicInteger asked = new AtomicInteger();
            Message large = new Message(CONVERSATION, 1, 0, "1", "8", "text", "x".repeat(200_000), 1, null);
            SyncEntry entry = new SyncEntry(1, 1, 1, List.of(large), false, 0, 0, 0, null, false, false, false, 0, 0);
            fixture.fakes.sync = (user, have) -> {
                asked.incrementAndGet();
                return CompletableFuture.completedStage(Map.of(CONVERSATION, entry));
            };
            StringBuilder syncs = new StringBuilder();
            for (int id = 10; id < 70; id++) {
                syncs.append("{\"sync\":{\"id\":").append(id).append(",\"have\":{}}}\n");
            }
            client.say(syncs.toString());
            await().during(Duration.ofMillis(300)).until(() -> asked.get() > 0 && asked.get() < 50);
            Set<Long> answered = new HashSet<>();
            while (answered.size() < 60) {
                answered.add(client.next(ServerFrame.Synced.class).id());
            }
        }
    }

    @Test
    void fiftyReconnectsAreOneMessageOnce() throws Exception { // "Each reconnect subscribed once more"
        try (GatewayFixture fixture = GatewayFixture.start()) {
            for (int i = 0; i < 50; i++) {
                fixture.welcomed(7).close();
            }
            try (TestClient client = fixture.welcomed(7)) {
                await().until(() -> fixture.routesOf(7) == 1);
                Message message = fixture.push(7, 1, "once");
                assertThat(client.nextMarked()).containsExactly(message, new Mark(1));
                client.ack(1);
                client.raw().send(true, RawSocket.PING, new byte[0]);
                assertThat(client.raw().read().opcode()).isEqualTo(RawSocket.PONG);
            }
        }
    }

    @Test
    void positionsOfAcksAreToldTogether() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(settings().with(Timing.DELIVERED, Duration.ofMillis(200)));
                TestClient client = fixture.welcomed(7);
                TestClient other = fixture.welcomed(9)) {
            client.say(
                    "{\"ack\":{\"n\":0,\"at\":{\"p:7:8\":1}}}\n{\"ack\":{\"n\":0,\"at\":{\"p:7:8\":3,\"p:7:9\":2}}}");
            other.say("{\"ack\":{\"n\":0,\"at\":{\"p:7:9\":5}}}");
            await().until(() -> !fixture.fakes.delivered.isEmpty());
            assertThat(fixture.fakes.delivered).hasSize(1);
            assertThat(fixture.fakes.delivered.get(0))
                    .containsExactlyInAnyOrder(
                            new Delivered(7, "p:7:8", 3), new Delivered(7, "p:7:9", 2), new Delivered(9, "p:7:9", 5));
        }
    }

    @Test
    void positionsOfForeignConversationsAreRefused() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.say("{\"ack\":{\"n\":0,\"at\":{\"p:8:9\":1}}}\n{\"ack\":{\"n\":0,\"at\":{\"p:7:8\":-1}}}");
            assertThat(client.nextError().code()).isEqualTo(ErrorCode.INVALID);
            assertThat(client.nextError().code()).isEqualTo(ErrorCode.INVALID);
            assertThat(fixture.fakes.delivered).isEmpty();
        }
    }

    @Test
    void connectionThatIsCutLeavesNoBuffer() throws Exception { // seen by the check of leaks
        try (GatewayFixture fixture = GatewayFixture.start()) {
            TestClient client = fixture.welcomed(7);
            for (int seq = 1; seq <= 40; seq++) {
                fixture.push(7, seq, "x".repeat(1_000));
            }
            client.next();
            client.close();
            await().until(() -> fixture.routesOf(7) == 0);
        }
    }
}
