package io.minirpc.gochat.gateway;

import static io.minirpc.gochat.gateway.GatewayFixture.CONVERSATION;
import static io.minirpc.gochat.gateway.GatewayFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.GroupView;
import io.minirpc.gochat.api.GroupView.Viewer;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.frame.ServerFrame.Synced;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.frame.ServerFrame.Welcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Clients that are hidden or asleep: healed within what docs/protocol.md says, on the open connection or by a new one.
 */
class SilenceTest {
    private static final int HEARTBEAT_MILLIS = 1_500;

    private static GatewaySettings beating() {
        return settings().with(Timing.HEARTBEAT, Duration.ofMillis(HEARTBEAT_MILLIS));
    }

    /** Lets the services answer a sync with the messages up to the head. */
    private static void serveSync(GatewayFixture fixture) {
        fixture.fakes.sync = (user, have) -> {
            long head = fixture.fakes.seq.get();
            Message last = GatewayFixture.message(CONVERSATION, head, "text", "lost");
            return CompletableFuture.completedStage(Map.of(CONVERSATION, entry(head, List.of(last))));
        };
    }

    private static SyncEntry entry(long head, List<Message> messages) {
        return new SyncEntry(head, head, head, messages, false, 0, 0, 0, null, false, false, false, 0, 0);
    }

    /** A tab that nobody sees: its timers stand, so all it does is an answer to what arrives. */
    private static final class HiddenTab {
        private final TestClient client;
        private long head;
        private int truths;
        private int lowerTruths;
        private boolean asked;
        private Truth before;

        HiddenTab(TestClient client, Truth welcomed) {
            this.client = client;
            before = welcomed;
            head = welcomed.heads();
        }

        void handleNext() throws IOException {
            ServerFrame frame = client.next();
            if (frame instanceof Truth truth) {
                truths++;
                lowerTruths += !asked && truth.heads() > head ? 1 : 0;
                client.say("{\"alive\":{}}");
                if (head < before.heads()) {
                    asked = true;
                    client.say("{\"sync\":{\"id\":5,\"have\":{\"p:7:8\":{\"seq\":" + head + "}}}}");
                }
                before = truth;
            } else if (frame instanceof Message message) {
                head = Math.max(head, message.seq());
            } else if (frame instanceof ServerFrame.Mark mark) {
                client.ack(mark.n());
            } else if (frame instanceof Synced synced) {
                head = Math.max(head, synced.conversations().get(CONVERSATION).head());
            }
        }
    }

    @Test
    void hiddenTabHealsALostPushWithinTwoHeartbeats() throws Exception { // its timers stop, onmessage does not
        try (GatewayFixture fixture = GatewayFixture.start(beating());
                TestClient client = fixture.connect()) {
            serveSync(fixture);
            client.hello(7);
            HiddenTab tab = new HiddenTab(client, client.next(Welcome.class).truth());
            while (tab.truths < 1) {
                tab.handleNext();
            }
            fixture.fakes.seq.set(5); // committed, and the push was lost
            long start = System.nanoTime();
            while (tab.head < 5) {
                tab.handleNext();
            }
            System.out.println("hidden tab: healed after "
                    + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms, " + tab.lowerTruths
                    + " heartbeats of "
                    + HEARTBEAT_MILLIS + " ms");
            assertThat(tab.lowerTruths).isEqualTo(2);
            fixture.push(7, 6, "shown");
            int until = tab.truths + 2;
            while (tab.truths < until || tab.head < 6) {
                tab.handleNext();
            }
            assertThat(fixture.fakes.opened).as("connections").hasSize(1);
        }
    }

