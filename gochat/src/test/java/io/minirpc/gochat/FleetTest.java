package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.client.RefusedException;
import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.HttpBodies.Grant;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import io.minirpc.gochat.support.TestDevice;
import io.minirpc.tests.servers.RequiresEtcd;
import io.minirpc.tests.servers.RequiresMariaDb;
import io.minirpc.tests.servers.RequiresRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
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
class FleetTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
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

    private static Sent sent(TestDevice client, LongFunction<? extends ClientFrame.Request> request) throws Exception {
        return (Sent) client.ask(request).get(30, TimeUnit.SECONDS);
    }

    /** Promise 1, from both gateways, after a restart of all services, and with an empty Redis. */
    @Test
    void oneIdSentAHundredTimesOverBothGatewaysIsOneMessage() throws Exception {
        Grant sender = fleet.user();
        Grant receiver = fleet.user();
        String conversation = between(sender, receiver);
        List<TestDevice> senders = List.of(fleet.device(sender, 0), fleet.device(sender, 1));
        TestDevice receiving = fleet.device(receiver, 1);

        List<Sent> first = hundredTimes(senders, conversation);
        fleet.restartService(0);
        fleet.restartService(1);
        List<Sent> restarted = hundredTimes(senders, conversation);
        Fleet.Servers.REDIS.command("FLUSHALL");
        List<Sent> emptied = hundredTimes(senders, conversation);

        Sent one = first.get(0);
        assertThat(one.seq()).isEqualTo(1);
        for (List<Sent> answers : List.of(first, restarted, emptied)) {
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer)
                            .usingRecursiveComparison()
                            .ignoringFields("id", "again")
                            .isEqualTo(one));
        }
        assertThat(first).filteredOn(answer -> !answer.again()).hasSizeLessThanOrEqualTo(1);
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
        return sender.ask(id -> new ClientFrame.Send(id, "the-same", conversation, "text", "once"))
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
        Fleet.Servers.REDIS.command("FLUSHALL");
        assertThat(fleet.accounts(1).status("GET", "/api/sessions", leaving.accessToken()))
                .isEqualTo(401);
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
        await().atMost(Duration.ofSeconds(10)).until(() -> !device.isLive()); // 5 s are promised
    }

    /** Promise 6: who is removed at one gateway while others write at both is shown his removal, and nothing above. */
    @Test
    void kickIsExactToTheSeqOverBothGateways() throws Exception {
        raceKicks(10);
    }

    @Test
    @Tag("soak")
    @Timeout(1_800)
    void thousandKicksAreExactToTheSeqOverBothGateways() throws Exception {
        raceKicks(1_000);
    }

    private static void raceKicks(int races) throws Exception {
        Grant owner = fleet.user();
        Grant member = fleet.user();
        Grant kicked = fleet.user();
        TestDevice owning = fleet.device(owner, 0);
        TestDevice writing = fleet.device(member, 1);
        List<TestDevice> leaving = List.of(fleet.device(kicked, 0), fleet.device(kicked, 1));
        for (int race = 0; race < races; race++) {
            String name = "race-" + race;
            String group = sent(
                            owning,
                            id -> new ClientFrame.CreateGroup(
                                    id,
                                    "create-" + name,
                                    name,
                                    List.of(member.user().id(), kicked.user().id())))
                    .conversation();
            int before = ThreadLocalRandom.current().nextInt(10);
            List<CompletableFuture<Sent>> sends = new ArrayList<>();
            CompletableFuture<Sent> removal = null;
            for (int i = 0; i < 10; i++) {
                sends.add(writing.send(group, "at one " + i));
                sends.add(owning.send(group, "at the other " + i));
                if (i == before) {
                    removal = owning.ask(id -> new ClientFrame.Kick(
                                    id, "kick-" + name, group, kicked.user().id()))
                            .thenApply(Sent.class::cast);
                }
            }
            CompletableFuture.allOf(sends.toArray(CompletableFuture<?>[]::new)).get(60, TimeUnit.SECONDS);
            long last = removal.get(60, TimeUnit.SECONDS).seq();
            awaitShown(writing, group, 22);
            leaving.forEach(device -> awaitShown(device, group, last));
        }
        String direct = between(member, kicked);
        writing.send(direct, "what was pushed before it has arrived").get(30, TimeUnit.SECONDS);
        leaving.forEach(device -> awaitShown(device, direct, 1));
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
