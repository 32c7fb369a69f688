package io.minirpc.gochat.gateway;

import static io.minirpc.gochat.gateway.GatewayFixture.event;
import static io.minirpc.gochat.gateway.GatewayFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.gochat.api.GroupView;
import io.minirpc.gochat.api.GroupView.Viewer;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.frame.ServerFrame.Welcome;
import io.minirpc.gochat.frame.SystemEvent;
import io.minirpc.gochat.route.Bus.ToUsers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Messages of large groups on their way from the bus to those who may see them. */
class GroupPushTest {
    private static final long IN = Long.MAX_VALUE;

    /** Nothing is sent a second time, so each message that is read was pushed. */
    private static GatewaySettings calm() {
        return settings().with(Timing.RESEND, Duration.ofHours(1));
    }

    private static GatewayFixture startLarge() {
        return startLarge(calm());
    }

    private static GatewayFixture startLarge(GatewaySettings settings) {
        GatewayFixture fixture = GatewayFixture.start(settings);
        fixture.makeGroupLarge();
        return fixture;
    }

    private static CompletionStage<GroupView> view(long version, Viewer... viewers) {
        return CompletableFuture.completedStage(new GroupView(version, List.of(viewers)));
    }

    private static List<Long> shownUpTo(TestClient client, long last) throws Exception {
        List<Long> seqs = new ArrayList<>();
        while (seqs.isEmpty() || seqs.get(seqs.size() - 1) < last) {
            seqs.add(client.next(Message.class).seq());
        }
        return seqs;
    }

    @Test
    void messageReachesEveryConnectionOfEachMember() throws Exception {
        try (GatewayFixture fixture = startLarge();
                TestClient phone = fixture.welcomed(7);
                TestClient desk = fixture.welcomed(7);
                TestClient other = fixture.welcomed(8)) {
            fixture.fakes.viewers = from -> view(3, new Viewer(8, 1, IN), new Viewer(7, 1, IN), new Viewer(9, 1, IN));
            Message message = fixture.pushToGroup(10, 3);
            for (TestClient client : List.of(phone, desk, other)) {
                assertThat(client.next()).isEqualTo(message);
            }
            assertThat(fixture.meter("group.pushes")).isOne();
        }
    }

    /** C4.2. */
    @Test
    void removedMemberWhoseRemovalWasLostIsShownNothingAboveIt() throws Exception {
        try (GatewayFixture fixture = startLarge();
                TestClient kicked = fixture.welcomed(7);
                TestClient staying = fixture.welcomed(8)) {
            fixture.fakes.viewers = from -> view(3, new Viewer(7, 1, IN), new Viewer(8, 1, IN));
            fixture.pushToGroup(49, 3);
            assertThat(shownUpTo(kicked, 49)).containsExactly(49L);

            // The removal is seq 50; its push is lost. The view is another one from then on.
            fixture.fakes.viewers = from -> view(4, new Viewer(7, 1, 50), new Viewer(8, 1, IN));
            fixture.pushToGroup(51, 4);
            fixture.pushToGroup(52, 4);
            assertThat(shownUpTo(staying, 52)).containsExactly(49L, 51L, 52L);
            Message last = fixture.push(7, 1, "of another conversation");
            assertThat(kicked.next(Message.class)).isEqualTo(last);
        }
    }

    @Test
    void removedMemberIsShownHisRemovalAndNothingAboveIt() throws Exception {
        try (GatewayFixture fixture = startLarge();
                TestClient kicked = fixture.welcomed(7)) {
            fixture.fakes.viewers = from -> view(4, new Viewer(7, 1, 50));
            Message removal = fixture.pushToGroup(event(50, new SystemEvent.Removed("7")), 4);
            fixture.pushToGroup(51, 4);
            assertThat(kicked.next()).isEqualTo(removal);
            Message last = fixture.push(7, 1, "of another conversation");
            assertThat(kicked.next(Message.class)).isEqualTo(last);
        }
    }

