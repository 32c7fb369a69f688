package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.Chat.ADA;
import static io.minirpc.gochat.chat.Chat.ADA_BOB;
import static io.minirpc.gochat.chat.Chat.ADA_EVE;
import static io.minirpc.gochat.chat.Chat.BOB;
import static io.minirpc.gochat.chat.Chat.BOB_EVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.SendCommand;
import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.api.SendResult.Busy;
import io.minirpc.gochat.api.SendResult.Refused;
import io.minirpc.gochat.api.SendResult.Sent;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.route.Bus;
import io.minirpc.gochat.route.Routes;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.route.memory.MemoryGroupGateways;
import io.minirpc.gochat.store.BlockStore;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.Faults;
import io.minirpc.gochat.store.OnEveryDatabase;
import io.minirpc.gochat.store.SendStore;
import io.minirpc.gochat.store.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Interleavings that broke earlier designs, each driven step by step. The letters name them in the design's list. */
@OnEveryDatabase
class SendInterleavingTest {
    private final Faults faults = new Faults();
    private final TestClock clock = new TestClock("2026-11-27T12:00:00Z");
    private final List<AutoCloseable> toClose = new ArrayList<>();

    private Database database;
    private Chat chat;
    private Service service;

    @Parameter
    TestDatabase kind;

    @BeforeEach
    void start(@TempDir Path folder) {
        database = kind.open(folder, faults);
        chat = new Chat(database);
        service = service(Duration.ofSeconds(20));
        service.sendUntilSent(ADA_BOB, ADA, "first", "hello");
    }

    @AfterEach
    void stop() throws Exception {
        faults.clear();
        for (AutoCloseable each : toClose) {
            each.close();
        }
        database.close();
    }

    private Service service(Duration timeout) {
        Service another = new Service(database, clock, timeout);
        toClose.add(another);
        return another;
    }

    @Test
    void c2RetryAtAnotherServiceIsPublishedByIt() {
        Service other = service(Duration.ofSeconds(20));

        assertThat(other.sendUntilSent(ADA_BOB, ADA, "first", "hello").again()).isTrue();
        await().untilAsserted(() -> assertThat(other.bus.seqs(ADA_BOB)).containsExactly(1L));
        assertThat(((Bus.ToUsers) other.bus.pushes().get(0)).users()).containsExactlyInAnyOrder(ADA, BOB);

        other.sendUntilSent(ADA_BOB, ADA, "first", "hello"); // published already
        other.sendUntilSent(ADA_BOB, ADA, "second", "hello");
        await().untilAsserted(() -> assertThat(other.bus.seqs(ADA_BOB)).containsExactly(1L, 2L));
    }

    @Test
    void c2RetryOfAnOldMessageIsNotPublished() {
        clock.move(Duration.ofMinutes(10));
        Service other = service(Duration.ofSeconds(20));

        assertThat(other.sendUntilSent(ADA_BOB, ADA, "first", "hello").again()).isTrue();
        other.sendUntilSent(ADA_BOB, ADA, "second", "hello");
        await().untilAsserted(() -> assertThat(other.bus.seqs(ADA_BOB)).containsExactly(2L));
    }

    @Test
    void c2CommitThatWasExecutedIsPublishedAlthoughEverybodyHasGone() {
        Service hasty = service(Duration.ofMillis(200));
        Gate frozen = new Gate("COMMIT", Faults::connectionLost);
        faults.set(frozen);

        CompletableFuture<SendResult> answer = hasty.send(ADA_BOB, BOB, "id", "hello");
        assertThat(Service.get(answer)).isInstanceOf(Busy.class);
        assertThat(hasty.bus.pushes()).isEmpty();
        faults.clear();
        frozen.open();

        await().untilAsserted(() -> assertThat(hasty.bus.seqs(ADA_BOB)).containsExactly(2L));
        assertThat(hasty.sendUntilSent(ADA_BOB, BOB, "id", "hello").again()).isTrue();
        assertThat(chat.seqs(ADA_BOB)).containsExactly(1L, 2L);
    }

    @Test
    void answerTimesOutWhileTheDatabaseStandsStill() {
        Service hasty = service(Duration.ofMillis(200));
        Gate frozen = new Gate("INSERT INTO dedup");
        faults.set(frozen);

        CompletableFuture<SendResult> begun = hasty.send(ADA_BOB, ADA, "begun", "hello");
        frozen.awaitArrival();
        CompletableFuture<SendResult> waiting = hasty.send(ADA_BOB, ADA, "waiting", "hello");
        assertThat(Service.get(begun)).isInstanceOf(Busy.class);
        assertThat(Service.get(waiting)).isInstanceOf(Busy.class);
        faults.clear();
        frozen.open();

        await().untilAsserted(() -> assertThat(chat.head(ADA_BOB)).isEqualTo(2));
        assertThat(hasty.sendUntilSent(ADA_BOB, ADA, "later", "what nobody waited for was not begun")
                        .seq())
                .isEqualTo(3);
    }

