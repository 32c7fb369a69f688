package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.client.RefusedException;
import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.HttpBodies.Grant;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import io.minirpc.gochat.support.TestDevice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups in one process, as users meet them: sockets, services and an H2 file. */
class GroupServerTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    Path data;

    private RunningServer server;
    private Grant eve;
    private TestDevice ada;
    private TestDevice desk;
    private TestDevice bob;
    private String group;

    Site site() {
        return new OneProcess(data);
    }

    @BeforeEach
    void createGroup() throws Exception {
        server = new RunningServer(site());
        eve = server.user("eve");
        ada = server.device(server.ada, "phone");
        desk = server.device(server.ada, "desk");
        bob = server.device(server.bob, "phone");
        Sent created = sent(
                ada,
                id -> new ClientFrame.CreateGroup(
                        id, "create", "rowing", List.of(server.bob.user().id())));
        group = created.conversation();
        assertThat(created.seq()).isEqualTo(1);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Sent sent(TestDevice client, LongFunction<? extends ClientFrame.Request> request) throws Exception {
        ServerFrame answer = client.ask(request).get(30, TimeUnit.SECONDS);
        assertThat(answer).isInstanceOf(Sent.class);
        return (Sent) answer;
    }

    private void awaitShown(TestDevice client, long first, long last) {
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(client.shown(group))
                        .extracting(Message::seq)
                        .isEqualTo(LongStream.rangeClosed(first, last).boxed().toList()));
    }

    private Sent invite(String... users) throws Exception {
        return sent(ada, id -> new ClientFrame.Invite(id, "invite", group, List.of(users)));
    }

    private Sent kick(String user, String clientMsgId) throws Exception {
        return sent(ada, id -> new ClientFrame.Kick(id, clientMsgId, group, user));
    }

    @Test
    void changesAndMessagesReachAllDevicesInOneOrder() throws Exception {
        TestDevice guest = server.device(eve, "phone");
        assertThat(bob.send(group, "hello").get(30, TimeUnit.SECONDS).seq()).isEqualTo(2);
        assertThat(invite(eve.user().id()).seq()).isEqualTo(3);
        assertThat(guest.send(group, "thank you").get(30, TimeUnit.SECONDS).seq())
                .isEqualTo(4);

        for (TestDevice client : List.of(ada, desk, bob)) {
            awaitShown(client, 1, 4);
        }
        awaitShown(guest, 3, 4);
        assertThat(desk.shown(group)).isEqualTo(ada.shown(group));
    }

    @Test
    void sameChangeUnderTheSameIdIsDoneOnce() throws Exception {
        Sent again = sent(
                ada,
                id -> new ClientFrame.CreateGroup(
                        id, "create", "rowing", List.of(server.bob.user().id())));
        assertThat(again.again()).isTrue();
        assertThat(again.conversation()).isEqualTo(group);
        assertThat(again.seq()).isEqualTo(1);

        Sent first = kick(server.bob.user().id(), "kick");
        Sent repeated = kick(server.bob.user().id(), "kick");
        assertThat(repeated.again()).isTrue();
        assertThat(repeated.seq()).isEqualTo(first.seq());
    }

    /** Promise 6, row "Kicked member kept the live stream". */
    @Test
    void removedMemberIsShownHisRemovalAndNothingAfterIt() throws Exception {
        invite(eve.user().id());
        TestDevice guest = server.device(eve, "phone");
        awaitShown(guest, 2, 2);
        bob.client.typing(group);
        await().atMost(BOUND).until(() -> guest.typists(group).contains(bob.user()));
        bob.send(group, "with her").get(30, TimeUnit.SECONDS); // ends the typing
        awaitShown(guest, 2, 3);
        await().atMost(BOUND).until(() -> guest.typists(group).isEmpty());

        assertThat(kick(eve.user().id(), "kick").seq()).isEqualTo(4);
        awaitShown(guest, 2, 4);
        bob.client.typing(group);
        await().atMost(BOUND).until(() -> ada.typists(group).contains(bob.user()));
        bob.send(group, "without her").get(30, TimeUnit.SECONDS);
        awaitShown(ada, 1, 5);
        awaitShown(desk, 1, 5);

        String direct = ConversationId.of(
                        Ids.parse(server.ada.user().id()), Ids.parse(eve.user().id()))
                .toString();
        ada.send(direct, "sorry").get(30, TimeUnit.SECONDS);
        await().atMost(BOUND).until(() -> guest.shown(direct).size() == 1); // what was pushed before it has arrived
        assertThat(guest.shown(group)).extracting(Message::seq).containsExactly(2L, 3L, 4L);
        assertThat(guest.typists(group)).isEmpty();
        assertThatThrownBy(() -> guest.ask(id -> new ClientFrame.Send(id, "m", group, "text", "let me in"))
                        .get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(RefusedException.class);
    }

    @Test
    void memberWhoComesBackIsShownWhatIsHis() throws Exception {
        invite(eve.user().id());
        TestDevice guest = server.device(eve, "phone");
        awaitShown(guest, 2, 2);
        kick(eve.user().id(), "kick");
        bob.send(group, "without her").get(30, TimeUnit.SECONDS);
        sent(
                ada,
                id -> new ClientFrame.Invite(
                        id, "again", group, List.of(eve.user().id())));

        await().atMost(BOUND)
                .untilAsserted(() ->
                        assertThat(guest.shown(group)).extracting(Message::seq).containsExactly(2L, 3L, 5L));
        bob.client.typing(group);
        await().atMost(BOUND).until(() -> guest.typists(group).contains(bob.user()));
    }
}
