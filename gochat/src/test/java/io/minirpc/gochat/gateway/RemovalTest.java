package io.minirpc.gochat.gateway;

import static io.minirpc.gochat.gateway.GatewayFixture.GROUP;
import static io.minirpc.gochat.gateway.GatewayFixture.event;
import static io.minirpc.gochat.gateway.GatewayFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.api.GroupView;
import io.minirpc.gochat.api.GroupView.Viewer;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Count;
import io.minirpc.gochat.frame.ServerFrame.Counts;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Receipt;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.frame.ServerFrame.Synced;
import io.minirpc.gochat.frame.ServerFrame.Typing;
import io.minirpc.gochat.frame.SystemEvent;
import io.minirpc.gochat.route.Bus.ToUsers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promise 6 at the gateway: no typing, no receipts and no counts after a removal was shown. */
class RemovalTest {
    private static final Typing TYPING = new Typing(GROUP, "8");

    private GatewayFixture fixture;
    private TestClient client;

    @BeforeEach
    void start() throws Exception {
        fixture = GatewayFixture.start(settings().with(Timing.RESEND, Duration.ofHours(1)));
        client = fixture.welcomed(7);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        fixture.close();
    }

    private Message remove(long seq) {
        Message removal = event(seq, new SystemEvent.Removed("7"));
        fixture.bus.publish(fixture.gateway.id(), new ToUsers(List.of(7L), removal, null, true));
        return removal;
    }

    /** Reads up to a presence that is pushed now, which is behind all that was pushed before. */
    private List<ServerFrame> pushedUpToNow() throws Exception {
        ServerFrame.Presence last = new ServerFrame.Presence("99", true);
        fixture.push(7, last);
        List<ServerFrame> frames = new ArrayList<>();
        ServerFrame next = client.next();
        while (!next.equals(last)) {
            frames.add(next);
            next = client.next();
        }
        return frames;
    }

    private void sync(long head, @Nullable Long left) throws Exception {
        SyncEntry entry = new SyncEntry(0, 0, head, null, false, 0, 0, 0, left, false, false, false, 0, 0);
        fixture.fakes.sync = (user, have) -> CompletableFuture.completedStage(Map.of(GROUP, entry));
        client.say("{\"sync\":{\"id\":5,\"have\":{\"g:5\":{\"seq\":1}}}}");
        client.next(Synced.class);
    }

    @Test
    void whatWaitedForLongIsNotWritten() throws Exception {
        try (GatewayFixture slow = GatewayFixture.start(settings().with(Timing.NOTICE, Duration.ZERO));
                TestClient other = slow.welcomed(7)) {
            slow.push(7, TYPING);
            ServerFrame.Presence behind = new ServerFrame.Presence("99", true);
            slow.push(7, behind);
            assertThat(other.next()).isEqualTo(behind);
        }
    }

    @Test
    void nothingOfTheRestFollowsARemoval() throws Exception {
        fixture.push(7, TYPING);
        assertThat(client.next()).isEqualTo(TYPING);
        Message removal = remove(50);
        fixture.push(7, TYPING);
        Receipt receipt = new Receipt(GROUP, "8", 1, 1);
        fixture.push(7, receipt);
        Counts counts = new Counts(GROUP, List.of(new Count(1, 1, 1)));
        fixture.push(7, counts);
        Typing elsewhere = new Typing(GatewayFixture.CONVERSATION, "8");
        fixture.push(7, elsewhere);

        List<ServerFrame> pushed = pushedUpToNow();

        assertThat(pushed).contains(removal, elsewhere).doesNotContain(TYPING, receipt, counts);
    }

    @Test
    void typingThatWaitsIsWrittenBeforeTheRemovalAndNotAfterIt() throws Exception {
        for (int i = 0; i < 50; i++) {
            fixture.push(7, TYPING);
            Message removal = remove(50 + 2L * i);
            fixture.push(7, TYPING);
            fixture.push(7, event(51 + 2L * i, new SystemEvent.Added(List.of("7"))));
            boolean shown = false;
            for (ServerFrame frame : pushedUpToNow()) {
                assertThat(shown && frame.equals(TYPING))
                        .as("typing after removal " + i)
                        .isFalse();
                shown |= frame.equals(removal);
                if (frame instanceof ServerFrame.Mark mark) {
                    client.ack(mark.n());
                }
            }
        }
    }

    @Test
    void otherMembersGoOn() throws Exception {
        try (TestClient other = fixture.welcomed(8)) {
            remove(50);
            client.next();
            fixture.bus.publish(fixture.gateway.id(), new ToUsers(List.of(7L, 8L), TYPING, null));
            assertThat(other.next()).isEqualTo(TYPING);
            assertThat(pushedUpToNow()).doesNotContain(TYPING);
        }
    }

    @Test
    void memberWhoIsAddedAgainIsShownTypingAgain() throws Exception {
        remove(50);
        fixture.push(7, event(60, new SystemEvent.Added(List.of("7"))));
        remove(50); // published once more
        fixture.push(7, TYPING);
        assertThat(pushedUpToNow()).contains(TYPING);
    }

    @Test
    void syncThatSaysThatHeIsInBringsTypingBack() throws Exception { // the event of his return was lost
        remove(50);
        client.nextMarked();
        sync(60, null);
        fixture.push(7, TYPING);
        assertThat(pushedUpToNow()).contains(TYPING);
    }

    @Test
    void syncThatWasReadBeforeTheRemovalBringsNothingBack() throws Exception {
        remove(50);
        client.nextMarked();
        sync(49, null);
        fixture.push(7, TYPING);
        assertThat(pushedUpToNow()).doesNotContain(TYPING);
    }

    @Test
    void syncThatSaysThatHeIsOutEndsTyping() throws Exception { // the removal was lost
        sync(50, 50L);
        fixture.push(7, TYPING);
        assertThat(pushedUpToNow()).doesNotContain(TYPING);
    }

    @Test
    void removalInALargeGroupEndsTypingToo() throws Exception {
        fixture.makeGroupLarge();
        try (TestClient second = fixture.welcomed(7)) {
            fixture.fakes.viewers =
                    from -> CompletableFuture.completedStage(new GroupView(4, List.of(new Viewer(7, 1, 50))));
            Message removal = fixture.pushToGroup(event(50, new SystemEvent.Dissolved()), 4);
            assertThat(second.next()).isEqualTo(removal);
            fixture.push(7, TYPING);
            ServerFrame.Presence last = new ServerFrame.Presence("99", true);
            fixture.push(7, last);
            assertThat(second.next()).isInstanceOf(ServerFrame.Mark.class);
            assertThat(second.next()).isEqualTo(last);
        }
    }

    @Test
    void departuresAreBounded() {
        Departures departures = new Departures();
        for (int i = 0; i < 5_000; i++) {
            departures.out("g:" + i, 1);
        }
        assertThat(departures.isOut("g:4999")).isTrue();
        assertThat(departures.isOut("g:0")).isFalse();
    }
}