    @Test
    void c4BlockIsAnsweredAfterWhatDidNotSeeItWasCommitted() {
        Gate afterReading = new Gate("INSERT INTO dedup"); // blocks were read before
        faults.set(afterReading);
        CompletableFuture<SendResult> sent = service.send(ADA_BOB, ADA, "before", "hello");
        afterReading.awaitArrival();

        CompletableFuture<Boolean> blocked =
                inBackground(() -> BlockStore.of(database).block(BOB, ADA, ADA_BOB, 0));
        await().until(() -> chat.number("SELECT COUNT(*) FROM blocks") == 1);
        assertThat(blocked).isNotDone();
        faults.clear();
        afterReading.open();

        assertThat(Service.get(sent)).isInstanceOf(Sent.class);
        assertThat(blocked.join()).isTrue();
        assertThat(Service.get(service.send(ADA_BOB, ADA, "after", "hello")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN));
        assertThat(chat.seqs(ADA_BOB)).containsExactly(1L, 2L);
    }

    @Test
    void c5BadMessageFailsAlone() {
        try (Trio trio = new Trio(chat, database, 0)) {
            SendCommand bad = new SendCommand(trio.bob, "bad", "a type that is too long for its column", "hello");
            List<SendResult> results = trio.process(List.of(
                    trio.message(trio.adaBob, trio.ada, "1"),
                    trio.message(trio.adaBob, bad),
                    trio.message(trio.adaBob, trio.ada, "2"),
                    trio.message(trio.bobEve, trio.eve, "3")));

            assertThat(results.get(1))
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID));
            assertThat(List.of(results.get(0), results.get(2), results.get(3))).allMatch(Sent.class::isInstance);
            assertThat(chat.seqs(trio.adaBob)).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void c5ConversationThatIsLockedElsewhereDelaysNoOther() {
        service.sendUntilSent(ADA_EVE, ADA, "first-of-eve", "hello");
        Gate held = hold(List.of(ADA_BOB));

        List<Pending> batch = List.of(pending(ADA_BOB, "locked"), pending(ADA_EVE, "free"), pending(ADA_BOB, "also"));
        CompletableFuture<Void> processed = inBackground(() -> {
            processor().process(batch);
            return null;
        });

        assertThat(result(batch.get(1))).isInstanceOf(Sent.class);
        assertThat(result(batch.get(0))).isInstanceOf(Busy.class);
        assertThat(result(batch.get(2))).isInstanceOf(Busy.class);
        processed.join();
        held.open();
        assertThat(service.sendUntilSent(ADA_BOB, ADA, "locked", "hello").seq()).isEqualTo(2);
    }

    @Test
    void c5LockThatIsReleasedInTimeIsWaitedFor() {
        Gate held = hold(List.of(ADA_BOB));
        CompletableFuture<SendResult> answer = service.send(ADA_BOB, ADA, "id", "hello");
        held.open();

        assertThat(Service.get(answer)).isInstanceOf(Sent.class);
    }

