package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import io.minirpc.gochat.route.Bus.Push;
import io.minirpc.gochat.route.Bus.ToGroup;
import io.minirpc.gochat.route.Bus.ToUsers;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.store.ChatRows;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.support.TestDevice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A group of 250, whose messages go once to each gateway, in one process on an H2 file. */
class LargeGroupServerTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final long SILENT = 248;

    @TempDir
    Path data;

    private final LossyBus bus = new LossyBus();
    private RunningServer server;
    private TestDevice ada;
    private TestDevice desk;
    private TestDevice bob;
    private String group;

    Site site() {
        return new OneProcess(data);
    }

    private void createGroup(String heartbeat) throws Exception {
        Site site = site();
        long first = 1 + ThreadLocalRandom.current().nextLong(1L << 40); // the place may have other users
        try (Database database = site.openDatabase()) {
            ChatRows rows = new ChatRows(database);
            LongStream.range(first, first + SILENT).forEach(rows::user);
        }
        server = new RunningServer(
                site,
                given -> new Routing(given.routes(), given.groups(), bus.over(given.bus()), given.hints(), given.hot()),
                stores -> stores,
                "heartbeat",
                heartbeat);
        ada = server.device(server.ada, "phone");
        desk = server.device(server.ada, "desk");
        bob = server.device(server.bob, "phone");
        List<String> members = new ArrayList<>(List.of(server.bob.user().id()));
        LongStream.range(first, first + SILENT).mapToObj(Long::toString).forEach(members::add);
        group = sent(id -> new ClientFrame.CreateGroup(id, "create", "everybody", members))
                .conversation();
        awaitShown(bob, 1);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Sent sent(LongFunction<? extends ClientFrame.Request> request) throws Exception {
        ServerFrame answer = ada.ask(request).get(30, TimeUnit.SECONDS);
        assertThat(answer).isInstanceOf(Sent.class);
        return (Sent) answer;
    }

    private void awaitShown(TestDevice client, long last) {
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(client.shown(group))
                        .extracting(Message::seq)
                        .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList()));
    }

    private static boolean isText(Push push) {
        return push.frame() instanceof Message message && message.type().equals(MessageType.TEXT);
    }

    /** A text to each member is lost, so only what goes to the gateway of the group arrives; no heartbeat heals. */
    @Test
    void messagesReachTheMembersByTheirGateway() throws Exception {
        createGroup("50s");
        bus.lose(push -> push instanceof ToUsers && isText(push));
        for (int i = 2; i <= 20; i++) {
            assertThat((i % 2 == 0 ? ada : bob)
                            .send(group, "number " + i)
                            .get(30, TimeUnit.SECONDS)
                            .seq())
                    .isEqualTo(i);
        }
        for (TestDevice client : List.of(ada, desk, bob)) {
            awaitShown(client, 20);
        }
        TestDevice second = server.device(server.bob, "desk"); // registered at its hello
        awaitShown(second, 20);
        bob.send(group, "one more").get(30, TimeUnit.SECONDS);
        awaitShown(second, 21);
    }

    /** C4.2 on a whole server. */
    @Test
    void memberWhoseRemovalWasLostIsShownNothingAboveIt() throws Exception {
        createGroup("1s");
        bob.send(group, "with him").get(30, TimeUnit.SECONDS);
        awaitShown(bob, 2);
        bus.lose(push -> push.frame() instanceof Message message && message.seq() == 3);
        sent(id -> new ClientFrame.Kick(id, "kick", group, server.bob.user().id()));
        await().atMost(BOUND).until(() -> bus.lost() > 0);
        for (int i = 4; i <= 10; i++) {
            ada.send(group, "without him").get(30, TimeUnit.SECONDS);
        }

        awaitShown(ada, 10);
        awaitShown(desk, 10);
        awaitShown(bob, 3); // by a heartbeat
        bus.lose(push -> push instanceof ToGroup && !isText(push));
        ada.send(group, "without him").get(30, TimeUnit.SECONDS);
        awaitShown(desk, 11);
        assertThat(bob.shown(group)).extracting(Message::seq).containsExactly(1L, 2L, 3L);
    }
}
