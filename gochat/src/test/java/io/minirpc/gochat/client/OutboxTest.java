package io.minirpc.gochat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leaves the outbox, and when. */
class OutboxTest {
    private final ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor();
    private final FakeWire wire = new FakeWire();
    private final Outbox outbox = new Outbox(wire, new Retry(new Loop(threads)));

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** A connection that keeps what is asked until the test answers. */
    private static final class FakeWire implements Wire {
        private final Deque<Answered> open = new ArrayDeque<>();
        private final List<String> asked = new ArrayList<>();
        private boolean live = true;

        @Override
        public boolean isLive() {
            return live;
        }

        @Override
        public void say(ClientFrame frame) {}

        @Override
        public void ask(LongFunction<? extends ClientFrame> request, Answered answered) {
            asked.add(((ClientFrame.Send) request.apply(1)).clientMsgId());
            open.add(answered);
        }

        void commit() {
            open.remove().answered(new Sent(1, "c", 1, "7", 1, false), null);
        }

        void lose(Outbox outbox) {
            live = false;
            List<Answered> unanswered = List.copyOf(open);
            open.clear();
            unanswered.forEach(answered -> answered.answered(null, new ConnectionLostException("lost")));
            outbox.lost();
        }
    }

    private CompletableFuture<Sent> send(String conversation, String clientMsgId) {
        CompletableFuture<Sent> sent = new CompletableFuture<>();
        outbox.add(new Outbox.Item(
                conversation, id -> new ClientFrame.Send(id, clientMsgId, conversation, "text", "hello"), sent));
        return sent;
    }

    @Test
    void oneOfEachConversationIsUnanswered() {
        CompletableFuture<Sent> first = send("c", "1");
        send("c", "2");
        send("d", "3");
        assertThat(wire.asked).containsExactly("1", "3");

        wire.commit();

        assertThat(first).isCompleted();
        assertThat(wire.asked).containsExactly("1", "3", "2");
    }

    @Test
    void whatHasNoAnswerIsSentAgainUnderTheSameIdWithTheNextConnection() {
        CompletableFuture<Sent> first = send("c", "1");
        send("c", "2");

        wire.lose(outbox);
        send("c", "3");
        assertThat(first).isNotDone();
        wire.live = true;
        outbox.welcomed();

        assertThat(wire.asked).containsExactly("1", "1");
        wire.commit();
        wire.commit();
        assertThat(wire.asked).containsExactly("1", "1", "2", "3");
    }

    @Test
    void refusalFailsItsMessageAloneAndTheNextGoes() {
        CompletableFuture<Sent> first = send("c", "1");
        CompletableFuture<Sent> second = send("c", "2");

        wire.open.remove().answered(null, new RefusedException(ErrorCode.FORBIDDEN, false, 0, "blocked"));
        wire.commit();

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompleted();
    }

    @Test
    void manyConversationsLeaveRoomForOtherRequests() {
        for (int i = 0; i < 100; i++) {
            send("c" + i, Integer.toString(i));
        }
        assertThat(wire.open).hasSize(32);

        for (int i = 0; i < 100; i++) {
            wire.commit();
        }

        assertThat(wire.asked).hasSize(100).doesNotHaveDuplicates();
        assertThat(wire.open).isEmpty();
    }
}