    @Test
    void sleeperWhoWakesInTimeGoesOnAtOneSync() throws Exception {
        GatewaySettings settings =
                settings().with(Timing.RESEND, Duration.ofMillis(100)).with(Timing.RESENT, Duration.ofMillis(100));
        try (GatewayFixture fixture = GatewayFixture.start(settings);
                TestClient client = fixture.welcomed(7)) {
            for (int seq = 1; seq <= 10; seq++) {
                fixture.push(7, seq, "while asleep");
            }
            await().until(() -> fixture.meter("connections", "state", "behind") == 1);
            fixture.push(7, 11, "lost to the sleeper");
            ServerFrame.Cursor behindIt = new ServerFrame.Cursor(null, CONVERSATION, 1, 0, 1);
            fixture.push(7, behindIt);
            fixture.fakes.seq.set(11);
            serveSync(fixture);

            long start = System.nanoTime(); // wakes
            client.next(ServerFrame.Behind.class);
            assertThat(client.next(ServerFrame.Cursor.class)).isEqualTo(behindIt); // so the message was dropped, too
            client.say("{\"sync\":{\"id\":5,\"have\":{\"p:7:8\":{\"seq\":10}}}}");
            assertThat(client.next(Synced.class)
                            .conversations()
                            .get(CONVERSATION)
                            .head())
                    .isEqualTo(11);
            System.out.println("sleeper in time: healed "
                    + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms after waking");
            Message live = fixture.push(7, 12, "live");
            assertThat(client.next(Message.class)).isEqualTo(live);
        }
    }

    @Test
    void sleeperWhoWakesLateFindsHisConnectionClosedAndAllInTheNext() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(beating().with(Timing.LINGER, Duration.ofMillis(100)));
                TestClient client = fixture.welcomed(7)) {
            serveSync(fixture);
            fixture.push(7, 1, "while asleep");
            fixture.fakes.seq.set(1);
            long slept = System.nanoTime();
            await().until(() -> fixture.routesOf(7) == 0);
            System.out.println("sleeper too late: closed after "
                    + Duration.ofNanos(System.nanoTime() - slept).toMillis() + " ms, heartbeats of " + HEARTBEAT_MILLIS
                    + " ms");

            assertThat(client.closeCode()).isEqualTo(1013); // wakes
            try (TestClient next = fixture.connect()) {
                fixture.fakes.open = openings -> CompletableFuture.completedStage(openings.stream()
                        .map(opening -> FakeServices.opened(opening, new Truth(1, 1, 0)))
                        .toList());
                next.hello(7);
                assertThat(next.next(Welcome.class).truth().heads()).isEqualTo(1);
                next.say("{\"sync\":{\"id\":5,\"have\":{\"p:7:8\":{\"seq\":0}}}}");
                assertThat(next.next(Synced.class)
                                .conversations()
                                .get(CONVERSATION)
                                .head())
                        .isOne();
            }
        }
    }

    /** Row "Each reconnect subscribed once more: every message n times", for the windows too. */
    @Test
    void fiftyReconnectsOfTwoDevicesAreOnePushEach() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient other = fixture.welcomed(7)) {
            fixture.makeGroupLarge();
            for (int i = 0; i < 50; i++) {
                fixture.welcomed(7).close();
            }
            try (TestClient client = fixture.welcomed(7)) {
                await().until(() -> fixture.routesOf(7) == 2);
                fixture.fakes.viewers = from ->
                        CompletableFuture.completedStage(new GroupView(1, List.of(new Viewer(7, 1, Long.MAX_VALUE))));
                Message message = fixture.push(7, 1, "once");
                Message ofGroup = fixture.pushToGroup(10, 1);
                ServerFrame.Presence last = new ServerFrame.Presence("99", true);
                assertThat(client.next(Message.class)).isEqualTo(message);
                assertThat(client.next(Message.class)).isEqualTo(ofGroup);
                fixture.push(7, last);
                assertThat(client.next()).isInstanceOf(ServerFrame.Mark.class);
                assertThat(client.next()).isEqualTo(last);
                assertThat(other.next(Message.class)).isEqualTo(message);
            }
        }
    }
}
