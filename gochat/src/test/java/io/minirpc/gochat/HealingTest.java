package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.support.TestDevice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 4: a lost push heals on an open connection, in silence: after the loss nobody sends, reconnects or reloads.
 * Heartbeats come each second here, so two of them are 2 s; the rest of the bound is for slow machines.
 */
class HealingTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    @TempDir
    Path data;

    private final LossyRoutes routes = new LossyRoutes();
    private final LossyBus bus = new LossyBus();
    private RunningServer server;
    private TestDevice sender;
    private TestDevice receiver;

    Site site() {
        return new OneProcess(data);
    }

    private void start(String... settings) throws Exception {
        server = new RunningServer(
                site(),
                given -> new Routing(
                        routes.over(given.routes()), given.groups(), bus.over(given.bus()), given.hints(), given.hot()),
                stores -> stores,
                settings);
        sender = server.device(server.ada, "phone");
        receiver = server.device(server.bob, "phone");
        server.send(sender, "before");
        awaitShown(receiver, 1);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void awaitShown(TestDevice client, long last) {
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(client.shown(server.conversation))
                        .extracting(Message::seq)
                        .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList()));
    }

    private void sendFiveThenBeSilent() throws Exception {
        for (int i = 0; i < 5; i++) {
            server.send(sender, "lost " + i);
        }
    }

    private void assertHealedOnTheOpenConnection() {
        awaitShown(receiver, 6);
        assertThat(receiver.welcomes()).isEqualTo(1);
    }

    /** C1: the bus drops it. */
    @Test
    void pushesThatTheBusLostHealInSilence() throws Exception {
        start();
        bus.lose(push -> push.frame() instanceof Message);

        sendFiveThenBeSilent();

        assertHealedOnTheOpenConnection();
        assertThat(bus.lost()).isPositive();
    }

    /** C1: the look-up of routes fails after the commit. */
    @Test
    void messagesWhoseRoutesWereNotFoundHealInSilence() throws Exception {
        start();
        routes.failing = true;

        sendFiveThenBeSilent();

        assertHealedOnTheOpenConnection();
    }

    /** C1: routes are emptied after they were written. */
    @Test
    void messagesAfterRoutesWereEmptiedHealInSilence() throws Exception {
        start();
        routes.forget();

        sendFiveThenBeSilent();

        assertHealedOnTheOpenConnection();
    }

    /** C1: the mirror of a read is lost; heads are equal everywhere, only the sum of read cursors differs. */
    @Test
    void readCursorWhoseMirrorWasLostHealsInSilence() throws Exception {
        start();
        TestDevice desk = server.device(server.bob, "desk");
        bus.lose(push -> push.frame() instanceof ServerFrame.Cursor);

        receiver.ask(id -> new ClientFrame.Read(id, server.conversation, 1)).get(20, TimeUnit.SECONDS);

        await().atMost(BOUND).until(() -> desk.read(server.conversation) == 1);
        assertThat(bus.lost()).isPositive();
        assertThat(desk.welcomes()).isEqualTo(1);
    }

    /**
     * Row "The client's cursor was a maximum: 3 arrived, 1 and 2 never did": prev shows the hole, long before a
     * heartbeat.
     */
    @Test
    void laterMessageShowsTheHoleAtOnce() throws Exception {
        start("heartbeat", "50s");
        bus.lose(push -> push.frame() instanceof Message message && message.seq() < 4);

        for (int i = 0; i < 3; i++) {
            server.send(sender, "number " + i);
        }

        awaitShown(receiver, 4);
        assertThat(bus.lost()).isPositive();
    }

    @Test
    void backlogLiveAndOwnMessagesComeInOneOrder() throws Exception {
        comeBackToABacklog(100, 20, 2);
    }

    @Test
    @Tag("soak")
    @Timeout(300)
    void longBacklogLiveAndOwnMessagesComeInOneOrder() throws Exception {
        comeBackToABacklog(1_000, 200, 20);
    }

    /** Row "While a backlog drains, new and own messages sort in between". */
    private void comeBackToABacklog(int waiting, int live, int own) throws Exception {
        start();
        receiver.client.leave().get(20, TimeUnit.SECONDS);
        List<CompletableFuture<Sent>> sends = new ArrayList<>();
        for (int i = 0; i < waiting; i++) {
            sends.add(sender.send(server.conversation, "waiting " + i));
        }
        CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)).get(200, TimeUnit.SECONDS);

        receiver.client.comeBack();
        for (int i = 0; i < live; i++) {
            sends.add(sender.send(server.conversation, "live " + i));
        }
        for (int i = 0; i < own; i++) {
            sends.add(receiver.send(server.conversation, "own " + i));
        }
        CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)).get(200, TimeUnit.SECONDS);

        awaitShown(receiver, 1 + waiting + live + own);
        awaitShown(sender, 1 + waiting + live + own);
    }
}
