package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Cursor;
import io.minirpc.gochat.frame.ServerFrame.Listed;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Receipt;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import io.minirpc.gochat.support.TestDevice;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything in one process, as users meet it: sockets, services and an H2 file. */
class WholeServerTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    Path data;

    private Site site;
    private RunningServer server;

    Site site() {
        return new OneProcess(data);
    }

    @BeforeEach
    void start() throws Exception {
        site = site();
        server = new RunningServer(site);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private void awaitShown(TestDevice client, long last) {
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(client.shown(server.conversation))
                        .extracting(Message::seq)
                        .isEqualTo(upTo(last)));
    }

    @Test
    void messagesOfBothReachAllDevicesOnceAndInOneOrder() throws Exception {
        List<TestDevice> clients = List.of(
                server.device(server.ada, "phone"),
                server.device(server.ada, "desk"),
                server.device(server.bob, "phone"),
                server.device(server.bob, "desk"));
        List<CompletableFuture<Sent>> sends = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            for (TestDevice client : clients) {
                sends.add(client.send(server.conversation, "message " + i));
            }
        }
        CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

        clients.forEach(client -> awaitShown(client, 100));
        for (TestDevice client : clients) {
            assertThat(client.shown(server.conversation))
                    .isEqualTo(clients.get(0).shown(server.conversation));
        }
        assertThat(sends).extracting(sent -> sent.join().seq()).containsExactlyInAnyOrderElementsOf(upTo(100));
    }

    @Test
    void deviceThatWasAwayGetsWhatItMissed() throws Exception {
        TestDevice sender = server.device(server.ada, "phone");
        server.send(sender, "one");
        TestDevice receiver = server.device(server.bob, "phone");
        awaitShown(receiver, 1);

        receiver.client.cut();
        for (int i = 2; i <= 30; i++) {
            server.send(sender, "number " + i);
        }

        awaitShown(receiver, 30);
        awaitShown(server.device(server.bob, "new"), 30);
    }

    /** Row "Each reconnect subscribed once more: every message n times". */
    @Test
    void fiftyReconnectsBringEachMessageOnce() throws Exception {
        TestDevice sender = server.device(server.ada, "phone");
        TestDevice receiver = server.device(server.bob, "phone");
        for (int i = 1; i <= 50; i++) {
            int times = i;
            receiver.client.cut();
            await().atMost(BOUND).until(() -> receiver.welcomes() > times);
        }
        server.send(sender, "hello");

        awaitShown(receiver, 1);
        server.send(sender, "again");
        awaitShown(receiver, 2);
    }

    @Test
    void sameClientIdIsTheSameMessageAlsoAfterARestart() throws Exception {
        TestDevice sender = server.device(server.ada, "phone");
        Sent first = sender.client.send(server.conversation, "hello", "id-1").get(30, TimeUnit.SECONDS);
        Sent again = sender.client.send(server.conversation, "hello", "id-1").get(30, TimeUnit.SECONDS);

        assertThat(again.again()).isTrue();
        assertThat(again.seq()).isEqualTo(first.seq());
        assertThat(again.messageId()).isEqualTo(first.messageId());

        server.close();
        server = new RunningServer(site);
        Sent restarted = server.device(server.ada, "phone")
                .client
                .send(server.conversation, "hello", "id-1")
                .get(30, TimeUnit.SECONDS);

        assertThat(restarted.messageId()).isEqualTo(first.messageId());
        assertThat(restarted.again()).isTrue();
    }

    /** Row "read on one device, unread on the other". */
    @Test
    void readingOnOneDeviceClearsTheBadgeOfTheOtherAndMovesTheTick() throws Exception {
        TestDevice sender = server.device(server.ada, "phone");
        TestDevice phone = server.device(server.bob, "phone");
        TestDevice desk = server.device(server.bob, "desk");
        for (int i = 0; i < 3; i++) {
            server.send(sender, "number " + i);
        }
        awaitShown(desk, 3);
        assertThat(listed(desk).unread()).isEqualTo(3);
        await().atMost(BOUND).until(() -> desk.unread(server.conversation) == 3);

        Cursor cursor = (Cursor) phone.ask(id -> new ClientFrame.Read(id, server.conversation, 3))
                .get(30, TimeUnit.SECONDS);

        assertThat(cursor.read()).isEqualTo(3);
        assertThat(cursor.unread()).isZero();
        await().atMost(BOUND).until(() -> desk.read(server.conversation) == 3 && desk.unread(server.conversation) == 0);
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(sender.receipts())
                        .last()
                        .isEqualTo(new Receipt(
                                server.conversation, server.bob.user().id(), 3, 3)));
        assertThat(listed(desk).unread()).isZero();
    }

    /** Row "Badge counted one's own messages". */
    @Test
    void ownMessagesAreNeverUnreadAndMarkNothingAsRead() throws Exception {
        TestDevice one = server.device(server.ada, "phone");
        TestDevice other = server.device(server.bob, "phone");
        server.send(one, "unread by bob");
        server.send(other, "written without looking");

        assertThat(listed(other).unread()).isEqualTo(1);
        assertThat(listed(other).read()).isZero();
        assertThat(listed(one).unread()).isEqualTo(1);
    }

    private static Conversation listed(TestDevice client) throws Exception {
        Listed listed = (Listed) client.ask(id -> new ClientFrame.ListConversations(id, null, null, null))
                .get(30, TimeUnit.SECONDS);
        return listed.conversations().get(0);
    }

    @Test
    void historyIsPagedBothWays() throws Exception {
        TestDevice sender = server.device(server.ada, "phone");
        for (int i = 1; i <= 60; i++) {
            server.send(sender, "number " + i);
        }

        assertThat(page(sender, null, 61L))
                .isEqualTo(LongStream.rangeClosed(41, 60).boxed().toList());
        assertThat(page(sender, 0L, null)).isEqualTo(upTo(20));
        assertThat(page(sender, 20L, null))
                .isEqualTo(LongStream.rangeClosed(21, 40).boxed().toList());
    }

    private List<Long> page(TestDevice client, Long after, Long before) throws Exception {
        ServerFrame answer = client.ask(id -> new ClientFrame.History(id, server.conversation, after, before, 20))
                .get(30, TimeUnit.SECONDS);
        return ((ServerFrame.Page) answer).messages().stream().map(Message::seq).toList();
    }

    /** Row "Log-out left the socket open; mending it closed every socket at each refresh". */
    @Test
    void logOutClosesTheSocketsOfItsSessionAndRefreshNone() throws Exception {
        TestDevice staying = server.device(server.bob, "phone");
        TestDevice leaving = server.device(server.ada, "phone");
        server.accounts.refresh(server.bob.refreshToken());

        assertThat(server.accounts.status("POST", "/api/logout", server.ada.accessToken()))
                .isEqualTo(204);

        await().atMost(Duration.ofSeconds(10)).until(() -> !leaving.isLive()); // 5 s are promised
        assertThat(server.accounts.status("GET", "/api/sessions", server.ada.accessToken()))
                .isEqualTo(401);
        assertThat(staying.isLive()).isTrue();
        assertThat(staying.welcomes()).isEqualTo(1);
    }

    @Test
    void pageAndItsPartsAreServed() throws Exception {
        for (String path :
                List.of("/", "/main.js", "/client.js", "/socket.js", "/state.js", "/view.js", "/api.js", "/app.css")) {
            HttpRequest request =
                    HttpRequest.newBuilder(server.address.resolve(path)).build();
            assertThat(server.http.send(request, BodyHandlers.ofString()).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
        assertThat(server.http
                        .send(
                                HttpRequest.newBuilder(server.address.resolve("/health/ready"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void noThreadAndNoPortIsLeftAfterClose() {
        server.close();

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name ->
                                name.startsWith("gochat-") || name.startsWith("minirpc-") || name.startsWith("H2 ")));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> new Socket("127.0.0.1", server.port()).close());
    }
}