    @Test
    void c5OwnerThatIsFrozenIsWaitedForOnceABatchAndNotOnceAConversation() {
        List<String> conversations = IntStream.range(0, 10)
                .mapToObj(i -> {
                    chat.addUsers(100 + i);
                    service.sendUntilSent("p:" + ADA + ":" + (100 + i), ADA, "first" + i, "hello");
                    return "p:" + ADA + ":" + (100 + i);
                })
                .toList();
        Gate held = hold(conversations);
        long begun = System.nanoTime();

        List<Pending> batch =
                conversations.stream().map(id -> pending(id, "to " + id)).toList();
        processor().process(batch);

        assertThat(batch).allMatch(pending -> result(pending) instanceof Busy);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15)); // 10 times 2 s
        held.open();
    }

    @Test
    void c7InterruptOfACallerInTheMiddleOfAWriteTouchesNothing() throws Exception {
        Gate writing = new Gate("INSERT INTO messages");
        faults.set(writing);
        CompletableFuture<Throwable> interrupted = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                service.send(ADA_BOB, ADA, "id", "hello").get();
            } catch (InterruptedException | ExecutionException e) {
                interrupted.complete(e);
            }
        });
        caller.start();
        writing.awaitArrival();
        caller.interrupt();
        assertThat(interrupted.get()).isInstanceOf(InterruptedException.class);
        faults.clear();
        writing.open();

        await().untilAsserted(() -> assertThat(chat.seqs(ADA_BOB)).containsExactly(1L, 2L));
        assertThat(service.sendUntilSent(ADA_BOB, ADA, "id", "hello").again()).isTrue();
    }

    @Test
    void h1MessagesOfOneSenderKeepTheirOrder() {
        List<CompletableFuture<SendResult>> answers = IntStream.range(0, 300)
                .mapToObj(i -> service.send(ADA_BOB, i % 2 == 0 ? ADA : BOB, "id" + i, "hello"))
                .toList();

        assertThat(answers)
                .extracting(answer -> ((Sent) Service.get(answer)).seq())
                .isSorted();
        await().untilAsserted(
                        () -> assertThat(service.bus.seqs(ADA_BOB)).hasSize(301).isSorted());
    }

    @Test
    void h3FailureOfThePushIsNoRefusal() {
        List<Routes> broken = List.of(
                new FakeRoutes(users -> {
                    throw new IllegalStateException("routes (injected)");
                }),
                new FakeRoutes(users -> CompletableFuture.failedStage(new IllegalStateException("routes (injected)"))),
                new FakeRoutes(users -> new CompletableFuture<>()));
        for (Routes routes : broken) {
            Service blind = new Service(database, clock, Duration.ofSeconds(20), routes);
            toClose.add(blind);
            String id = "id" + broken.indexOf(routes);
            assertThat(Service.get(blind.send(ADA_BOB, ADA, id, "hello"))).isInstanceOf(Sent.class);
            assertThat(Service.get(blind.send(ADA_BOB, ADA, id + "-2", "hello")))
                    .isInstanceOf(Sent.class);
        }
    }

    @Test
    void outageIsATemporaryErrorAndNeverARefusal() {
        for (Supplier<SQLException> failure :
                List.<Supplier<SQLException>>of(Faults::unexplained, Faults::connectionLost, kind::diskFull)) {
            faults.set(new Faults.Hook() {
                @Override
                public void before(String step) throws SQLException {
                    throw failure.get();
                }
            });
            Service hasty = service(Duration.ofMillis(300));
            assertThat(Service.get(hasty.send(ADA_BOB, ADA, "id", "hello"))).isInstanceOf(Busy.class);
            faults.clear();
        }
        assertThat(service.sendUntilSent(ADA_BOB, ADA, "id", "hello").seq()).isEqualTo(2);
        assertThat(chat.seqs(ADA_BOB)).containsExactly(1L, 2L);
    }

    @Test
    void sendsBeyondTheQueueAreBusyAtOnce() {
        Gate frozen = new Gate("INSERT INTO messages");
        faults.set(frozen);
        List<CompletableFuture<SendResult>> answers = new ArrayList<>();
        answers.add(service.send(ADA_BOB, ADA, "begun", "hello"));
        frozen.awaitArrival();
        for (int i = 0; i < 1_100; i++) {
            answers.add(service.send(ADA_BOB, ADA, "waiting" + i, "hello"));
        }
        assertThat(answers.stream().filter(CompletableFuture::isDone).map(Service::get))
                .hasSize(100)
                .allMatch(Busy.class::isInstance);
        faults.clear();
        frozen.open();

        assertThat(answers.stream().map(Service::get).filter(Sent.class::isInstance))
                .hasSize(1_001);
        assertThat(chat.head(ADA_BOB)).isEqualTo(1_002);
    }

    @Test
    void closeAnswersWhatWasAccepted() {
        Service closing = service(Duration.ofSeconds(20));
        List<CompletableFuture<SendResult>> answers = IntStream.range(0, 500)
                .mapToObj(i -> closing.send(i % 2 == 0 ? ADA_BOB : BOB_EVE, BOB, "id" + i, "hello"))
                .toList();
        closing.close();

        assertThat(answers).allMatch(answer -> answer.isDone() && Service.get(answer) instanceof Sent);
        assertThat(closing.bus.seqs(ADA_BOB)).hasSize(250).isSorted();
        assertThat(closing.bus.seqs(BOB_EVE)).hasSize(250).isSorted();
        assertThat(Service.get(closing.send(ADA_BOB, ADA, "late", "hello"))).isInstanceOf(Busy.class);
    }

    private BatchProcessor processor() {
        FanOut fanOut = new FanOut(new Routing(new FakeRoutes(), new MemoryGroupGateways(), new FakeBus()));
        toClose.add(fanOut);
        return new BatchProcessor(SendStore.of(database), System::nanoTime, clock, fanOut);
    }

    private static Pending pending(String conversation, String id) {
        return new Pending(Outgoing.of(conversation, new SendCommand(ADA, id, "text", "hello")), Duration.ofMinutes(1));
    }

    private static SendResult result(Pending pending) {
        return Service.get(pending.answer().toCompletableFuture());
    }

    /** Holds the locks of conversations until the gate is opened. */
    private Gate hold(List<String> conversations) {
        Gate gate = new Gate("");
        CountDownLatch locked = new CountDownLatch(1);
        CompletableFuture<Object> holding = inBackground(() -> database.write(sql -> {
            for (String conversation : conversations) {
                sql.query("SELECT id FROM conversations WHERE id = ? FOR UPDATE", row -> row, conversation);
            }
            locked.countDown();
            gate.pass();
            return gate;
        }));
        toClose.add(() -> {
            gate.open();
            holding.join();
        });
        Gate.await(locked);
        return gate;
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        new Thread(() -> result.completeAsync(work, Runnable::run)).start();
        return result;
    }
}
