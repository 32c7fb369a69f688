package io.minirpc.gochat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Limits;
import io.minirpc.gochat.frame.ServerFrame.Listed;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Rest;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.frame.ServerFrame.Synced;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.frame.ServerFrame.User;
import io.minirpc.gochat.frame.ServerFrame.Welcome;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a device does with the answers that are rare: {@code ahead}, {@code gap}, another epoch. */
class DeviceTest {
    private static final String CONVERSATION = "p:1:2";

    private final ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor();
    private final FakeWire wire = new FakeWire();
    private final List<String> screen = new ArrayList<>();
    private long now;
    private final Device device = device();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Device device() {
        Loop loop = new Loop(threads);
        ClientSettings settings = ClientSettings.of(URI.create("http://fake/"), AccessTokens.fixed("token"), "device");
        return new Device(wire, loop, new Retry(loop), () -> now, settings, new Screen(), Rules.RIGHT, cursor -> {});
    }

    /** A connection that keeps what is asked until the test answers. */
    private static final class FakeWire implements Wire {
        private record Question(ClientFrame frame, Answered answered) {}

        private final Deque<Question> open = new ArrayDeque<>();

        @Override
        public boolean isLive() {
            return true;
        }

        @Override
        public void say(ClientFrame frame) {}

        @Override
        public void ask(LongFunction<? extends ClientFrame> request, Answered answered) {
            open.add(new Question(request.apply(1), answered));
        }

        ClientFrame answer(ServerFrame answer) {
            Question question = open.remove();
            question.answered.answered(answer, null);
            return question.frame;
        }
    }

    private final class Screen implements ClientListener {
        @Override
        public void shown(Message message) {
            screen.add(message.conversation() + " " + message.seq());
        }

        @Override
        public void gap(String conversation, long first) {
            screen.add(conversation + " gap " + first);
        }

        @Override
        public void dropped(String conversation) {
            screen.add(conversation + " dropped");
        }
    }

    private void welcome(String epoch, long head) {
        welcome(epoch, head, null);
    }

    private void welcome(String epoch, long head, @Nullable List<String> waiting) {
        Truth truth = new Truth(1, head, 0);
        Limits limits = new Limits(16_384, 500, 25_000);
        device.welcomed(new Welcome(1, 1, new User("1", "me", "Me"), "s", 1, epoch, truth, limits, waiting));
    }

    /** Answers the question for the list, and the one for messages from {@code first} on. */
    private ClientFrame.Position listed(long head, long first) {
        wire.answer(new Listed(1, List.of(conversation(head)), false, new Rest(0, 0, 0, 0), 100));
        return synced(entry(head, first, false, false));
    }

    private ClientFrame.Position synced(SyncEntry entry) {
        ClientFrame.Sync sync = (ClientFrame.Sync) wire.answer(new Synced(1, Map.of(CONVERSATION, entry)));
        return sync.have().get(CONVERSATION);
    }

    private static Conversation conversation(long head) {
        return new Conversation(CONVERSATION, null, null, head, 0, 0, 0, 0, head, null, 1, null);
    }

    private static SyncEntry entry(long head, long first, boolean ahead, boolean gap) {
        List<Message> messages = new ArrayList<>();
        for (long seq = first; seq <= head; seq++) {
            messages.add(message(seq));
        }
        return new SyncEntry(
                messages.isEmpty() ? 0 : first,
                messages.isEmpty() ? 0 : head,
                head,
                messages,
                false,
                0,
                0,
                head,
                null,
                ahead,
                gap,
                false,
                0,
                0);
    }

    private static Message message(long seq) {
        return new Message(CONVERSATION, seq, seq - 1, "id" + seq, "2", "text", "hello", 1, null);
    }

    @Test
    void whatTheDatabaseHasNotIsDroppedAndFetchedAnew() {
        welcome("epoch", 3);
        listed(3, 1);
        welcome("epoch", 2); // a failover lost the third message
        wire.answer(new Listed(1, List.of(conversation(2)), false, new Rest(0, 0, 0, 0), 100));
        device.received(List.of(message(5)));
        screen.clear();

        synced(entry(2, 3, true, false));

        assertThat(screen).containsExactly(CONVERSATION + " dropped");
        assertThat(synced(entry(2, 1, false, false)).seq())
                .as("position that is asked with")
                .isZero();
        assertThat(screen).containsExactly(CONVERSATION + " dropped", CONVERSATION + " 1", CONVERSATION + " 2");
    }

    @Test
    void messagesThatAreLeftOutAreAGapThatIsKnown() {
        welcome("epoch", 2);
        listed(2, 1);
        device.received(List.of(message(900)));
        screen.clear();

        synced(entry(900, 899, false, true));

        assertThat(screen).containsExactly(CONVERSATION + " gap 899", CONVERSATION + " 899", CONVERSATION + " 900");
        assertThat(wire.open).isEmpty();
    }

    @Test
    void whatWaitsIsAskedForBeforeTheList() {
        welcome("epoch", 2);
        listed(2, 1);
        screen.clear();

        welcome("epoch", 3, List.of("g:77", CONVERSATION)); // the first is not known here

        assertThat(synced(entry(3, 3, false, false)).seq()).isEqualTo(2);
        assertThat(screen).containsExactly(CONVERSATION + " 3");
    }

    @Test
    void whatWaitsIsNotAskedForWhereNothingIsMissing() {
        welcome("epoch", 2);
        listed(2, 1);
        welcome("epoch", 2, List.of(CONVERSATION));
        assertThat(wire.open).isEmpty();
    }

    @Test
    void anotherEpochDropsEverything() {
        welcome("epoch", 2);
        listed(2, 1);
        screen.clear();

        welcome("restored", 1);

        assertThat(screen).containsExactly(CONVERSATION + " dropped");
        assertThat(listed(1, 1).seq()).isZero();
        assertThat(screen).containsExactly(CONVERSATION + " dropped", CONVERSATION + " 1");
    }

    @Test
    void sameEpochKeepsEverything() {
        welcome("epoch", 2);
        listed(2, 1);
        screen.clear();

        welcome("epoch", 2);

        assertThat(screen).isEmpty();
        assertThat(wire.open).as("questions of who missed nothing").isEmpty();
    }

    /** What is counted twice would hide a loss of the same size. */
    @Test
    void sumsAboveTheTruthAreCountedAnew() {
        welcome("epoch", 2);
        listed(2, 1);

        device.received(List.of(new Truth(1, 1, 0)));

        assertLists();
    }

    @Test
    void sumsBelowTheTruthAreCountedAnew() {
        welcome("epoch", 2);
        listed(2, 1);

        device.received(List.of(new Truth(1, 3, 0)));

        assertLists();
    }

    /** The message may have been committed after the truth was read, and another one of before be missing. */
    @Test
    void equalSumsSayNothingWhileMessagesCome() {
        welcome("epoch", 2);
        listed(2, 1);
        device.received(List.of(message(3)));

        device.received(List.of(new Truth(1, 3, 0)));

        assertLists();
    }

    @Test
    void equalSumsAreRightWhenNothingHasComeForASecond() {
        welcome("epoch", 2);
        listed(2, 1);
        device.received(List.of(message(3)));
        now += TimeUnit.SECONDS.toNanos(1);

        device.received(List.of(new Truth(1, 3, 0)));

        assertThat(wire.open).isEmpty();
    }

    private void assertLists() {
        assertThat(wire.answer(new Listed(1, List.of(conversation(2)), false, new Rest(0, 0, 0, 0), 100)))
                .isInstanceOf(ClientFrame.ListConversations.class);
    }
}
