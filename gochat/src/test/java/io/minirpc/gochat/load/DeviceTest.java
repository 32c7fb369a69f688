package io.minirpc.gochat.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.check.Readback;
import io.minirpc.gochat.client.AccessTokens;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrameCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a device says, and what counts as received, frame by frame. */
class DeviceTest {
    private static final String CONVERSATION = "p:11:22";

    private final Readback readback = new Readback();
    private final Ledger ledger = new Ledger(readback, 10);

    {
        ledger.measureFrom(System.nanoTime());
    }

    private final Network network = new Network(1);
    private final Crowd crowd = new Crowd(network, List.of(URI.create("http://127.0.0.1:1/")), device -> 0, ledger);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Device ada = device(0, "11");
    private final Device bob = device(1, "22");
    private final Room room = new Room(CONVERSATION, List.of(ada, bob));

    private Device device(int number, String id) {
        LoadUser user = new LoadUser(id, "user" + id, AccessTokens.fixed("token"));
        return new Device(number, user, readback.sender(id, user.name()), crowd, channel.eventLoop());
    }

    @BeforeEach
    void open() {
        crowd.add(room);
        ada.link().opened(channel);
        bob.link().opened(channel);
        ServerFrame.Limits limits = new ServerFrame.Limits(16_384, 500, 25_000);
        ServerFrame.Truth truth = new ServerFrame.Truth(0, 0, 0);
        for (Device device : List.of(ada, bob)) {
            ServerFrame.User user = new ServerFrame.User(device.user.id(), device.user.name(), device.user.name());
            receive(device, new ServerFrame.Welcome(1, 1, user, "7", 0, "epoch", truth, limits, null));
        }
        said();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
        network.close();
    }

    @Test
    void messageIsExpectedAtEveryDeviceOnceItWasAnswered() {
        int number = send();
        assertThat(room.expected()).isZero();
        answer(number, 1);
        assertThat(room.expected()).isEqualTo(2);
        assertThat(room.received()).isZero();
        receive(ada, message(number, 1, 0), new ServerFrame.Mark(1));
        assertThat(room.received()).isEqualTo(1);
        receive(bob, message(number, 1, 0), new ServerFrame.Mark(1));
        assertThat(room.received()).isEqualTo(2);
        assertThat(ledger.answers.distribution().count()).isEqualTo(1);
        assertThat(ledger.deliveries.distribution().count()).isEqualTo(2);
    }

    @Test
    void messageCountsOnceHoweverOftenItIsPushed() {
        int number = send();
        answer(number, 1);
        receive(bob, message(number, 1, 0), new ServerFrame.Mark(1));
        receive(bob, message(number, 1, 0), new ServerFrame.Mark(2));
        assertThat(room.received()).isEqualTo(1);
        assertThat(crowd.tally().repeated.sum()).isEqualTo(1);
        assertThat(ledger.deliveries.distribution().count()).isEqualTo(1);
    }

    @Test
    void whatComesBehindAHoleIsMissingUntilASyncHasFilledIt() {
        int first = send();
        int second = send();
        answer(first, 1);
        answer(second, 2);
        said();
        receive(bob, message(second, 2, 1), new ServerFrame.Mark(1));
        assertThat(room.received()).isZero();
        assertThat(said()).contains("{\"sync\":{\"id\":2,\"have\":{\"" + CONVERSATION + "\":{\"seq\":0");
        receive(bob, synced(message(first, 1, 0), message(second, 2, 1)));
        assertThat(room.received()).isEqualTo(2);
    }

    @Test
    void heartbeatThatWasTrueBeforeShowsALostPush() {
        answer(send(), 1);
        said();
        receive(bob, new ServerFrame.Truth(1, 1, 0));
        assertThat(said()).contains("alive").doesNotContain("sync"); // it may be on its way
        receive(bob, new ServerFrame.Truth(1, 1, 0));
        assertThat(said()).contains("alive").contains("sync");
    }

    @Test
    void marksAreAcknowledgedWithThePositionsThatMoved() {
        receive(bob, message(send(), 1, 0), new ServerFrame.Mark(5));
        assertThat(said()).contains("{\"ack\":{\"n\":5,\"at\":{\"" + CONVERSATION + "\":1}}}");
    }

    @Test
    void lostConnectionLeavesUnansweredMessagesUnknown() {
        int number = send();
        ada.link().lost(1006, "gone");
        answer(number, 1);
        assertThat(ledger.unknown.sum()).isEqualTo(1);
        assertThat(ledger.unanswered).hasValue(0);
        assertThat(ledger.answered.sum()).isZero();
        assertThat(room.expected()).isZero();
    }

    @Test
    void deviceThatIsAwaySendsNothing() {
        ada.link().lost(1006, "gone");
        send();
        assertThat(ledger.unsent.sum()).isEqualTo(1);
        assertThat(ledger.unanswered).hasValue(0);
    }

    private int send() {
        int number = ledger.plan(ada.sender, room, System.nanoTime());
        ada.send(number, room);
        channel.runPendingTasks();
        return number;
    }

    private void answer(int number, long seq) {
        receive(ada, new ServerFrame.Sent(10 + number, CONVERSATION, seq, "9" + seq, 0, false));
    }

    private Message message(int number, long seq, long prev) {
        return new Message(CONVERSATION, seq, prev, "9" + seq, "11", "text", readback.content(number), 0, null);
    }

    private static ServerFrame synced(Message... messages) {
        long last = messages[messages.length - 1].seq();
        ServerFrame.SyncEntry entry = new ServerFrame.SyncEntry(
                messages[0].seq(), last, last, List.of(messages), false, 0, 0, 0, null, false, false, false, 0, 0);
        return new ServerFrame.Synced(2, Map.of(CONVERSATION, entry));
    }

    private static void receive(Device device, ServerFrame... frames) {
        String text = Stream.of(frames).map(ServerFrameCodec.INSTANCE::toJson).collect(Collectors.joining("\n"));
        ByteBuf received = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
        device.received(received);
        received.release();
    }

    /** Takes what was said since the last call. */
    private String said() {
        channel.runPendingTasks();
        StringBuilder said = new StringBuilder();
        for (@Nullable Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            TextWebSocketFrame frame = (TextWebSocketFrame) out;
            said.append(frame.text()).append('\n');
            frame.release();
        }
        return said.toString();
    }
}
