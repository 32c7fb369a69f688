package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.client.AccessTokens;
import io.minirpc.gochat.client.Accounts;
import io.minirpc.gochat.client.ChatClient;
import io.minirpc.gochat.client.ClientListener;
import io.minirpc.gochat.client.ClientSettings;
import io.minirpc.gochat.client.RefusedException;
import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.CloseCode;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.HttpBodies.Grant;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import io.minirpc.gochat.store.ChatRows;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.support.TestDevice;
import io.minirpc.tests.servers.RequiresEtcd;
import io.minirpc.tests.servers.RequiresMariaDb;
import io.minirpc.tests.servers.RequiresRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one process promises, over two services and two gateways on MariaDB, Redis and etcd. */
@RequiresMariaDb
@RequiresRedis
@RequiresEtcd
@Tag("chaos")
class FleetTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration LOG_OUT = Duration.ofSeconds(5);
    private static final Duration MARGIN = Duration.ofSeconds(1);
    private static final String THE_ID = "the-same";
    private static final Executor LATER = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

    private static RunningFleet fleet;

    @BeforeAll
    static void start() throws Exception {
        fleet = new RunningFleet(2);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    private static String between(Grant one, Grant other) {
        return ConversationId.of(
                        Ids.parse(one.user().id()), Ids.parse(other.user().id()))
                .toString();
    }

    private static void awaitShown(TestDevice client, String conversation, long last) {
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(client.shown(conversation))
                        .extracting(Message::seq)
                        .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList()));
    }

    /** One trace over the gateway of the sender, a service, the bus and the gateway of the reader. */
    @Test
    void messageIsTracedOverBothGatewaysAndAService() throws Exception {
        Grant sender = fleet.user();
        Grant receiver = fleet.user();
        String conversation = between(sender, receiver);
        TestDevice receiving = fleet.device(receiver, 1);
        Sent sent = fleet.device(sender, 0).send(conversation, "traced").get(30, TimeUnit.SECONDS);
        awaitShown(receiving, conversation, 1);

        String one = "gateway 127.0.0.1:" + fleet.address(0).getPort() + " *";
        String two = "gateway 127.0.0.1:" + fleet.address(1).getPort() + " *";
        String service = "service 127.0.0.1:\\d+ *";
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(Traces.why("--etcd", Fleet.Servers.ETCD.url(), sent.messageId()))
                        .startsWith("0\n")
                        .containsPattern("0\\.0 ms +" + one + " received from "
                                + sender.user().id())
                        .containsPattern(service + " queued")
                        .containsPattern(service + " taken by a committer")
                        .containsPattern(service + " committed as number 1")
                        .containsPattern(service + " published to gateways: 2")
                        .containsPattern(one + " answered")
                        .containsPattern(two + " taken from the bus")
                        .containsPattern(two + " written to " + receiver.user().id())
                        .containsPattern(
                                two + " acknowledged by " + receiver.user().id())
                        .contains("the last device to have it"));
        assertThat(Traces.ids(fleet.resources, fleet.address(0), sent.messageId()))
                .hasSize(1)
                .isEqualTo(Traces.ids(fleet.resources, fleet.address(1), sent.messageId()));
    }

    /** Promise 1, from both gateways, after a restart of all services, and with an empty Redis. */
    @Test
    void oneIdSentAHundredTimesOverBothGatewaysIsOneMessage() throws Exception {
        repeatAfter(FleetTest::restartServices, () -> Fleet.Servers.REDIS.command("FLUSHALL"));
    }

    /** The same after all answers that are kept for a minute were forgotten. */
    @Test
    @Tag("soak")
    void oneIdSentAHundredTimesAgainAfterAMinuteIsOneMessage() throws Exception {
        repeatAfter(
                () -> Thread.sleep(61_000), FleetTest::restartServices, () -> Fleet.Servers.REDIS.command("FLUSHALL"));
    }

    private static void restartServices() throws Exception {
        fleet.restartService(0);
        fleet.restartService(1);
    }

    /** Something that happens to the fleet. */
    @FunctionalInterface
    private interface Event {
        void happen() throws Exception;
    }

    private static void repeatAfter(Event... events) throws Exception {
        Grant sender = fleet.user();
        Grant receiver = fleet.user();
        String conversation = between(sender, receiver);
        List<TestDevice> senders = List.of(fleet.device(sender, 0), fleet.device(sender, 1));
        TestDevice receiving = fleet.device(receiver, 1);

        List<Sent> first = hundredTimes(senders, conversation);
        List<Sent> all = new ArrayList<>(first);
        for (Event event : events) {
            event.happen();
            all.addAll(hundredTimes(senders, conversation));
        }

        Sent one = first.get(0);
        assertThat(one.seq()).isEqualTo(1);
        assertThat(all)
                .allSatisfy(answer -> assertThat(answer)
                        .usingRecursiveComparison()
                        .ignoringFields("id", "again")
                        .isEqualTo(one));
        assertThat(all).filteredOn(answer -> !answer.again()).hasSizeLessThanOrEqualTo(1);
        try (Database database = new Fleet().openDatabase()) {
            assertThat(new ChatRows(database).seqs(conversation, THE_ID)).containsExactly(1L);
        }
        senders.get(0).send(conversation, "the next").get(30, TimeUnit.SECONDS);
        awaitShown(receiving, conversation, 2);
    }

    private static List<Sent> hundredTimes(List<TestDevice> senders, String conversation) throws Exception {
        List<CompletableFuture<Sent>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            TestDevice sender = senders.get(i % senders.size());
            answers.add(persistently(sender, conversation));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)).get(60, TimeUnit.SECONDS);
        return answers.stream().map(CompletableFuture::join).toList();
    }

    /** Asks until the answer is not a temporary error, such as that of the limit of messages in a second. */
    private static CompletableFuture<Sent> persistently(TestDevice sender, String conversation) {
        return sender.ask(id -> new ClientFrame.Send(id, THE_ID, conversation, "text", "once"))
                .thenApply(Sent.class::cast)
                .exceptionallyCompose(failure -> failure instanceof CompletionException wrapped
                                && wrapped.getCause() instanceof RefusedException refused
                                && refused.temporary()
                        ? CompletableFuture.supplyAsync(() -> persistently(sender, conversation), LATER)
                                .thenCompose(answer -> answer)
                        : CompletableFuture.failedFuture(failure));
    }

    @Test
    void logOutAtOneGatewayClosesTheSocketAtTheOther() throws Exception {
        Grant leaving = fleet.user();
        TestDevice device = fleet.device(leaving, 1);

        logOutAndAwaitTheEnd(leaving, device);
        assertRefused(leaving);
        Fleet.Servers.REDIS.command("FLUSHALL");
        assertRefused(leaving);
    }

    /** A revoked token opens no socket and answers no request, at any gateway. */
    private static void assertRefused(Grant revoked) throws Exception {
        for (int gateway = 0; gateway < 2; gateway++) {
            assertThat(fleet.accounts(gateway).status("GET", "/api/sessions", revoked.accessToken()))
                    .isEqualTo(401);
            assertThat(codeOfTheEnd(revoked, gateway)).isEqualTo(CloseCode.UNAUTHENTICATED.code());
        }
    }

    /** Returns the close code after which a client stays away. */
    private static int codeOfTheEnd(Grant grant, int gateway) throws Exception {
        CompletableFuture<Integer> end = new CompletableFuture<>();
        ClientSettings settings =
                ClientSettings.of(fleet.address(gateway), AccessTokens.fixed(grant.accessToken()), "revoked");
        try (ChatClient client = ChatClient.start(settings, fleet.resources, new ClientListener() {
            @Override
            public void ended(int code, String reason) {
                end.complete(code);
            }
        })) {
            int code = end.get(30, TimeUnit.SECONDS);
            assertThat(client.welcomes()).isZero();
            return code;
        }
    }

    @Test
    void logOutClosesTheSocketAtTheOtherGatewayWithoutRedis() throws Exception {
        Grant leaving = fleet.user();
        TestDevice device = fleet.device(leaving, 1);
        Fleet.Servers.REDIS.stop();
        try {
            logOutAndAwaitTheEnd(leaving, device);
        } finally {
            Fleet.Servers.REDIS.cont();
        }
    }

    private static void logOutAndAwaitTheEnd(Grant leaving, TestDevice device) throws Exception {
        assertThat(fleet.accounts(0).status("POST", "/api/logout", leaving.accessToken()))
                .isEqualTo(204);
        await().atMost(LOG_OUT.plus(MARGIN)).until(() -> !device.isLive());
    }

    @Test
    void banClosesTheSocketAndRefusesLogInsWhileRedisStandsStill() throws Exception {
        Grant banned = fleet.user();
        TestDevice device = fleet.device(banned, 1);
        Fleet.Servers.REDIS.stop();
        try {
            admin("ban", banned.user().name(), "--reason", "spam");
            await().atMost(LOG_OUT.plus(MARGIN)).until(() -> device.endCode() == CloseCode.BANNED.code());
        } finally {
            Fleet.Servers.REDIS.cont();
        }
        for (int gateway = 0; gateway < 2; gateway++) {
            Accounts accounts = fleet.accounts(gateway);
            assertThatThrownBy(() -> accounts.logIn(banned.user().name(), "a password of a user"))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BANNED))
                    .hasMessageContaining("spam");
        }
    }

    /** Runs a command of gochat-admin on the database of the fleet. */
    private static void admin(String... arguments) {
        Map<String, String> environment = Map.of("GOCHAT_MYSQL", Fleet.Servers.MARIADB.url());
        assertThat(GochatAdmin.commandLine(environment).execute(arguments)).isZero();
    }

    /** Promise 6: who is removed at one gateway while others write at both is shown his removal, and nothing above. */
    @Test
    void kickIsExactToTheSeqOverBothGateways() throws Exception {
        new KickRaces(fleet).run(10);
    }

    @Test
    @Tag("soak")
    @Timeout(1_800)
    void thousandKicksAreExactToTheSeqOverBothGateways() throws Exception {
        int parts = 5;
        int races = 200;
        List<Callable<Integer>> all = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            KickRaces part = new KickRaces(fleet);
            all.add(() -> part.run(races));
        }
        ExecutorService threads = Executors.newFixedThreadPool(parts);
        try {
            for (Future<Integer> part : threads.invokeAll(all)) {
                part.get();
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.println(parts * races + " kicks over both gateways, each exact to the seq");
    }

    /** Row "rolling restart": whatever ends, no send fails after the client's own retry. */
    @Test
    void noSendFailsWhileAllProcessesAreRestarted() throws Exception {
        Writers writers = new Writers(fleet, 2);
        for (int i = 0; i < 2; i++) {
            fleet.restartService(i);
            writers.awaitSent(50);
            fleet.restartGateway(i);
            writers.awaitSent(50);
        }
        writers.endAndCheck();
    }

    /** Row "restore": gateways and services read the epoch at their start. */
    @Test
    void clientsDropTheirCopiesInANewEpoch() throws Exception {
        Grant one = fleet.user();
        Grant other = fleet.user();
        String conversation = between(one, other);
        TestDevice sender = fleet.device(one, 0);
        TestDevice receiver = fleet.device(other, 1);
        sender.send(conversation, "before").get(30, TimeUnit.SECONDS);
        awaitShown(receiver, conversation, 1);

        fleet.restartAll(() -> admin("new-epoch"));

        sender.send(conversation, "after").get(30, TimeUnit.SECONDS);
        awaitShown(sender, conversation, 2);
        awaitShown(receiver, conversation, 2);
        assertThat(List.of(sender.drops(), receiver.drops())).containsExactly(1, 1);
    }

    /** etcd is for discovery only. */
    @Test
    void chatGoesOnWithoutEtcdAndWithAnEmptyOne() throws Exception {
        Grant one = fleet.user();
        Grant other = fleet.user();
        String conversation = between(one, other);
        TestDevice sender = fleet.device(one, 0);
        TestDevice receiver = fleet.device(other, 1);
        Fleet.Servers.ETCD.kill();
        sender.send(conversation, "without etcd").get(30, TimeUnit.SECONDS);
        awaitShown(receiver, conversation, 1);
        awaitShown(fleet.device(other, 0), conversation, 1); // connects while it is away

        Fleet.Servers.ETCD.restartEmpty();
        sender.send(conversation, "with an empty etcd").get(30, TimeUnit.SECONDS);
        awaitShown(receiver, conversation, 2);
    }
}