    /** H7: the gateway holds an old view; nothing overtakes what waits for the new one. */
    @Test
    void messagesThatWaitForTheMembersKeepTheirOrder() throws Exception {
        try (GatewayFixture fixture = startLarge();
                TestClient client = fixture.welcomed(7)) {
            CompletableFuture<GroupView> answer = new CompletableFuture<>();
            fixture.fakes.viewers = from -> answer;
            for (int seq = 1; seq <= 50; seq++) {
                fixture.pushToGroup(seq, seq <= 25 ? 3 : 4);
            }
            fixture.push(7, 1, "of another conversation");
            assertThat(client.next(Message.class).conversation()).isEqualTo(GatewayFixture.CONVERSATION);
            await().until(() -> fixture.meter("group.pushes") == 50);
            assertThat(fixture.fakes.viewersAsked).as("one call at a time").containsExactly(1L);
            fixture.fakes.viewers = from -> view(4, new Viewer(7, 0, IN));
            answer.complete(new GroupView(3, List.of(new Viewer(7, 0, IN))));
            assertThat(shownUpTo(client, 50))
                    .isEqualTo(LongStream.rangeClosed(1, 50).boxed().toList());
            assertThat(fixture.fakes.viewersAsked).as("one call a change").containsExactly(1L, 26L);
        }
    }

    @Test
    void viewThatIsNewerThanTheMessageServesAllUpToIt() throws Exception {
        try (GatewayFixture fixture = startLarge();
                TestClient client = fixture.welcomed(7)) {
            fixture.fakes.viewers = from -> view(9, new Viewer(7, 1, IN));
            for (int seq = 10; seq < 20; seq++) {
                fixture.pushToGroup(seq, Math.min(9, seq - 5));
            }
            shownUpTo(client, 19);
            assertThat(fixture.fakes.viewersAsked).containsExactly(10L);
            fixture.fakes.viewers = from -> view(10, new Viewer(7, 1, IN));
            fixture.pushToGroup(20, 10);
            fixture.pushToGroup(4, 3); // published once more, by whoever answered from dedup
            shownUpTo(client, 20);
            assertThat(client.next(Message.class).seq()).isEqualTo(4);
            assertThat(fixture.fakes.viewersAsked).containsExactly(10L, 20L, 4L);
        }
    }

    @Test
    void whoJoinsGetsHisJoinAddressedAndTheRestWithTheOthers() throws Exception {
        try (GatewayFixture fixture = startLarge();
                TestClient joining = fixture.welcomed(7);
                TestClient member = fixture.welcomed(8)) {
            fixture.fakes.viewers = from -> view(5, new Viewer(7, 60, IN), new Viewer(8, 1, IN));
            Message event = event(60, new SystemEvent.Added(List.of("7")));
            Message addressed =
                    new Message(event.conversation(), 60, 0, event.id(), "8", "system", event.content(), 1, null);
            fixture.bus.publish(fixture.gateway.id(), new ToUsers(List.of(7L), addressed, null));
            fixture.pushToGroup(event, 5);
            fixture.pushToGroup(61, 5);
            assertThat(shownUpTo(member, 61)).containsExactly(60L, 61L);
            assertThat(joining.next(Message.class)).as("its prev is his own").isEqualTo(addressed);
            assertThat(joining.next(Message.class).seq()).isEqualTo(61);
        }
    }

    @Test
    void whoCameBackIsShownWhatLiesInHisSpans() throws Exception {
        try (GatewayFixture fixture = startLarge();
                TestClient client = fixture.welcomed(7);
                TestClient member = fixture.welcomed(8)) {
            fixture.fakes.viewers = from -> view(5, new Viewer(7, 60, IN), new Viewer(8, 1, IN), new Viewer(7, 1, 50));
            for (long seq : new long[] {49, 51, 59, 61}) {
                fixture.pushToGroup(seq, 5);
            }
            assertThat(shownUpTo(member, 61)).containsExactly(49L, 51L, 59L, 61L);
            assertThat(shownUpTo(client, 61)).containsExactly(49L, 61L);
        }
    }

    @Test
    void messagesWhoseMembersCannotBeReadAreDroppedAndLaterOnesAsked() throws Exception {
        try (GatewayFixture fixture = startLarge();
                TestClient client = fixture.welcomed(7)) {
            CompletableFuture<GroupView> answer = new CompletableFuture<>();
            fixture.fakes.viewers = from -> answer;
            fixture.pushToGroup(1, 3);
            fixture.pushToGroup(2, 3);
            await().until(() -> fixture.meter("group.pushes") == 2);
            fixture.fakes.viewers = from -> view(3, new Viewer(7, 0, IN));
            answer.completeExceptionally(new RpcException(StatusCode.UNAVAILABLE, "frozen"));
            await().until(() -> fixture.meter("dropped") == 2);
            fixture.pushToGroup(3, 3);
            assertThat(client.next(Message.class).seq()).isEqualTo(3);
        }
    }

