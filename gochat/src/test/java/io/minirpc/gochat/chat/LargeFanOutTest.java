package io.minirpc.gochat.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.chat.CommittedMessage.Audience;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.route.Bus.Push;
import io.minirpc.gochat.route.Bus.ToGroup;
import io.minirpc.gochat.route.Bus.ToUsers;
import io.minirpc.gochat.route.GroupGateways;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.route.memory.MemoryGroupGateways;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The two ways of messages of groups, and the passage between them (H7). */
class LargeFanOutTest {
    private static final String GROUP = "g:1";

    private final FakeBus bus = new FakeBus();
    private final MemoryGroupGateways gateways = new MemoryGroupGateways();
    private final AtomicLong nanos = new AtomicLong();
    private final FanOut fanOut = new FanOut(new Routing(new FakeRoutes(), gateways, bus), nanos::get);

    private int published;

    @AfterEach
    void close() {
        fanOut.close();
    }

    @Test
    void h7GroupThatBecomesLargeIsPushedToBothWaysForAMinute() {
        gateways.add(List.of(GROUP), "gw");
        assertThat(kinds(message(199, 1))).containsExactly("users 199");
        assertThat(kinds(message(201, 2))).containsExactly("users 201", "group 2");
        nanos.addAndGet(Duration.ofSeconds(60).toNanos() - 1);
        assertThat(kinds(message(201, 2))).containsExactly("users 201", "group 2");
        nanos.incrementAndGet();
        assertThat(kinds(message(201, 3))).containsExactly("group 3");
        assertThat(kinds(message(200, 4))).containsExactly("group 4");
        assertThat(kinds(message(199, 5))).containsExactly("users 199");
        assertThat(kinds(message(200, 6))).containsExactly("users 200", "group 6");
    }

    @Test
    void eachGatewayOfALargeGroupGetsOneMessage() {
        gateways.add(List.of(GROUP), "gw1");
        gateways.add(List.of(GROUP, "g:2"), "gw2");
        gateways.add(List.of("g:2"), "gw3");
        large();

        assertThat(kinds(message(300, 2))).containsExactly("group 2", "group 2");
    }

    @Test
    void whoJoinsALargeGroupOrIsOutIsAddressed() {
        gateways.add(List.of(GROUP), "gw");
        large();
        Message frame = frame();
        CommittedMessage message = new CommittedMessage(
                published,
                frame,
                users(300),
                List.of(
                        new Audience(List.of(901L, 902L), CommittedMessage.after(7, frame), false),
                        new Audience(List.of(903L), frame, true)),
                302,
                2,
                0);

        List<Push> pushes = pushes(message, 3);
        assertThat(pushes.get(0)).isEqualTo(new ToUsers(List.of(901L, 902L), CommittedMessage.after(7, frame), null));
        assertThat(pushes.get(1)).isEqualTo(new ToUsers(List.of(903L), frame, null, true));
        assertThat(pushes.get(2)).isEqualTo(new ToGroup(frame, 2));
    }

    @Test
    void messageThatIsPublishedAgainGoesToUsersAndChangesNothing() {
        gateways.add(List.of(GROUP), "gw");
        large();

        assertThat(kinds(message(0, 0))).containsExactly("users 300");
        assertThat(kinds(message(300, 3))).containsExactly("group 3");
    }

    @Test
    void lookUpOfGatewaysThatFailsOrNeverEndsIsALoss() {
        List<CompletionStage<Collection<String>>> lookUps = List.of(
                CompletableFuture.failedFuture(new IllegalStateException("gateways (injected)")),
                new CompletableFuture<>());
        for (CompletionStage<Collection<String>> lookUp : lookUps) {
            try (FanOut blind = new FanOut(new Routing(new FakeRoutes(), finding(lookUp), bus), nanos::get)) {
                blind.publish(message(300, 1));
                await().untilAsserted(() -> assertThat(blind.lost()).isEqualTo(1));
            }
        }
    }

    private static GroupGateways finding(CompletionStage<Collection<String>> lookUp) {
        return new GroupGateways() {
            @Override
            public CompletionStage<Void> add(Collection<String> groups, String gateway) {
                throw new UnsupportedOperationException();
            }

            @Override
            public CompletionStage<Void> remove(Collection<String> groups, String gateway) {
                throw new UnsupportedOperationException();
            }

            @Override
            public CompletionStage<Collection<String>> find(String group) {
                return lookUp;
            }
        };
    }

    /** Lets a minute pass since the group became large. */
    private void large() {
        kinds(message(300, 1));
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    }

    private List<String> kinds(CommittedMessage message) {
        fanOut.publish(message);
        await().until(() -> fanOut.waiting() == 0);
        await().until(() -> !since(message).isEmpty());
        fanOut.publish(new CommittedMessage(0, frame(), List.of(1L), List.of(), 0, 0, 0)); // a mark: one lane, in order
        int mark = published;
        await().until(() -> seqs(bus.pushes()).contains((long) mark));
        return since(message).stream()
                .map(push -> push instanceof ToUsers some
                        ? "users " + some.users().size()
                        : "group " + ((ToGroup) push).version())
                .toList();
    }

    private List<Push> pushes(CommittedMessage message, int count) {
        fanOut.publish(message);
        await().until(() -> since(message).size() == count);
        return since(message);
    }

    private List<Push> since(CommittedMessage message) {
        return bus.pushes().stream()
                .filter(push ->
                        ((Message) push.frame()).seq() == message.frame().seq())
                .toList();
    }

    private static List<Long> seqs(List<Push> pushes) {
        return pushes.stream().map(push -> ((Message) push.frame()).seq()).toList();
    }

    private CommittedMessage message(int size, long version) {
        Message frame = frame();
        return new CommittedMessage(frame.seq(), frame, users(size == 0 ? 300 : size), List.of(), size, version, 0);
    }

    private Message frame() {
        long seq = ++published;
        return new Message(GROUP, seq, seq - 1, "" + seq, "1", "text", "hello", 0, "c" + seq);
    }

    private static List<Long> users(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }
}
