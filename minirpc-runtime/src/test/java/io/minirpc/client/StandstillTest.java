package io.minirpc.client;

import static io.minirpc.server.TestService.ADD;
import static io.minirpc.server.TestService.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.internal.transport.Medium;
import io.minirpc.server.RpcServer;
import io.minirpc.server.TestService;
import io.minirpc.server.TestService.Pair;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A client whose process or event loop stands still for a while does not judge its server by that time. To the code on
 * an event loop one that is blocked looks like a process that is stopped.
 */
class StandstillTest {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final long STANDSTILL_MILLIS = 1_200;
    private static final long ANSWER_MILLIS = 50;
    private static final Duration CALL_DEADLINE = Duration.ofSeconds(2);

    /** More than the ticks of the wheel of deadlines after which it takes the loop for one that stood still. */
    private static final Duration MANY_TICKS = Duration.ofMillis(500);

    private final EventLoopGroup loops = Medium.TCP.newGroup(1, "standstill-test-", true);
    private final EventLoop loop = loops.next();
    private final CompletableFuture<Long> end = new CompletableFuture<>();

    // What the loop alone touches.
    private final List<Runnable> onSend = new ArrayList<>();
    private long heardNanos;
    private int sent;

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static void standStill() {
        try {
            Thread.sleep(STANDSTILL_MILLIS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void answer() {
        heardNanos = System.nanoTime();
    }

    /** Does what the test has for this heartbeat, of which it tells the peer. */
    private void send() {
        if (sent < onSend.size()) {
            onSend.get(sent).run();
        }
        sent++;
    }

    private void ended() {
        end.complete(System.nanoTime());
    }

    /** Runs a task on the loop after the time an answer takes. */
    private void afterAnAnswersTime(Runnable task) {
        loop.schedule(task, ANSWER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Has the loop start a heartbeat, whose peer has just answered one. */
    private Heartbeat started() {
        Heartbeat heartbeat = new Heartbeat(loop, INTERVAL, () -> heardNanos, this::send, this::ended);
        answer();
        heartbeat.answered();
        heartbeat.start();
        return heartbeat;
    }

    @Test
    void oneHeartbeatIsSentAfterAStandstillAndItsAnswerAwaited() throws Exception {
        CompletableFuture<Integer> sentBeforeTheAnswer = new CompletableFuture<>();
        loop.execute(() -> {
            Heartbeat heartbeat = started();
            onSend.add(() -> afterAnAnswersTime(() -> {
                answer();
                heartbeat.stop();
                sentBeforeTheAnswer.complete(sent);
            }));
            standStill();
        });
        assertThat(sentBeforeTheAnswer.get(20, TimeUnit.SECONDS)).isOne();
        assertThat(end).isNotDone();
    }

    @Test
    void unreadAnswerToTheLastHeartbeatIsAwaited() throws Exception {
        CompletableFuture<Integer> sentBeforeTheAnswer = new CompletableFuture<>();
        loop.execute(() -> {
            Heartbeat heartbeat = started();
            onSend.add(() -> {});
            onSend.add(() -> loop.execute(StandstillTest::standStill)); // two were not answered
            onSend.add(() -> afterAnAnswersTime(() -> {
                answer();
                heartbeat.stop();
                sentBeforeTheAnswer.complete(sent);
            }));
        });
        CompletableFuture.anyOf(sentBeforeTheAnswer, end).get(20, TimeUnit.SECONDS);
        assertThat(end).isNotDone();
        assertThat(sentBeforeTheAnswer).isCompletedWithValue(3);
    }

    @Test
    void silenceAfterAStandstillIsNoticed() throws Exception {
        CompletableFuture<Long> standstillEnd = new CompletableFuture<>();
        loop.execute(() -> {
            started();
            standStill();
            standstillEnd.complete(System.nanoTime());
        });
        assertThat(end.get(20, TimeUnit.SECONDS) - standstillEnd.join()).isGreaterThan(INTERVAL.toNanos());
    }

    @Test
    void suspectedServerIsAskedAgainAfterAStandstill() throws Exception {
        Suspicion suspicion = new Suspicion(loop, INTERVAL, () -> heardNanos, this::send, () -> {}, this::ended);
        loop.execute(() -> {
            onSend.add(() -> {});
            onSend.add(() -> afterAnAnswersTime(this::answer));
            answer();
            suspicion.timedOut(System.nanoTime() + 1);
            standStill();
        });
        await().until(() -> loop.submit(() -> sent).get() > 0 && !suspicion.stands());
        assertThat(end).isNotDone();
        assertThat(loop.submit(() -> sent).get()).isEqualTo(2);
    }

    @Test
    void answerThatCameInTimeIsReadBeforeTheCallIsGivenUp() throws Exception {
        CompletableFuture<String> waited = new CompletableFuture<>();
        RpcServer server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .add(TestService.binding(waited))
                .build()
                .start();
        CountDownLatch standstillEnd = new CountDownLatch(1);
        try (server;
                RpcClient client = RpcClient.forAddress("127.0.0.1", server.port())) {
            client.callBlocking(ADD, new Pair(1, 2));
            CompletableFuture<String> call = client.withTimeout(CALL_DEADLINE).call(WAIT, "x");
            long deadline = System.nanoTime() + CALL_DEADLINE.toNanos();
            await().until(() -> server.stats().inFlight() > 0);
            blockEventLoop(client, standstillEnd);
            long bytes = server.stats().bytesOut();
            waited.complete("done");
            await().until(() -> server.stats().bytesOut() > bytes);
            assertThat(deadline - System.nanoTime())
                    .as("what is left of the time")
                    .isPositive();
            await().until(() -> System.nanoTime() - deadline > MANY_TICKS.toNanos());
            standstillEnd.countDown();
            assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("done");
        } finally {
            standstillEnd.countDown();
        }
    }

    /** Blocks the client's event loop until an event, and returns when it is blocked. */
    private static void blockEventLoop(RpcClient client, CountDownLatch until) throws Exception {
        Thread caller = Thread.currentThread();
        CompletableFuture<Boolean> blocked;
        do { // a call that has ended already runs its callback here
            CompletableFuture<Boolean> next = new CompletableFuture<>();
            client.call(ADD, new Pair(1, 2)).thenRun(() -> {
                next.complete(Thread.currentThread() != caller);
                if (Thread.currentThread() != caller) {
                    awaitUninterruptibly(until);
                }
            });
            blocked = next;
        } while (!blocked.get(20, TimeUnit.SECONDS));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
