package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Cursor;
import io.minirpc.gochat.frame.ServerFrame.Listed;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Receipt;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import io.minirpc.gochat.support.ChatClient;
import io.minirpc.gochat.support.HttpAccounts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything in one process, as users meet it: sockets, services and an H2 file. */
class WholeServerTest {
    @TempDir
    Path data;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Server server;
    private URI address;
    private HttpAccounts accounts;
    private HttpAccounts.Grant ada;
    private HttpAccounts.Grant bob;
    private String conversation;

    @BeforeEach
    void start() throws Exception {
        server = opened(Server.start(SettingsReader.read(
                Map.of("data", data.toString(), "port", "0", "demo", "no", "drain", "100ms", "heartbeat", "1s"),
                Map.of(),
                null)));
        address = URI.create("http://127.0.0.1:" + server.port() + "/");
        accounts = new HttpAccounts(http, address);
        ada = accounts.register("ada", "a password of ada");
        bob = accounts.register("bob", "a password of bob");
        conversation =
                ConversationId.of(Ids.parse(ada.user()), Ids.parse(bob.user())).toString();
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.add(part);
        return part;
    }

    private ChatClient client(HttpAccounts.Grant grant, String device) {
        ChatClient client = opened(new ChatClient(http, address, grant, device));
        await().until(client::isLive);
        return client;
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private void awaitShown(ChatClient client, long last) {
        await().untilAsserted(() ->
                assertThat(client.shown(conversation)).extracting(Message::seq).isEqualTo(upTo(last)));
    }

    @Test
    void messagesOfBothReachAllDevicesOnceAndInOneOrder() throws Exception {
        List<ChatClient> clients =
                List.of(client(ada, "phone"), client(ada, "desk"), client(bob, "phone"), client(bob, "desk"));
        List<CompletableFuture<Sent>> sends = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            for (ChatClient client : clients) {
                sends.add(client.send(conversation, "message " + i));
            }
        }
        CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

        clients.forEach(client -> awaitShown(client, 100));
        for (ChatClient client : clients) {
            assertThat(client.shown(conversation)).isEqualTo(clients.get(0).shown(conversation));
        }
        assertThat(sends).extracting(sent -> sent.join().seq()).containsExactlyInAnyOrderElementsOf(upTo(100));
    }

    @Test
    void deviceThatWasAwayGetsWhatItMissed() throws Exception {
        ChatClient sender = client(ada, "phone");
        sender.send(conversation, "one").get(20, TimeUnit.SECONDS);
        ChatClient receiver = client(bob, "phone");
        awaitShown(receiver, 1);

        receiver.cut();
        for (int i = 2; i <= 30; i++) {
            sender.send(conversation, "number " + i).get(20, TimeUnit.SECONDS);
        }

        awaitShown(receiver, 30);
        awaitShown(client(bob, "new"), 30);
    }

    /** Row "Each reconnect subscribed once more: every message n times". */
    @Test
    void fiftyReconnectsBringEachMessageOnce() throws Exception {
        ChatClient sender = client(ada, "phone");
        ChatClient receiver = client(bob, "phone");
        for (int i = 1; i <= 50; i++) {
            int times = i;
            receiver.cut();
            await().until(() -> receiver.welcomes() > times);
        }
        sender.send(conversation, "hello").get(20, TimeUnit.SECONDS);

        awaitShown(receiver, 1);
        sender.send(conversation, "again").get(20, TimeUnit.SECONDS);
        awaitShown(receiver, 2);
    }

    @Test
    void sameClientIdIsTheSameMessageAlsoAfterARestart() throws Exception {
        ChatClient sender = client(ada, "phone");
        Sent first = sender.send(conversation, "hello", "id-1").get(20, TimeUnit.SECONDS);
        Sent again = sender.send(conversation, "hello", "id-1").get(20, TimeUnit.SECONDS);

        assertThat(again.again()).isTrue();
        assertThat(again.seq()).isEqualTo(first.seq());
        assertThat(again.messageId()).isEqualTo(first.messageId());

        server.close();
        server = opened(Server.start(SettingsReader.read(
                Map.of("data", data.toString(), "port", "0", "demo", "no", "drain", "100ms"), Map.of(), null)));
        address = URI.create("http://127.0.0.1:" + server.port() + "/");
        Sent restarted =
                client(ada, "phone").send(conversation, "hello", "id-1").get(20, TimeUnit.SECONDS);

        assertThat(restarted.messageId()).isEqualTo(first.messageId());
        assertThat(restarted.again()).isTrue();
    }