    @Test
    void viewThatIsOlderThanTheMessageIsNotTrusted() throws Exception { // a database that lags, or was restored
        try (GatewayFixture fixture = startLarge();
                TestClient client = fixture.welcomed(7)) {
            fixture.fakes.viewers = from -> view(2, new Viewer(7, 0, IN));
            fixture.pushToGroup(1, 3);
            await().until(() -> fixture.meter("dropped") == 1);
            fixture.fakes.viewers = from -> view(3, new Viewer(7, 0, IN));
            fixture.pushToGroup(2, 3);
            assertThat(client.next(Message.class).seq()).isEqualTo(2);
        }
    }

    @Test
    void whatWaitsForTheMembersIsBounded() throws Exception {
        try (GatewayFixture fixture = startLarge(calm().with(Limit.GROUP_PUSHES, 5));
                TestClient client = fixture.welcomed(7)) {
            CompletableFuture<GroupView> answer = new CompletableFuture<>();
            fixture.fakes.viewers = from -> answer;
            for (int seq = 1; seq <= 20; seq++) {
                fixture.pushToGroup(seq, 3);
            }
            await().until(() -> fixture.meter("dropped") == 15);
            answer.complete(new GroupView(3, List.of(new Viewer(7, 0, IN))));
            assertThat(shownUpTo(client, 5)).containsExactly(1L, 2L, 3L, 4L, 5L);
            fixture.pushToGroup(21, 3);
            assertThat(client.next(Message.class).seq()).isEqualTo(21);
        }
    }

    @Test
    void whatWaitsForTheMembersIsBoundedBySize() throws Exception {
        try (GatewayFixture fixture = startLarge(calm().with(Limit.GROUP_PUSH_CHARS, 1_000));
                TestClient client = fixture.welcomed(7)) {
            CompletableFuture<GroupView> answer = new CompletableFuture<>();
            fixture.fakes.viewers = from -> answer;
            for (int seq = 1; seq <= 3; seq++) {
                fixture.pushToGroup(GatewayFixture.message(GatewayFixture.GROUP, seq, "text", "x".repeat(400)), 3);
            }
            await().until(() -> fixture.meter("dropped") == 1);
            answer.complete(new GroupView(3, List.of(new Viewer(7, 0, IN))));
            assertThat(shownUpTo(client, 2)).containsExactly(1L, 2L);
        }
    }

    @Test
    void groupOfWhichNobodyIsConnectedAsksNothing() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            fixture.pushToGroup(1, 3);
            Message last = fixture.push(7, 1, "of another conversation");
            assertThat(client.next()).isEqualTo(last);
            assertThat(fixture.fakes.viewersAsked).isEmpty();
        }
    }

    @Test
    void messageWaitsForTheWelcome() throws Exception {
        try (GatewayFixture fixture = startLarge();
                TestClient member = fixture.welcomed(8);
                TestClient client = fixture.connect()) {
            fixture.fakes.viewers = from -> view(3, new Viewer(7, 1, IN), new Viewer(8, 1, IN));
            CompletableFuture<List<Truth>> again = new CompletableFuture<>();
            var truths = fixture.fakes.truths;
            fixture.fakes.truths = users -> again.thenCompose(done -> truths.apply(users));
            fixture.fakes.open = openings -> CompletableFuture.completedStage(openings.stream()
                    .map(opening -> FakeServices.opened(opening, new Truth(1, 0, 0), GatewayFixture.GROUP, "g:6"))
                    .toList());
            client.hello(7); // registers for g:6, and reads the truth again meanwhile
            await().until(() -> fixture.fakes.truthsAsked.size() == 2);
            Message message = fixture.pushToGroup(10, 3);
            assertThat(member.next()).isEqualTo(message);
            client.say("{\"block\":{\"id\":2,\"user\":\"8\"}}"); // too early: its answer must not let messages through
            client.nextError();
            again.complete(List.of());
            assertThat(client.next()).isInstanceOf(Welcome.class);
            assertThat(client.next()).isEqualTo(message);
        }
    }
}