    /** Row "read on one device, unread on the other". */
    @Test
    void readingOnOneDeviceClearsTheBadgeOfTheOtherAndMovesTheTick() throws Exception {
        ChatClient sender = client(ada, "phone");
        ChatClient phone = client(bob, "phone");
        ChatClient desk = client(bob, "desk");
        for (int i = 0; i < 3; i++) {
            sender.send(conversation, "number " + i).get(20, TimeUnit.SECONDS);
        }
        awaitShown(desk, 3);
        assertThat(listed(desk).unread()).isEqualTo(3);

        Cursor cursor = (Cursor)
                phone.ask(id -> new ClientFrame.Read(id, conversation, 3)).get(20, TimeUnit.SECONDS);

        assertThat(cursor.read()).isEqualTo(3);
        assertThat(cursor.unread()).isZero();
        await().untilAsserted(() -> assertThat(desk.pushes())
                .filteredOn(Cursor.class::isInstance)
                .last()
                .isEqualTo(new Cursor(null, conversation, 3, 0, 3)));
        await().untilAsserted(() -> assertThat(sender.pushes())
                .filteredOn(Receipt.class::isInstance)
                .last()
                .isEqualTo(new Receipt(conversation, bob.user(), 3, 3)));
        assertThat(listed(desk).unread()).isZero();
    }

    /** Row "Badge counted one's own messages". */
    @Test
    void ownMessagesAreNeverUnreadAndMarkNothingAsRead() throws Exception {
        ChatClient one = client(ada, "phone");
        ChatClient other = client(bob, "phone");
        one.send(conversation, "unread by bob").get(20, TimeUnit.SECONDS);
        other.send(conversation, "written without looking").get(20, TimeUnit.SECONDS);

        assertThat(listed(other).unread()).isEqualTo(1);
        assertThat(listed(other).read()).isZero();
        assertThat(listed(one).unread()).isEqualTo(1);
    }

    private static Conversation listed(ChatClient client) throws Exception {
        Listed listed = (Listed) client.ask(id -> new ClientFrame.ListConversations(id, null, null, null))
                .get(20, TimeUnit.SECONDS);
        return listed.conversations().get(0);
    }

    @Test
    void historyIsPagedBothWays() throws Exception {
        ChatClient sender = client(ada, "phone");
        for (int i = 1; i <= 60; i++) {
            sender.send(conversation, "number " + i).get(20, TimeUnit.SECONDS);
        }

        assertThat(page(sender, null, 61L))
                .isEqualTo(LongStream.rangeClosed(41, 60).boxed().toList());
        assertThat(page(sender, 0L, null)).isEqualTo(upTo(20));
        assertThat(page(sender, 20L, null))
                .isEqualTo(LongStream.rangeClosed(21, 40).boxed().toList());
    }

    private List<Long> page(ChatClient client, Long after, Long before) throws Exception {
        ServerFrame answer = client.ask(id -> new ClientFrame.History(id, conversation, after, before, 20))
                .get(20, TimeUnit.SECONDS);
        return ((ServerFrame.Page) answer).messages().stream().map(Message::seq).toList();
    }

    /** Row "Log-out left the socket open; mending it closed every socket at each refresh". */
    @Test
    void logOutClosesTheSocketsOfItsSessionAndRefreshNone() throws Exception {
        ChatClient staying = client(bob, "phone");
        ChatClient leaving = client(ada, "phone");
        accounts.refresh(bob.refreshToken());

        assertThat(accounts.status("POST", "/api/logout", ada.accessToken())).isEqualTo(204);

        await().until(() -> !leaving.isLive());
        assertThat(accounts.status("GET", "/api/sessions", ada.accessToken())).isEqualTo(401);
        assertThat(staying.isLive()).isTrue();
        assertThat(staying.welcomes()).isEqualTo(1);
    }

    @Test
    void pageAndItsPartsAreServed() throws Exception {
        for (String path :
                List.of("/", "/main.js", "/client.js", "/socket.js", "/state.js", "/view.js", "/api.js", "/app.css")) {
            HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
            assertThat(http.send(request, BodyHandlers.ofString()).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
        assertThat(http.send(
                                HttpRequest.newBuilder(address.resolve("/health/ready"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void noThreadAndNoPortIsLeftAfterClose() {
        server.close();

        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(
                        name -> name.startsWith("gochat-") || name.startsWith("minirpc-") || name.startsWith("H2 ")));
        assertThat(IntStream.of(server.port())).isNotEmpty();
    }
}
